//! The questions of the interview: in which order they come, what they ask and how they are explained.

use super::draft::{Draft, Way};
use crate::diag::{Lang, Words};
use crate::say;

/// One thing to answer. Seven questions, some in a few steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// What the workshop was about.
    Title,
    /// 1: the question.
    Question,
    /// 2: what somebody does.
    Then,
    /// 3: who.
    Who,
    /// 4: what sets it off.
    Occasion,
    /// 4: which number.
    Number,
    /// 4: from which value on.
    Limit,
    /// 4: judged for each what.
    Each,
    /// 4: how long it must last.
    Lasting,
    /// 4: how many of what.
    Choice,
    /// 4: which day.
    Day,
    /// 4: the duty behind the day.
    Duty,
    /// 4: the other outcome.
    Otherwise,
    /// 5: how soon.
    Within,
    /// 5: in which meeting.
    Meeting,
    /// Why the question is parked.
    Reason,
    /// Whether there is another question.
    Another,
    /// 6: from which data.
    Source,
    /// 6: which columns.
    Columns,
    /// 6: which of them are personal.
    Personal,
    /// 6: on which legal basis.
    Basis,
    /// 6: for which purpose.
    Purpose,
    /// 6: how the number is computed.
    Formula(usize),
    /// 6: which date puts its rows in periods.
    Dated(usize),
    /// 6: what an empty date in it means.
    Empty(usize),
    /// 6: a number of what.
    Unit(usize),
    /// 7: who keeps it up.
    Maintainer,
    /// 7: when it is looked at again.
    Review,
    /// Nothing more.
    Over,
}

impl Step {
    /// The number of the question, and its name.
    pub(super) fn chapter(self) -> Option<(u8, Words)> {
        use Step::*;
        Some(match self {
            Question => (1, say!(en "The question", nl "De vraag")),
            Then => (2, say!(en "What somebody does", nl "Wat iemand doet")),
            Who => (3, say!(en "Who does it", nl "Wie het doet")),
            Occasion | Number | Limit | Each | Lasting | Choice | Day | Duty | Otherwise => {
                (4, say!(en "What sets it off", nl "De aanleiding"))
            }
            Within | Meeting => (5, say!(en "How soon, and where", nl "Hoe snel, en waar")),
            Source | Columns | Personal | Basis | Purpose | Formula(_) | Dated(_) | Empty(_)
            | Unit(_) => (6, say!(en "The data", nl "De gegevens")),
            Maintainer | Review => (7, say!(en "Who keeps it up", nl "Wie het bijhoudt")),
            Title | Reason | Another | Over => return None,
        })
    }

    /// Whether the question at hand can be parked here.
    pub(super) fn is_about_a_question(self) -> bool {
        self.chapter().is_some_and(|(number, _)| number <= 5)
    }

    /// The step that follows, once this one is answered or left open.
    pub(super) fn next(self, draft: &Draft) -> Step {
        use Step::*;
        let occasion = draft.questions.last().map(|q| &q.occasion);
        let way = occasion.map_or(Way::Open, |o| o.way);
        match self {
            Title => Question,
            Question => Then,
            Then => Who,
            Who => Occasion,
            Occasion => match (way, occasion) {
                (Way::Limit, Some(o)) if o.limit.is_none() && o.whole.is_none() => Number,
                (Way::Choice, Some(o)) if o.how_many.is_none() => Choice,
                (Way::Choice, Some(o)) if o.numbers.is_empty() => Number,
                (Way::Day, Some(o)) if o.whole.is_none() => Day,
                (Way::Day, _) => Duty,
                _ => Within,
            },
            Number => match (way, occasion) {
                (Way::Limit, Some(o)) if !o.numbers.is_empty() => Limit,
                (Way::Day, _) => Meeting,
                _ => Within,
            },
            Limit => match occasion {
                Some(o) if o.limit.is_none() => Within,
                Some(o) if o.each.is_none() => Each,
                Some(o) if o.lasting.is_none() => Lasting,
                _ => Within,
            },
            Each => match occasion {
                Some(o) if o.lasting.is_none() => Lasting,
                _ => Within,
            },
            Lasting => Within,
            Choice => match occasion {
                Some(o) if o.how_many.is_some() && o.numbers.is_empty() => Number,
                _ => Within,
            },
            Day => match occasion {
                Some(o) if o.whole.is_some() => Duty,
                _ => Meeting,
            },
            Duty if draft.questions.last().is_some_and(|q| q.duty.is_some()) => Number,
            Duty => Otherwise,
            Otherwise => Number,
            Within => Meeting,
            Meeting | Reason => Another,
            Another if draft.questions.is_empty() => Maintainer,
            Another => Source,
            Source => Columns,
            Columns if draft.columns.is_empty() => Step::first_formula(draft, 0),
            Columns => Personal,
            Personal if draft.is_personal() => Basis,
            Basis => Purpose,
            Personal | Purpose => Step::first_formula(draft, 0),
            Formula(at) if draft.is_over_time(at) && draft.dates().len() > 1 => Dated(at),
            Formula(at) | Dated(at) => Empty(at),
            Empty(at) => Unit(at),
            Unit(at) => Step::first_formula(draft, at + 1),
            Maintainer => Review,
            Review | Over => Over,
        }
    }

    /// The first number from `from` on that an act needs; the last question when there is none.
    fn first_formula(draft: &Draft, from: usize) -> Step {
        let needed = draft.needed().into_iter().find(|at| *at >= from);
        needed.map_or(Step::Maintainer, Step::Formula)
    }

    /// What is asked; `column` is the one of which [`Step::Empty`] asks.
    pub(super) fn prompt(self, draft: &Draft, column: &str) -> Words {
        use Step::*;
        let label = |at: usize| draft.measures.get(at).map_or("", |n| n.label.as_str());
        match self {
            Title => say!(
                en "What was the workshop about? A few words will do: they become the title.",
                nl "Waar ging de werksessie over? Een paar woorden: ze worden de titel."
            ),
            Question => say!(
                en "Which question must be answered? One sentence, as somebody in the room would say it.",
                nl "Welke vraag moet een antwoord krijgen? Eén zin, zoals iemand in de zaal haar stelt."
            ),
            Then => say!(
                en "What does somebody do differently on Monday, once the answer is known?",
                nl "Wat doet iemand maandag anders, zodra het antwoord bekend is?"
            ),
            Who => say!(
                en "Which role does that? One function, no group and no person.",
                nl "Welke rol doet dat? Eén functie, geen groep en geen persoon."
            ),
            Occasion => say!(
                en "What sets the act off? Type 1, 2 or 3:\n  1  a number passes a limit\n  2  we choose the highest or the lowest\n  3  a date comes",
                nl "Wat is de aanleiding om dat te doen? Typ 1, 2 of 3:\n  1  een getal gaat over een grens\n  2  we kiezen de hoogste of de laagste\n  3  er komt een datum"
            ),
            Number => match draft.questions.last().map(|q| q.occasion.way) {
                Some(Way::Choice) => say!(
                    en "By which number do you choose? Its name is enough.",
                    nl "Op welk getal kiest u? De naam is genoeg."
                ),
                Some(Way::Day) => say!(
                    en "Which number is on the table that day? Its name is enough.",
                    nl "Welk getal ligt er die dag op tafel? De naam is genoeg."
                ),
                _ => say!(
                    en "Which number do you look at? Its name is enough, such as: reports handled on time",
                    nl "Naar welk getal kijkt u? De naam is genoeg, zoals: meldingen op tijd afgehandeld"
                ),
            },
            Limit => say!(
                en "From which value on do you act? Such as: below 85%, or: more than 10",
                nl "Vanaf welke waarde doet u iets? Zoals: onder 85%, of: meer dan 10"
            ),
            Each => say!(
                en "Is it judged for each of something: each area, school, category? Name one thing, or skip.",
                nl "Wordt het per iets beoordeeld: per wijk, school, soort? Noem één ding, of sla over."
            ),
            Lasting => say!(
                en "How long must it last before you act? Such as: 4 weeks. Skip when once is enough.",
                nl "Hoe lang moet het duren voor u iets doet? Zoals: 4 weken. Sla over als één keer genoeg is."
            ),
            Choice => say!(
                en "How many do you choose, and of what? Such as: top 10 street, or: bottom 3 school",
                nl "Hoeveel kiest u er, en waarvan? Zoals: top 10 straat, of: laagste 3 school"
            ),
            Day => say!(
                en "Which day? Such as: 2027-06-01, or: every year before 1 September",
                nl "Welke dag? Zoals: 01-06-2027, of: elk jaar voor 1 september"
            ),
            Duty => say!(
                en "Does a law or a decision ask it? Say which, who receives it, and what they can decide. Skip when nothing does.",
                nl "Vraagt een wet of een besluit erom? Zeg welke, wie het ontvangt, en wat die kan besluiten. Sla over als dat niet zo is."
            ),
            Otherwise => say!(
                en "And what is decided, when it comes out the other way?",
                nl "En wat wordt er besloten, als het anders uitpakt?"
            ),
            Within => say!(
                en "How soon is it done? Such as: 5 working days",
                nl "Hoe snel gebeurt het? Zoals: 5 werkdagen"
            ),
            Meeting => say!(
                en "In which regular meeting is it on the table?",
                nl "In welk vast overleg komt het op tafel?"
            ),
            Reason => say!(
                en "Why is it parked? One sentence, so that the next workshop knows.",
                nl "Waarom wordt ze geparkeerd? Eén zin, zodat de volgende werksessie het weet."
            ),
            Another => say!(
                en "Is there another question from the workshop? yes or no",
                nl "Is er nog een vraag uit de werksessie? ja of nee"
            ),
            Source => say!(
                en "From which data must the answer come? Name the system, the register or the file.",
                nl "Uit welke gegevens moet het antwoord komen? Noem het systeem, het register of het bestand."
            ),
            Columns => columns(draft),
            Personal => personal(draft),
            Basis => say!(
                en "On which legal basis are the personal data used? Such as: GDPR article 6(1)(e), with the law that gives the task",
                nl "Op welke grondslag worden de persoonsgegevens gebruikt? Zoals: AVG artikel 6 lid 1e, met de wet die de taak geeft"
            ),
            Purpose => say!(
                en "And for which purpose? One sentence.",
                nl "En met welk doel? Eén zin."
            ),
            Formula(at) => {
                let label = label(at);
                let lines = formulas(draft);
                let (en, nl) = (lines.en, lines.nl);
                say!(
                    en "How is \"{label}\" computed? One of these, with your own columns, or in words:\n{en}",
                    nl "Hoe wordt \"{label}\" berekend? Een hiervan, met uw eigen kolommen, of in woorden:\n{nl}"
                )
            }
            Dated(at) => {
                let (label, dates) = (label(at), draft.dates().join(", "));
                say!(
                    en "Which date puts a row of \"{label}\" in a period: {dates}?",
                    nl "Welke datum plaatst een rij van \"{label}\" in een periode: {dates}?"
                )
            }
            Empty(at) => {
                let label = label(at);
                say!(
                    en "What does it mean for \"{label}\" when {column} is empty?\n  1  it counts as today: not finished yet\n  2  the row is left out\n  3  it is never empty",
                    nl "Wat betekent het voor \"{label}\" als {column} leeg is?\n  1  die telt als vandaag: nog niet klaar\n  2  de rij telt niet mee\n  3  die is nooit leeg"
                )
            }
            Unit(at) => {
                let label = label(at);
                say!(
                    en "\"{label}\" is a number of what? Such as: reports, days, euros",
                    nl "\"{label}\" is een getal van wat? Zoals: meldingen, dagen, euro"
                )
            }
            Maintainer => say!(
                en "Which team mends it when the data change? A team with a shared address, no person.",
                nl "Welk team herstelt het als de gegevens veranderen? Een team met een gedeeld adres, geen persoon."
            ),
            Review => say!(
                en "Before which date does somebody see whether it still leads to acts? Such as: 2027-09-01",
                nl "Voor welke datum kijkt iemand of het nog tot handelen leidt? Zoals: 01-09-2027"
            ),
            Over => say!(en "", nl ""),
        }
    }

    /// Why it is asked, with examples; for who types `?`.
    pub(super) fn help(self) -> Words {
        use Step::*;
        match self {
            Title => say!(
                en "The title stands above the dashboard. Such as: Speeding in 30 km/h streets",
                nl "De titel komt boven het dashboard. Zoals: Wmo-meldingen binnen zes weken"
            ),
            Question => say!(
                en "A question that somebody really asks, about something you can see in data. Such as:\n  In which streets do too many drivers speed?\n  Which schools get an extra crossing patrol?\nOne question at a time; you can add more later on.",
                nl "Een vraag die iemand echt stelt, over iets wat in gegevens te zien is. Zoals:\n  In welke wijkteams ronden we het onderzoek niet binnen zes weken af?\n  Welke scholen krijgen een verkeersbrigadier erbij?\nEén vraag tegelijk; straks kunt u er meer toevoegen."
            ),
            Then => say!(
                en "An answer is worth a dashboard when somebody acts on it: moves, opens, hires, closes or decides something. Such as:\n  moves one maintenance crew to that area for 3 weeks\n  places a speed display in that street for 4 weeks\nDoes nobody know? Type `park`: the question is kept for the next workshop.",
                nl "Een antwoord is een dashboard waard als iemand er iets door doet: verplaatst, opent, huurt in, sluit of besluit. Zoals:\n  verplaatst één onderhoudsploeg naar die wijk voor 3 weken\n  opent voor dat wijkteam twee extra huisbezoekdagen per week\nWeet niemand het? Typ `parkeer`: de vraag blijft bewaard voor de volgende werksessie."
            ),
            Who => say!(
                en "The one who may do it and can be asked about it. Such as: area manager. `we` or `the organisation` is nobody.",
                nl "Degene die het mag doen en erop aan te spreken is. Zoals: wijkbeheerder. `we` of `de organisatie` is niemand."
            ),
            Occasion => say!(
                en "1: something is too high or too low, and then somebody acts.\n2: there is only room for some, and the number tells for which.\n3: somebody decides on a day, whatever the number is.\nYou may also write the line as it stands in a case:\n  on_time < 85% per category for 4 weeks\n  top 10 street by complaints\n  every year before 1 September",
                nl "1: iets is te hoog of te laag, en dan doet iemand iets.\n2: er is maar plaats voor een paar, en het getal zegt voor welke.\n3: iemand besluit op een dag, hoe het getal ook is.\nU mag de regel ook schrijven zoals ze in een casus staat:\n  op_tijd < 85% per soort gedurende 4 weken\n  top 10 straat op klachten\n  elk jaar voor 1 september"
            ),
            Number => say!(
                en "What people call it in the room. How it is computed is asked later. Such as: open reports, share of drivers over the limit",
                nl "Zoals mensen het in de zaal noemen. Hoe het berekend wordt komt straks. Zoals: openstaande meldingen, aandeel te hard rijdende auto's"
            ),
            Limit => say!(
                en "The value at which nobody would wait any longer. Such as: below 85%, more than 10, at least 3, 10 or more. Nobody knows? Take what would have been too much last time, and try it on the data later.",
                nl "De waarde waarbij niemand langer zou wachten. Zoals: onder 85%, meer dan 10, minstens 3, 10 of meer. Weet niemand het? Neem wat de vorige keer te veel was, en probeer het later op de gegevens."
            ),
            Each => say!(
                en "Then one area can set the act off while the others are fine. Such as: area, category, team",
                nl "Dan kan één wijk de aanleiding zijn terwijl het in de andere goed gaat. Zoals: wijk, soort, team"
            ),
            Lasting => say!(
                en "One bad week may be chance. Whole days, weeks, months, quarters or years. Such as: 4 weeks, 2 months",
                nl "Eén slechte week kan toeval zijn. Hele dagen, weken, maanden, kwartalen of jaren. Zoals: 4 weken, 2 maanden"
            ),
            Choice => say!(
                en "`top` is the highest, `bottom` the lowest. Such as: top 10 neighbourhood, bottom 3 school",
                nl "`top` is de hoogste, `laagste` de laagste. Zoals: top 10 buurt, laagste 3 school"
            ),
            Day => say!(
                en "Once: 2027-06-01. Every year: every year before 1 September",
                nl "Eén keer: 01-06-2027. Elk jaar: elk jaar voor 1 september"
            ),
            Duty => say!(
                en "Such as: Waste Act section 45; the council receives it and sets the rates. Without a duty it is an exploration: then you say what is decided either way.",
                nl "Zoals: Wet milieubeheer artikel 10.23; de raad ontvangt het en stelt het tarief vast. Zonder plicht is het een verkenning: dan zegt u wat er in beide gevallen besloten wordt."
            ),
            Otherwise => say!(
                en "An exploration with one outcome needs no data. Such as: ends the trial and removes the planters",
                nl "Een verkenning met één uitkomst heeft geen gegevens nodig. Zoals: beëindigt de proef en haalt de plantenbakken weg"
            ),
            Within => say!(
                en "A number, a date or a named day. Such as: 5 working days, 3 weeks. `as soon as possible` is no term.",
                nl "Een aantal, een datum of een dag met een naam. Zoals: 5 werkdagen, 3 weken. `zo snel mogelijk` is geen termijn."
            ),
            Meeting => say!(
                en "The meeting that exists already, so that nobody has to call one. Such as: Monday start Maintenance",
                nl "Het overleg dat er al is, zodat niemand het hoeft te beleggen. Zoals: weekstart Onderhoud"
            ),
            Reason => say!(
                en "Such as: nobody decides anything with this number before the 2028 road plan",
                nl "Zoals: niemand neemt met dit getal een ander besluit"
            ),
            Another => say!(
                en "Each question gets its own act. Two or three are plenty for a first time.",
                nl "Elke vraag krijgt haar eigen actie. Twee of drie is ruim genoeg voor een eerste keer."
            ),
            Source => say!(
                en "Such as: reports from the case system, or: data/reports.csv. A second source can be added in the file.",
                nl "Zoals: meldingen uit het zaaksysteem, of: data/meldingen.csv. Een tweede bron kunt u in het bestand toevoegen."
            ),
            Columns => say!(
                en "Take only what you use. Behind a name may stand its type in parentheses: text, number, whole number, date, moment, yes/no. Such as: reported on (date), closed on (date), due on (date)",
                nl "Neem alleen wat u gebruikt. Achter een naam mag de soort tussen haakjes staan: tekst, getal, geheel getal, datum, moment, ja/nee. Zoals: gemeld (datum), afgehandeld (datum), uiterlijk (datum)"
            ),
            Personal => say!(
                en "Everything that tells something about one person, also a case number that leads to one. Behind each name its class in parentheses: indirect, pseudonym, direct, sensitive, special, criminal, national number. Such as: case number (pseudonym), facility (special). Nothing personal: none",
                nl "Alles wat iets over één persoon zegt, ook een zaaknummer dat naar iemand leidt. Achter elke naam de klasse tussen haakjes: indirect, pseudoniem, direct, gevoelig, bijzonder, strafrechtelijk, nationaal nummer. Zoals: zaaknummer (pseudoniem), voorziening (bijzonder). Niets persoonlijks: geen"
            ),
            Basis => say!(
                en "Without a basis in law the data may not be used. Not sure? Skip, and ask the privacy officer; `casus check` will keep asking.",
                nl "Zonder grondslag mogen de gegevens niet worden gebruikt. Niet zeker? Sla over, en vraag het de privacyfunctionaris; `casus check` blijft ernaar vragen."
            ),
            Purpose => say!(
                en "Such as: finish the inquiry within the legal term after a report",
                nl "Zoals: het onderzoek na een melding binnen de wettelijke termijn afronden"
            ),
            Formula(_) => say!(
                en "`count()` counts rows, `percentage(…)` is the share of rows for which something is true, `average`, `median` and `sum` take a column. Words are kept as a comment, for who knows the data.",
                nl "`aantal()` telt rijen, `percentage(…)` is het deel van de rijen waarvoor iets waar is, `gemiddelde`, `mediaan` en `som` nemen een kolom. Woorden blijven als commentaar staan, voor wie de gegevens kent."
            ),
            Dated(_) => say!(
                en "A report made in May and closed in June belongs to one of the two months. Name the column.",
                nl "Een melding van mei die in juni is afgehandeld hoort bij een van beide maanden. Noem de kolom."
            ),
            Empty(_) => say!(
                en "Leaving out what is not finished makes waiting times look better than they are. Type 1, 2 or 3.",
                nl "Wat nog niet klaar is niet meetellen maakt wachttijden mooier dan ze zijn. Typ 1, 2 of 3."
            ),
            Unit(_) => say!(
                en "It stands beside the number: 12 reports, 42 days.",
                nl "Het staat naast het getal: 12 meldingen, 42 dagen."
            ),
            Maintainer => say!(
                en "Who is called when a figure is wrong. Such as: Highways data team (data@council.example)",
                nl "Wie gebeld wordt als een getal niet klopt. Zoals: datateam Beheer (data@gemeente.example)"
            ),
            Review => say!(
                en "A dashboard that nobody looks after lies in the end. A year is usual.",
                nl "Een dashboard waar niemand naar omkijkt gaat liegen. Een jaar is gebruikelijk."
            ),
            Over => say!(en "", nl ""),
        }
    }
}

fn columns(draft: &Draft) -> Words {
    let known: Vec<_> = draft.columns.iter().map(|c| c.name.as_str()).collect();
    let known = known.join(", ");
    if known.is_empty() {
        return say!(
            en "Which columns do you need from it? Such as: reported on (date), closed on (date), category",
            nl "Welke kolommen hebt u eruit nodig? Zoals: gemeld (datum), afgehandeld (datum), soort"
        );
    }
    say!(
        en "Which columns do you need from it, besides {known}? Such as: reported on (date), closed on (date)",
        nl "Welke kolommen hebt u eruit nodig, naast {known}? Zoals: gemeld (datum), afgehandeld (datum)"
    )
}

fn personal(draft: &Draft) -> Words {
    let columns: Vec<_> = draft.columns.iter().map(|c| c.name.as_str()).collect();
    let columns = columns.join(", ");
    say!(
        en "Which of these say something about one person: {columns}?\nWith the class in parentheses, such as: case number (pseudonym). Else: none",
        nl "Welke hiervan zeggen iets over één persoon: {columns}?\nMet de klasse tussen haakjes, zoals: zaaknummer (pseudoniem). Anders: geen"
    )
}

/// Formulas to choose from, with the draft's own columns where they fit.
fn formulas(draft: &Draft) -> Words {
    let (dates, amounts) = (draft.dates(), draft.amounts());
    let of = |lang: Lang| {
        let mut lines = vec![lang.pick("count()", "aantal()").to_owned()];
        if let [.., closed, due] = dates.as_slice() {
            lines.push(format!("percentage({closed} <= {due})"));
        }
        if let [from, to, ..] = dates.as_slice() {
            let separator = lang.pick(",", ";");
            let (median, days) = lang.pick(("median", "days"), ("mediaan", "dagen"));
            lines.push(format!("{median}({days}({from}{separator} {to}))"));
        }
        let sum = lang.pick("sum", "som");
        match amounts.as_slice() {
            [] => {}
            [amount] => {
                lines.push(format!("{sum}({amount})"));
                lines.push(format!("{}({amount})", lang.pick("average", "gemiddelde")));
            }
            [.., whole, part] => lines.push(format!("{sum}({part}) / {sum}({whole})")),
        }
        let other = |name: &str| !dates.contains(&name) && !amounts.contains(&name);
        if let Some(text) = draft.columns.iter().find(|c| other(&c.name)) {
            lines.push(format!("percentage({} = \"…\")", text.name));
        }
        let lines: Vec<_> = lines.iter().map(|line| format!("  {line}")).collect();
        lines.join("\n")
    };
    Words {
        en: of(Lang::En),
        nl: of(Lang::Nl),
    }
}
