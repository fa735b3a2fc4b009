//! The forms of regular verbs. Irregular ones stand in `verbs.tsv`.
//!
//! Only forms in which an act is written down: present, infinitive, gerund, participle. Where spelling
//! needs a dictionary (`monitor` but `analyseer`) both spellings are made; the wrong one hurts nobody.

use crate::diag::Lang;

/// The forms of one verb.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// Dutch `monitoren`; English has its base form here, `monitor`.
    pub(super) infinitive: String,
    /// Dutch `monitor`, which counts only beside `ik` or at the head of a clause. Empty in English.
    pub(super) stems: Vec<String>,
    /// Third person: `monitort`, `monitors`.
    pub(super) finite: Vec<String>,
    /// English `monitoring`. Empty in Dutch.
    pub(super) gerunds: Vec<String>,
    /// `gemonitord`, `monitored`; counts only with an auxiliary, for it is an adjective else.
    pub(super) participles: Vec<String>,
}

impl Forms {
    /// The forms that spelling rules give.
    pub(super) fn regular(verb: &str, lang: Lang) -> Forms {
        match lang {
            Lang::Nl => dutch(verb),
            Lang::En => english(verb),
        }
    }
}

fn dutch(verb: &str) -> Forms {
    let base = verb.strip_suffix("en").unwrap_or(verb);
    let stems = dutch_stems(base);
    let finite = stems.iter().map(|stem| with_t(stem)).collect();
    let unstressed = ["be", "ge", "her", "ont", "ver", "er"];
    let bare = unstressed.iter().any(|prefix| verb.starts_with(prefix));
    let ge = if bare { "" } else { "ge" };
    let participles = stems
        .iter()
        .flat_map(|stem| [[ge, &with_t(stem)].concat(), [ge, &with_d(stem)].concat()])
        .collect();
    Forms {
        infinitive: verb.to_owned(),
        stems,
        finite,
        gerunds: Vec::new(),
        participles,
    }
}

/// `mak` → `maak` and `mak`; `zett` → `zet`; `verschuiv` → `verschuif`.
fn dutch_stems(base: &str) -> Vec<String> {
    let letters: Vec<char> = base.chars().collect();
    let [head @ .., before, last] = letters.as_slice() else {
        return vec![base.to_owned()];
    };
    let head: String = head.iter().collect();
    if before == last && !is_vowel(*last) {
        return vec![format!("{head}{before}")];
    }
    let end = match last {
        'v' => 'f',
        'z' => 's',
        c => *c,
    };
    let plain = format!("{head}{before}{end}");
    let digraphs = [
        "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ou", "au", "ei", "ij",
    ];
    let sounds = &base[..base.len() - last.len_utf8()];
    let closed = digraphs.iter().any(|sound| sounds.ends_with(sound));
    if is_vowel(*before) && !closed && *before != 'i' && !is_vowel(end) {
        vec![plain, format!("{head}{before}{before}{end}")]
    } else {
        vec![plain]
    }
}

fn with_t(stem: &str) -> String {
    if stem.ends_with('t') {
        stem.to_owned()
    } else {
        [stem, "t"].concat()
    }
}

fn with_d(stem: &str) -> String {
    if stem.ends_with('d') {
        stem.to_owned()
    } else {
        [stem, "d"].concat()
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn english(verb: &str) -> Forms {
    let letters: Vec<char> = verb.chars().collect();
    let doubled = match letters.as_slice() {
        [.., a, b, c] if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) => {
            Some(format!("{verb}{c}"))
        }
        _ => None,
    };
    let mute_e = verb.strip_suffix('e').filter(|stem| !stem.ends_with('e'));
    let consonant_y = verb
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(is_vowel));
    let hisses = ["s", "x", "z", "ch", "sh", "o"]
        .iter()
        .any(|end| verb.ends_with(end));
    let finite = match consonant_y {
        Some(stem) => [stem, "ies"].concat(),
        None if hisses => [verb, "es"].concat(),
        None => [verb, "s"].concat(),
    };
    let participle = match (consonant_y, mute_e) {
        (Some(stem), _) => [stem, "ied"].concat(),
        (None, Some(stem)) => [stem, "ed"].concat(),
        (None, None) => [verb, "ed"].concat(),
    };
    let mut gerunds = vec![[mute_e.unwrap_or(verb), "ing"].concat()];
    let mut participles = vec![participle];
    if let Some(doubled) = doubled {
        gerunds.push([&doubled, "ing"].concat());
        participles.push([&doubled, "ed"].concat());
    }
    Forms {
        infinitive: verb.to_owned(),
        stems: Vec::new(),
        finite: vec![finite],
        gerunds,
        participles,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finite(verb: &str, lang: Lang) -> Vec<String> {
        Forms::regular(verb, lang).finite
    }

    #[test]
    fn dutch_spelling() {
        assert!(finite("monitoren", Lang::Nl).contains(&"monitort".to_owned()));
        assert!(finite("analyseren", Lang::Nl).contains(&"analyseert".to_owned()));
        assert_eq!(finite("zetten", Lang::Nl), ["zet"]);
        assert_eq!(finite("verschuiven", Lang::Nl), ["verschuift"]);
        assert_eq!(finite("melden", Lang::Nl), ["meldt"]);
        assert!(finite("maken", Lang::Nl).contains(&"maakt".to_owned()));
        let verzenden = Forms::regular("verzenden", Lang::Nl);
        assert!(verzenden.finite.contains(&"verzendt".to_owned()));
        let monitoren = Forms::regular("monitoren", Lang::Nl);
        assert!(monitoren.participles.contains(&"gemonitord".to_owned()));
    }

    #[test]
    fn english_spelling() {
        assert_eq!(finite("notify", Lang::En), ["notifies"]);
        assert_eq!(finite("watch", Lang::En), ["watches"]);
        let analyse = Forms::regular("analyse", Lang::En);
        assert_eq!(analyse.gerunds, ["analysing"]);
        assert_eq!(analyse.participles, ["analysed"]);
        let plan = Forms::regular("plan", Lang::En);
        assert!(plan.gerunds.contains(&"planning".to_owned()));
    }
}
