//! What is due, as a table, and how to practise it again. Pure: the day and the columns come in.
//!
//! Called by `next --review`.

use std::fmt::Write as _;

use super::{Day, Review};
use crate::report::paint::{BOLD, COMMAND, DIM, GREEN, YELLOW, paint};
use crate::report::text::{clean, cut, pad, width};

/// The table for so many columns: what is due, or with `all` everything that was practised.
pub fn table(reviews: &[Review<'_>], today: Day, all: bool, columns: usize) -> String {
    let Some(next) = reviews.first() else { return NOTHING_YET.to_owned() };
    let due = reviews.iter().filter(|review| review.is_due(today)).count();
    let mut out = String::new();
    if all || due > 0 {
        out.push_str(&rows(&reviews[..if all { reviews.len() } else { due }], today, columns));
        out.push('\n');
    }
    if due == 0 {
        let exercise = clean(&next.last.exercise);
        let (when, date) = (next.due.seen_from(today), next.due);
        let _ = writeln!(out, "  {}", paint(GREEN, "Nothing is due."));
        let _ = writeln!(out, "  The next one is {}, {when} ({date}).", paint(BOLD, exercise));
    } else {
        out.push_str(&again(&clean(&next.last.exercise)));
    }
    if !all {
        let command = paint(COMMAND, "cargo run -p grader -- next --review --all");
        let _ = writeln!(out, "\n  {command}  shows what comes when");
    }
    out
}

const NOTHING_YET: &str = "\
  Nothing to review yet: what you solve comes back here after a day, and then less and less often.
";

/// The commands that practise one again.
fn again(exercise: &str) -> String {
    let command = |what: &str| paint(COMMAND, format!("cargo run -p grader -- {what} {exercise}"));
    format!(
        "  To practise the first one again:\n    {}\n  brings its stub back and keeps your file \
         beside it; `check` grades you.\n    {}\n  does the same against the clock.\n",
        command("reset"),
        command("interview")
    )
}

fn rows(reviews: &[Review<'_>], today: Day, columns: usize) -> String {
    let titles = ["exercise", "last time", "how it went", "due"].map(str::to_owned);
    let row = |review: &Review<'_>| {
        let last = review.day.seen_from(today);
        [clean(&review.last.exercise), last, review.told(), review.due.seen_from(today)]
    };
    let cells: Vec<[String; 4]> = std::iter::once(titles).chain(reviews.iter().map(row)).collect();
    let widest = |column: usize| cells.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let mut widths = [0, 1, 2, 3].map(widest);
    let others = 2 + widths[0] + widths[1] + widths[3] + 3 * 2;
    widths[2] = widths[2].min(columns.saturating_sub(others)).max(8);
    let mut out = String::new();
    for (number, row) in cells.iter().enumerate() {
        let is_due = number > 0 && reviews[number - 1].is_due(today);
        let mut line = String::from("  ");
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let cell =
                if column == 3 { cell.clone() } else { pad(&cut(cell, width), width) + "  " };
            line.push_str(&match (number, column) {
                (0, _) => paint(DIM, cell),
                (_, 0) => paint(BOLD, cell),
                (_, 3) if is_due => paint(YELLOW, cell),
                (_, 3) => paint(DIM, cell),
                _ => cell,
            });
        }
        let _ = writeln!(out, "{line}");
    }
    out
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use protocol::Verdict;

    use super::super::schedule;
    use super::*;
    use crate::learner::progress::{Practice, PracticeKind};

    fn history() -> Vec<Practice> {
        let practice =
            |at: &str, exercise: &str, kind, verdict, [checks, hints]: [u32; 2]| Practice {
                at: format!("2026-{at}T10:00:00Z"),
                exercise: exercise.to_owned(),
                kind,
                verdict,
                checks,
                hints,
                seconds: None,
            };
        let (solved, interview) = (PracticeKind::Solved, PracticeKind::Interview);
        vec![
            practice("10-01", "foobar/threads", solved, Verdict::Accepted, [2, 0]),
            practice("11-10", "foobar/threads", solved, Verdict::Accepted, [1, 0]),
            practice("11-20", "print-in-order/threads", solved, Verdict::Accepted, [9, 2]),
            practice(
                "11-13",
                "bounded-blocking-queue/threads",
                interview,
                Verdict::OverSerialized,
                [4, 0],
            ),
            practice("11-20", "h2o/tasks", interview, Verdict::Accepted, [2, 0]),
        ]
    }

    fn shown(history: &[Practice], today: &str, all: bool, columns: usize) -> String {
        let today = Day::read(&format!("2026-{today}T00:00:00Z")).expect("a day");
        let text = table(&schedule(history, |_| 3), today, all, columns);
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.lines().all(|line| width(line) <= columns), "{plain}");
        plain
    }

    #[test]
    fn what_is_due_comes_with_the_commands_to_practise_it() {
        for columns in [80, 160] {
            assert_snapshot!(format!("due_{columns}"), shown(&history(), "11-21", false, columns));
        }
        assert_snapshot!("all", shown(&history(), "11-21", true, 80));
    }

    #[test]
    fn when_nothing_is_due_the_next_one_is_named() {
        let done = &history()[..2];
        assert_snapshot!("nothing_due", shown(done, "11-12", false, 80));
        let said = shown(&[], "11-12", false, 100);
        assert!(said.contains("Nothing to review yet"), "{said}");
    }
}
