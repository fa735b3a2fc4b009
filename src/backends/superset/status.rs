//! The status of an act: a virtual dataset of exactly one row, so that its chart always answers.

use super::bundle::{Dataset, VERSION};
use super::datasets::{Sql, column};
use super::names;
use crate::dashboard::ActCard;
use crate::formula::sql::Unsupported;
use crate::formula::term::Type;

/// The column that people read: whether the act is due, for which values, and until when there are data.
pub(super) const STATUS: &str = "status";

/// The dataset of a card's status; `None` when the card has no occasion.
pub(super) fn dataset(
    sql: &Sql<'_>,
    card: &ActCard,
    database_uuid: &str,
) -> Result<Option<(String, Dataset)>, Unsupported> {
    let Some(query) = sql.queries.status(card)? else {
        return Ok(None);
    };
    let words = &sql.board.words;
    let columns = vec![
        column(STATUS, &words.status, Type::Text),
        column("fires", &words.fires, Type::Bool),
        column("where_", &words.fires, Type::Text),
        column("data_until", &words.data_until, Type::Date),
    ];
    let dataset = Dataset {
        table_name: names::dataset(&sql.board.name, &format!("{} {}", words.status, card.id)),
        main_dttm_col: None,
        description: card.question.clone(),
        schema: sql.target.schema.clone(),
        sql: query,
        columns,
        metrics: Vec::new(),
        uuid: dataset_uuid(sql, card),
        database_uuid: database_uuid.to_owned(),
        version: VERSION,
    };
    Ok(Some((names::status(&card.id), dataset)))
}

/// The uuid of a card's status.
pub(super) fn dataset_uuid(sql: &Sql<'_>, card: &ActCard) -> String {
    names::uuid(&[&sql.board.name, "status", &card.id])
}
