//! The board on the page: every problem, with the last verdict on each variant.
//!
//! Called by `html`.

use std::fmt::Write as _;

use super::escape::text;
use super::{Shown, verdict};
use crate::learner::standing::Known;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::problems::subject::Origin;

/// A problem, and how far one has come with each variant.
pub type Line = (Problem, [Option<Known>; 2]);

/// The table.
pub fn render(board: &[Line], checks: &[Shown<'_>]) -> String {
    let mut out = "<section class=\"board\" id=\"board\" aria-labelledby=\"h-board\" \
                   tabindex=\"-1\" data-view>\n<h2 id=\"h-board\">The board</h2>\n<table>\n\
                   <thead><tr><th scope=\"col\">problem</th>"
        .to_owned();
    for variant in Variant::ALL {
        let _ = write!(out, "<th scope=\"col\">{variant}</th>");
    }
    out.push_str("</tr></thead>\n");
    let mut group = None;
    for (problem, cells) in board {
        let its = problem.group();
        if group.as_ref() != Some(&its) {
            let end = if group.is_some() { "</tbody>\n" } else { "" };
            let _ = writeln!(
                out,
                "{end}<tbody>\n<tr class=\"group\"><th colspan=\"3\" scope=\"rowgroup\">{}</th></tr>",
                text(&its)
            );
            group = Some(its);
        }
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", text(&problem.title));
        for (variant, known) in Variant::ALL.into_iter().zip(cells) {
            let exercise = Exercise::new(&*problem.id, variant).to_string();
            let _ = write!(out, "<td>{}</td>", cell(*known, &exercise, checks));
        }
        out.push_str("</tr>\n");
    }
    out.push_str(if group.is_some() { "</tbody></table>\n" } else { "</table>\n" });
    let all = || board.iter().flat_map(|(_, cells)| cells).flatten();
    let accepted = all().filter(|known| known.verdict == protocol::Verdict::Accepted).count();
    let _ = writeln!(out, "<p>{accepted} of {} accepted.</p>\n</section>", all().count());
    out
}

/// The verdict; if there is a check of it on the page, a link to that.
fn cell(known: Option<Known>, exercise: &str, checks: &[Shown<'_>]) -> String {
    let Some(known) = known else { return String::new() };
    let said = verdict(known.verdict);
    let own = checks.iter().find(|shown| {
        shown.check.origin == Origin::Exercise
            && shown.check.graded.exercise == exercise
            && shown.check.graded.verdict == known.verdict
    });
    match own {
        Some(shown) => format!("<a href=\"#{}\">{said}</a>", text(&shown.id)),
        None => said,
    }
}
