//! Cases made up by the machine: as many as wanted, about 60 lines each, without errors. Benches and tests share them.

use std::fmt::Write as _;

/// The `n`-th case; Dutch when `n` is odd. The same number gives the same text.
pub(crate) fn case(n: usize) -> String {
    if n % 2 == 1 { dutch(n) } else { english(n) }
}

/// A file of about `blocks` blocks: one case with that many measures, each of them shown.
pub(crate) fn wide(blocks: usize) -> String {
    let mut text = english(0);
    for i in 0..blocks / 2 {
        let _ = write!(
            text,
            "
measure extra_{i} \"Extra {i}\"
  is:    count(waited > {i})
  date:  asked_on
  unit:  requests
visual show_{i}: number of extra_{i}
  serves:  extra_desk
  alt:     Number of requests that waited longer than {i} days
"
        );
    }
    text
}

/// One case with this many questions, each with its act and its visual.
pub(crate) fn many_questions(questions: usize) -> String {
    let mut text = english(0);
    for i in 0..questions {
        let _ = write!(
            text,
            "
question waiting_{i}: In which district do permits take longer than {i} days?
  decision:  where an extra desk opens
action desk_{i} answers waiting_{i}
  when:       in_time < 60% per district for 4 weeks
  then:       opens an extra desk in that district
  who:        permit coordinator
  within:     5 working days
  meeting:    Monday start Permits
  done when:  in_time >= 80% for 2 weeks
visual show_{i}: bar of in_time by district
  serves:  desk_{i}
  alt:     Bar chart of the percentage decided in time by district
"
        );
    }
    text
}

fn english(n: usize) -> String {
    let limit = 70 + n % 20;
    format!(
        "case generated_{n} \"Generated case {n}\"
  organisation:   Example Borough Council
  domain:         Permits
  cycle:          1
  stage:          build
  workshop:       2026-09-01
  problem owner:  head of Permits
  sponsor:        director of Place
  maintainer:     Permits data team
  deputy:         Corporate data team
  review before:  2028-06-01
  tooling:        Power BI, Superset

question waiting: In which district number {n} do permits take too long?
  kind:      steering
  decision:  where an extra desk opens

action extra_desk answers waiting
  when:       in_time < {limit}% per district for 4 weeks
  then:       opens an extra desk in that district for {weeks} weeks
  who:        permit coordinator
  within:     5 working days
  meeting:    Monday start Permits
  mandate:    desks are delegated to the permit coordinator
  done when:  in_time >= {limit}% for 2 weeks
  otherwise:  head of Permits hires two permit officers

source requests: permit requests (made-up data)
  owner:      permit coordinator
  file:       data/requests_{n}.csv
  missing:    -1, n/a
  refreshed:  every night
  quality:    districts are missing now and then
  | column    | type         | personal data | used for           | rule              |
  | id        | whole number | no            | key                | not empty; unique |
  | asked_on  | date         | no            | compute and filter | not empty         |
  | waited    | number       | no            | compute            | 0 to 1000         |
  | district  | text         | no            | split              |                   |

measure in_time \"Decided in time\"
  is:      percentage(waited <= {days})
  date:    asked_on
  norm:    {limit}%, from: service charter 2025
  better:  higher

measure typical \"Median waiting time\"
  is:      median(waited)
  date:    asked_on
  unit:    days

visual districts: bar of in_time by district, lowest first, limit {limit}%
  serves:  extra_desk
  alt:     Bar chart of the percentage decided in time by district
visual weeks: line of in_time by district per week, limit {limit}%
  serves:  extra_desk
  alt:     Lines of the percentage decided in time by district and week
visual waiting_time: column of typical by district, highest first, top 10
  serves:  extra_desk
  alt:     Columns of the median waiting time by district

filter: asked_on

privacy
  personal data:  none
  public:         no, internal
",
        weeks = 3 + n % 5,
        days = 14 + n % 30,
    )
}

fn dutch(n: usize) -> String {
    let limit = 70 + n % 20;
    format!(
        "casus gemaakt_{n} \"Gemaakte casus {n}\"
  organisatie:      Gemeente Voorbeeldstad
  domein:           Vergunningen
  cyclus:           1
  fase:             bouw
  workshop:         01-09-2026
  probleemeigenaar: hoofd Vergunningen
  sponsor:          directeur Ruimte
  beheerder:        datateam Vergunningen
  vervanger:        team Gegevens
  herzien voor:     01-06-2028
  tooling:          Power BI, Superset

vraag wachttijd: In welke wijk nummer {n} duren vergunningen te lang?
  soort:    sturing
  besluit:  waar een extra loket opengaat

actie extra_loket bij wachttijd
  zodra:       op_tijd < {limit}% per wijk gedurende 4 weken
  dan:         opent {weeks} weken lang een extra loket in die wijk
  wie:         coördinator vergunningen
  binnen:      5 werkdagen
  in overleg:  weekstart Vergunningen
  mandaat:     loketten zijn gemandateerd aan de coördinator
  klaar als:   op_tijd >= {limit}% gedurende 2 weken
  anders:      hoofd Vergunningen neemt twee medewerkers aan

bron aanvragen: vergunningaanvragen (verzonnen gegevens)
  eigenaar:      coördinator vergunningen
  bestand:       data/aanvragen_{n}.csv
  datumnotatie:  dd-mm-yyyy
  getalnotatie:  1.234,5
  ontbreekt:     -1, n.b.
  ververst:      elke nacht
  kwaliteit:     de wijk ontbreekt soms
  | kolom      | soort        | persoonsgegeven | waarvoor            | regel            |
  | nummer     | geheel getal | nee             | sleutel             | niet leeg; uniek |
  | gevraagd   | datum        | nee             | rekenen en filteren | niet leeg        |
  | gewacht    | getal        | nee             | rekenen             | 0 tot 1000       |
  | wijk       | tekst        | nee             | uitsplitsen         |                  |

maat op_tijd \"Op tijd besloten\"
  is:      percentage(gewacht <= {days})
  datum:   gevraagd
  norm:    {limit}%, bron: servicenormen 2025
  beter:   hoger

maat gewoonlijk \"Mediane wachttijd\"
  is:       mediaan(gewacht)
  datum:    gevraagd
  eenheid:  dagen

beeld wijken: staaf van op_tijd per wijk, laagste eerst, grens {limit}%
  voor:   extra_loket
  alt:    Staafdiagram van het percentage op tijd per wijk
beeld weken: lijn van op_tijd per wijk per week, grens {limit}%
  voor:   extra_loket
  alt:    Lijnen van het percentage op tijd per wijk en week
beeld duur: kolom van gewoonlijk per wijk, hoogste eerst, top 10
  voor:   extra_loket
  alt:    Kolommen van de mediane wachttijd per wijk

filter: gevraagd

privacy
  persoonsgegevens:  geen
  openbaar:          nee, intern
",
        weeks = 3 + n % 5,
        days = 14 + n % 30,
    )
}
