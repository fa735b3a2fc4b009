//! D063: rows that repeat an earlier row in every column of the file.

use super::sheet::Sheet;
use super::{Advice, Finding};
use crate::diag::{Code, Diagnostic};
use crate::say;

pub(super) fn check(sheet: &Sheet<'_>) -> Result<Option<Finding>, Box<Diagnostic>> {
    // A column that differs in each row leaves no copies.
    if sheet.columns.iter().any(|c| c.distinct == sheet.rows) {
        return Ok(None);
    }
    let (table, whole) = sheet.whole_rows();
    let (found, _) = sheet.repeats(&table, &whole, "true")?;
    if found.count == 0 {
        return Ok(None);
    }
    let (file, count, of) = (&sheet.place.file, found.count, sheet.rows);
    let message = say!(
        en "{count} of the {of} rows of `{file}` repeat an earlier row in every column",
        nl "{count} van de {of} rijen van `{file}` herhalen een eerdere rij in elke kolom",
    );
    let told = Diagnostic::warning(Code("D063"), sheet.place.span, message).help(say!(
        en "they count twice in every figure; ask whether they are double or really happened twice",
        nl "ze tellen dubbel in elk cijfer; vraag of ze dubbel zijn of echt twee keer gebeurd",
    ));
    let advice = Advice {
        rule: say!(
            en "no two rows are equal in every column",
            nl "geen twee rijen zijn in elke kolom gelijk",
        ),
        why: say!(
            en "What stands in the file twice counts twice.",
            nl "Wat twee keer in het bestand staat, telt twee keer.",
        ),
        act: say!(
            en "Take the double rows out. Did it really happen twice? Then add the number of the case, so that everybody can see that.",
            nl "Haal de dubbele rijen weg. Is het echt twee keer gebeurd? Voeg dan het zaaknummer toe, zodat iedereen dat kan zien.",
        ),
    };
    Ok(Some(sheet.finding(told, None, found, of, advice)))
}
