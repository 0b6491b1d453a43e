//! The tables of `grader/FORMATS.md`, and whether a JSON document keeps to them.

use std::collections::BTreeMap;

use serde_json::Value;

/// Of each shape its fields, each with its type and whether it may be absent.
pub(crate) struct Tables(BTreeMap<String, BTreeMap<String, Field>>);

struct Field {
    kind: String,
    may_be_absent: bool,
}

impl Tables {
    /// Reads the page: a heading a shape, a table of fields below it.
    pub(crate) fn read(page: &str) -> Self {
        let mut shapes: BTreeMap<String, BTreeMap<String, Field>> = BTreeMap::new();
        let mut shape = None;
        for line in page.lines() {
            if let Some(heading) = line.strip_prefix('#') {
                shape = heading.strip_prefix("## ").map(str::to_owned);
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, field, kind, meaning, _] = cells.as_slice() else { continue };
            let code = |cell: &str| Some(cell.strip_prefix('`')?.strip_suffix('`')?.to_owned());
            if let (Some(shape), Some(field), Some(kind)) = (&shape, code(field), code(kind)) {
                let field_of = Field { kind, may_be_absent: meaning.contains("absent") };
                shapes.entry(shape.clone()).or_default().insert(field, field_of);
            }
        }
        Self(shapes)
    }

    /// What in the document is not as the tables say, a sentence each.
    pub(crate) fn objections(&self, document: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.compare(document, "document", "", &mut found);
        found
    }

    fn compare(&self, value: &Value, kind: &str, path: &str, found: &mut Vec<String>) {
        if let Some(kind) = kind.strip_suffix('?') {
            if !value.is_null() {
                self.compare(value, kind, path, found);
            }
            return;
        }
        if let Some(kind) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
            match value.as_array() {
                Some(items) => {
                    for item in items {
                        self.compare(item, kind, &format!("{path}[]"), found);
                    }
                }
                None => found.push(format!("{path} is no array: {value}")),
            }
            return;
        }
        let is_right = match kind {
            "any" => true,
            "string" => value.is_string(),
            "number" => value.is_u64(),
            "bool" => value.is_boolean(),
            shape => return self.compare_fields(value, shape, path, found),
        };
        if !is_right {
            found.push(format!("{path} is no {kind}: {value}"));
        }
    }

    fn compare_fields(&self, value: &Value, shape: &str, path: &str, found: &mut Vec<String>) {
        let Some(fields) = self.0.get(shape) else {
            return found.push(format!("{path}: no table says what a `{shape}` is"));
        };
        let Some(object) = value.as_object() else {
            return found.push(format!("{path} is no {shape}: {value}"));
        };
        for (name, value) in object {
            match fields.get(name) {
                Some(field) => self.compare(value, &field.kind, &format!("{path}.{name}"), found),
                None => found.push(format!("{path}.{name} is not in the table of `{shape}`")),
            }
        }
        for (name, field) in fields {
            if !field.may_be_absent && !object.contains_key(name) {
                found.push(format!("{path}.{name} is missing"));
            }
        }
    }
}
