//! The report for programs: one JSON document, whatever happens. `FORMATS.md` beside this package's
//! manifest says what every field means.

use std::borrow::Cow;
use std::fmt::Write as _;

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
        Ok(format!("{}\n", visible(&serde_json::to_string_pretty(&document)?)))
    }
}

/// What JSON allows as it is, but some terminal takes for a command. It stands nowhere but in strings.
fn visible(json: &str) -> Cow<'_, str> {
    if !json.contains(is_command) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_command(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.into()
}

fn is_command(c: char) -> bool {
    c.is_control() && c != '\n'
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_in_json_is_a_command_to_a_terminal() {
        let text = "a\u{9b}31m\u{7f}ü\u{1b}\n";
        let json = serde_json::to_string_pretty(&[text]).expect("JSON");
        let shown = visible(&json);
        assert!(!shown.contains(['\u{9b}', '\u{7f}', '\u{1b}']), "{shown}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&shown).expect("JSON"), [text]);
    }
}
