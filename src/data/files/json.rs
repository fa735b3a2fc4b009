//! JSON: an array of objects, an object that holds one, or an object a line.

use super::{Loaded, Place, tidy};
use crate::data::cell::Cell;
use crate::data::errors;
use crate::diag::Diagnostic;
use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Reads a file; the columns are all keys, in the order in which they first occur.
pub(super) fn load(path: &Path, place: &Place) -> Result<Loaded, Box<Diagnostic>> {
    let bytes = std::fs::read(path).map_err(|e| errors::unreadable(place, &e))?;
    let text = unpacked(bytes, place)?;
    let objects = objects(&text).map_err(|e| errors::broken_json(place, &e))?;
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut header = Vec::new();
    let mut rows = Vec::with_capacity(objects.len());
    for object in objects {
        let mut row = vec![Cell::Empty; header.len()];
        for (key, value) in object {
            let column = *at.entry(key).or_insert_with_key(|key| {
                header.push(tidy(key));
                header.len() - 1
            });
            row.resize(header.len(), Cell::Empty);
            if let Some(place) = row.get_mut(column) {
                *place = cell(value);
            }
        }
        rows.push(row);
    }
    if header.is_empty() {
        return Err(errors::no_rows(place).into());
    }
    // An object is one, however many lines it takes.
    let lines = (1..=rows.len() as u64).collect();
    Ok(Loaded {
        header,
        rows,
        lines,
    })
}

/// The text, unpacked where it is packed, without a byte order mark.
fn unpacked(mut bytes: Vec<u8>, place: &Place) -> Result<Vec<u8>, Box<Diagnostic>> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::new();
        if let Err(error) = MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut text) {
            let line = memchr::memchr_iter(b'\n', &text).count() as u64 + 1;
            return Err(errors::stopped(place, true, line, &error).into());
        }
        bytes = text;
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    Ok(bytes)
}

/// The objects; anything else among them is none.
fn objects(text: &[u8]) -> serde_json::Result<Vec<Map<String, Value>>> {
    let mut values: Vec<Value> = serde_json::Deserializer::from_slice(text)
        .into_iter()
        .collect::<serde_json::Result<_>>()?;
    if let [single] = values.as_mut_slice() {
        match single.take() {
            Value::Array(list) => values = list,
            Value::Object(mut object) => {
                // Services wrap their rows: { "value": [ … ] }.
                let lists = object.iter().filter(|(_, v)| is_list_of_objects(v));
                let names: Vec<String> = lists.map(|(name, _)| name.clone()).collect();
                let list = match names.as_slice() {
                    [one] => object.remove(one),
                    _ => None,
                };
                values = match list {
                    Some(Value::Array(list)) => list,
                    _ => vec![Value::Object(object)],
                };
            }
            other => values = vec![other],
        }
    }
    let objects = values.into_iter().filter_map(|value| match value {
        Value::Object(object) => Some(object),
        _ => None,
    });
    Ok(objects.collect())
}

fn is_list_of_objects(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|list| list.iter().all(Value::is_object) && !list.is_empty())
}

fn cell(value: Value) -> Cell<'static> {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(yes),
        Value::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(n), _) => Cell::Whole(n),
            (None, Some(n)) => Cell::Number(n),
            (None, None) => Cell::Text(Cow::Owned(n.to_string())),
        },
        Value::String(text) => Cell::Text(Cow::Owned(text)),
        nested => Cell::Text(Cow::Owned(nested.to_string())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn arrays_lines_and_wrapped_arrays_give_the_same_objects() {
        for text in [
            r#"[{"a": 1, "b": "x"}, {"b": null, "c": true}]"#,
            "{\"a\": 1, \"b\": \"x\"}\n{\"b\": null, \"c\": true}\n",
            r#"{"@context": "…", "value": [{"a": 1, "b": "x"}, {"b": null, "c": true}]}"#,
        ] {
            let objects = objects(text.as_bytes()).unwrap();
            assert_eq!(objects.len(), 2, "{text}");
            assert_eq!(objects[0]["b"], "x", "{text}");
            assert_eq!(objects[1]["c"], true, "{text}");
        }
        assert!(objects(b"[{\"a\": 1").is_err());
    }
}
