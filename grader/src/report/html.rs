//! The report as one page that needs nothing else: no network, no other file, and to be read, no
//! script. Learners step through their failures on it.
//!
//! Called by the command `report`.

pub mod board;
pub mod check;
pub mod escape;
pub mod rust;
pub mod stepper;
pub mod told;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

use protocol::Verdict;

pub use board::Line;

use super::paint;
use crate::learner::checks::{Check, Since};
use crate::problems::subject::Origin;
use escape::text;

const TEMPLATE: &str = include_str!("html/template.html");
const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/app.js");

/// A check, as it stands on the page.
#[derive(Debug)]
pub struct Shown<'a> {
    /// Its place in an address: `foobar/threads`.
    pub id: String,
    /// The check.
    pub check: &'a Check,
    /// What has become of the file.
    pub since: Since,
}

/// The page. `nonce` is what tells the page's own scripts from others: a word that nobody could have
/// known before.
pub fn page(board: &[Line], checks: &[(&Check, Since)], nonce: &str) -> String {
    let checks = named(checks);
    let (mut articles, mut data) = (String::new(), Vec::new());
    for (number, shown) in checks.iter().enumerate() {
        let (article, stepper) = check::render(shown, number);
        articles.push_str(&article);
        data.extend(stepper);
    }
    fill(|name| match name {
        "nonce" => text(nonce),
        "style" => STYLE.to_owned(),
        "script" => SCRIPT.to_owned(),
        "nav" => nav(&checks),
        "board" => board::render(board, &checks),
        "checks" => std::mem::take(&mut articles),
        "data" => escape::json(&data),
        other => format!("{{{{{other}}}}}"),
    })
}

/// The template with its `{{names}}` replaced. What is put in is not looked at again.
fn fill(mut part: impl FnMut(&str) -> String) -> String {
    let mut pieces = TEMPLATE.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or((piece, ""));
        page.push_str(&part(name));
        page.push_str(rest);
    }
    page
}

/// Each check with an address of its own.
fn named<'a>(checks: &[(&'a Check, Since)]) -> Vec<Shown<'a>> {
    let mut taken = HashSet::new();
    let shown = |&(check, since): &(&'a Check, Since)| {
        let exercise = check.graded.exercise.split('/').map(escape::slug);
        let exercise = exercise.collect::<Vec<_>>().join("/");
        let stem = || Path::new(&check.path).file_stem().unwrap_or_default().to_string_lossy();
        let name = match check.origin {
            Origin::Exercise => exercise,
            Origin::Solution => format!("{exercise}/solution"),
            Origin::File => format!("{exercise}/{}", escape::slug(&stem())),
        };
        let mut id = name.clone();
        let mut number = 2;
        while !taken.insert(id.clone()) {
            id = format!("{name}-{number}");
            number += 1;
        }
        Shown { id, check, since }
    };
    checks.iter().map(shown).collect()
}

fn nav(checks: &[Shown<'_>]) -> String {
    let mut out = String::new();
    for shown in checks {
        let graded = &shown.check.graded;
        let name = match shown.check.origin {
            Origin::Exercise => String::new(),
            Origin::Solution => "reference".to_owned(),
            Origin::File => {
                shown.check.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
            }
        };
        let failed = if graded.verdict == Verdict::Accepted { "" } else { " data-failed" };
        let _ = writeln!(
            out,
            "<li><a href=\"#{}\"{failed}>{} <span class=\"of\">{}</span>{}</a></li>",
            text(&shown.id),
            verdict(graded.verdict),
            text(&graded.exercise),
            if name.is_empty() {
                String::new()
            } else {
                format!(" <span class=\"file\">{}</span>", text(&name))
            }
        );
    }
    out
}

/// A verdict with its sign.
fn verdict(verdict: Verdict) -> String {
    let kind = match verdict {
        Verdict::Accepted => "good",
        Verdict::NotAttempted => "none",
        _ => "bad",
    };
    format!(
        "<span class=\"verdict {kind}\"><span aria-hidden=\"true\">{}</span> {verdict}</span>",
        paint::sign(verdict)
    )
}

#[cfg(test)]
mod tests;
