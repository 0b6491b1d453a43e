//! The report for programs: one JSON document, whatever happens. `FORMATS.md` beside this package's
//! manifest says what every field means.

use serde::Serialize;

use super::event::{Event, Reporter};
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

/// The report for programs.
pub struct Json;

impl Reporter for Json {
    fn hear(&mut self, event: &Event<'_>) -> anyhow::Result<String> {
        let (results, error) = match event {
            Event::Started { .. } | Event::Graded(_) => return Ok(String::new()),
            Event::Finished { results, .. } => (*results, None),
            Event::Nothing { why } => (&[][..], Some(*why)),
            Event::Failed { results, error } => (*results, Some(*error)),
        };
        let document = Document { schema: SCHEMA, results, error };
        Ok(format!("{}\n", serde_json::to_string_pretty(&document)?))
    }
}
