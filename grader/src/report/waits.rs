//! Who waits for what, held by whom.

use std::fmt::Write as _;

use protocol::{Place, Wait};

use super::paint::{DIM, RED, paint};
use super::source::Sources;
use super::text::{clean, cut, hang, pad, width};

/// One paragraph a waiter: what it waits for and where, then who holds it since where.
pub fn render(waits: &[Wait], sources: &mut Sources, columns: usize) -> String {
    let names: Vec<String> = waits.iter().map(|wait| cut(&clean(&wait.who), 24)).collect();
    let name = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let mut out = String::new();
    for (wait, who) in waits.iter().zip(&names) {
        let label = format!("    {}  ", pad(who, name));
        let indent = " ".repeat(width(&label));
        let what = with_place(&clean(&wait.what), "at", wait.at.as_ref(), sources);
        let said = hang(&label, &what, columns);
        out.push_str(&said.replacen(who.as_str(), &paint(RED, who), 1));
        push_source(&mut out, wait.at.as_ref(), &indent, sources, columns);
        for holder in &wait.holders {
            let since = holder.since.as_ref();
            let held =
                with_place(&format!("held by {}", clean(&holder.who)), "since", since, sources);
            out.push_str(&hang(&indent, &held, columns));
            push_source(&mut out, since, &indent, sources, columns);
        }
    }
    out
}

/// `lock of Mutex #1, at line 14`.
fn with_place(what: &str, word: &str, place: Option<&Place>, sources: &Sources) -> String {
    let place = place.map(|place| format!(", {word} {}", sources.in_words(place)));
    format!("{what}{}", place.unwrap_or_default())
}

fn push_source(
    out: &mut String,
    place: Option<&Place>,
    indent: &str,
    sources: &mut Sources,
    columns: usize,
) {
    let source = place.map(|place| sources.line(place)).unwrap_or_default();
    if !source.is_empty() {
        let source = cut(&source, columns.saturating_sub(indent.len() + 4).max(20));
        let _ = writeln!(out, "{indent}    {}", paint(DIM, source));
    }
}
