//! `casus_listed_up_to(date, '2026-12-25,2026-12-26')`: how many dates of a list come up to and including a date.

use super::cell;
use datafusion::arrow::array::{Array, AsArray, Int64Array};
use datafusion::arrow::datatypes::{DataType, Date32Type};
use datafusion::common::{ScalarValue, exec_err};
use datafusion::error::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use jiff::civil::Date;
use std::sync::Arc;

/// The function.
pub(super) fn listed_up_to() -> ScalarUDF {
    create_udf(
        "casus_listed_up_to",
        vec![DataType::Date32, DataType::Utf8],
        DataType::Int64,
        Volatility::Immutable,
        Arc::new(count),
    )
}

fn count(args: &[ColumnarValue]) -> Result<ColumnarValue> {
    let [dates, ColumnarValue::Scalar(ScalarValue::Utf8(Some(list)))] = args else {
        return exec_err!("casus_listed_up_to takes dates and one list");
    };
    let listed: Option<Vec<i32>> = list.split(',').map(days).collect();
    let Some(mut listed) = listed else {
        return exec_err!("casus_listed_up_to takes a list of dates, not {list}");
    };
    listed.sort_unstable();
    let rows = match dates {
        ColumnarValue::Array(rows) => rows.len(),
        ColumnarValue::Scalar(_) => 1,
    };
    let dates = dates.clone().into_array(rows)?;
    let counts: Int64Array = dates
        .as_primitive::<Date32Type>()
        .iter()
        .map(|date| date.map(|date| listed.partition_point(|day| *day <= date) as i64))
        .collect();
    Ok(ColumnarValue::Array(Arc::new(counts)))
}

fn days(date: &str) -> Option<i32> {
    date.parse::<Date>().ok().map(cell::days)
}
