//! The report for programs: one JSON document, whatever happens.

use serde::Serialize;

use crate::graded::Graded;

/// Counted up when a field changes its meaning; new fields do not count.
const SCHEMA: u32 = 2;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    results: &'a [Graded],
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// The document for some results, and what kept the grader from the rest, if anything did.
pub fn document(results: &[Graded], error: Option<&str>) -> String {
    let document = Document { schema: SCHEMA, results, error };
    serde_json::to_string_pretty(&document).unwrap_or_else(|error| {
        format!("{{\"schema\":{SCHEMA},\"results\":[],\"error\":\"{error}\"}}")
    })
}
