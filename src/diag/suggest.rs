//! "Did you mean …": the nearest of the names that could have been meant.

/// More names than this are not searched, so that many errors in a huge file stay cheap.
const MOST_CANDIDATES: usize = 2_000;

/// The candidate nearest to `wrong`, when it is near enough to be a slip of the pen. Case does not count; the first wins a tie.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let near = |candidate: &&str| candidate.chars().count().abs_diff(length) <= limit;
    let mut best: Option<(usize, &str)> = None;
    let candidates = candidates.into_iter().take(MOST_CANDIDATES);
    for candidate in candidates.filter(near) {
        let distance = strsim::osa_distance(&wrong, &candidate.to_lowercase());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_nothing_else() {
        assert_eq!(nearest("qestion", ["question", "action"]), Some("question"));
        assert_eq!(nearest("op_tjid", ["op_tijd"]), Some("op_tijd"));
        assert_eq!(nearest("who", ["why", "within"]), Some("why"));
        assert_eq!(nearest("banana", ["question"]), None);
    }
}
