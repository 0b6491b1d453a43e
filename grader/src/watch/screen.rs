//! The screen of `watch`: which exercise and how far one has come, what is going on, the text, the keys. A
//! function of the model, of its text and of the room.
//!
//! Called by `session`.

use std::time::Duration;

use protocol::Verdict;

use super::body;
use super::events::{Run, View};
use super::model::Model;
use crate::pager::too_small;
use crate::report::paint::{BOLD, COMMAND, DIM, GREEN, RED, YELLOW};
use crate::report::text::{clean, width};
use crate::stepper::line::{Line, fill};

/// The pictures of a spinner.
const SPINNER: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/// How long each picture of the spinner is shown.
pub const PICTURE: Duration = Duration::from_millis(100);

/// Rows that are not the text's.
const AROUND: usize = 4;

/// How many rows of a screen of so many are the text's.
pub fn room(rows: usize) -> usize {
    rows.saturating_sub(AROUND)
}

/// The screen, so long after the session began. `lines` is the whole text of [`body::lines`].
pub fn screen(
    model: &Model,
    lines: &[String],
    now: Duration,
    columns: usize,
    rows: usize,
) -> String {
    if let Some(small) = too_small(columns, rows) {
        return small;
    }
    let room = room(rows);
    let mut out = vec![head(model, now, columns), status(model, now, columns)];
    out.push(rule(body::title(model), model.scroll.place(lines.len(), room), columns));
    out.extend(model.scroll.window(lines, room).iter().cloned());
    let mut out = fill(out, columns, rows - 1);
    out.push(keys(model, columns));
    out.join("\n")
}

/// What has changed when the screen has: the spinner's picture and the clocks move by themselves.
pub fn phase(model: &Model, now: Duration) -> u128 {
    if model.run.is_some() {
        now.as_millis() / PICTURE.as_millis()
    } else if model.limits.until.is_some() {
        now.as_millis() / 1000
    } else {
        0
    }
}

fn head(model: &Model, now: Duration, columns: usize) -> String {
    const BAR: usize = 18;
    let item = model.item();
    let (done, all) = (model.accepted(), model.shelf.len());
    let clock = model.limits.until.map(|until| left(until.saturating_sub(now)));
    let counted = format!("{done} of {all}");
    let (bar, right) = match &clock {
        Some(clock) => (String::new(), clock.as_str()),
        None if columns >= 70 => (body::bar(done, all, BAR) + " ", counted.as_str()),
        None => (String::new(), counted.as_str()),
    };
    let bar_columns = if bar.is_empty() { 0 } else { BAR + 1 };
    let room = columns.saturating_sub(bar_columns + width(right) + 1);
    let mut line = Line::new(room);
    if let Some(title) = &model.limits.title {
        line = line.add(YELLOW, &clean(title)).plain("  ");
    }
    let line = line.add(BOLD, &item.exercise.to_string()).plain("  ");
    let line = line.add(DIM, &clean(&item.title)).end();
    let style = if model.limits.until.is_some() { YELLOW } else { GREEN };
    line + " " + &bar + &Line::new(width(right)).add(style, right).end()
}

/// `23:41 left`.
fn left(time: Duration) -> String {
    let seconds = time.as_millis().div_ceil(1000);
    format!("{}:{:02} left", seconds / 60, seconds % 60)
}

/// What is going on.
fn status(model: &Model, now: Duration, columns: usize) -> String {
    let line = Line::new(columns);
    let Some(run) = &model.run else { return idle(model, line).end() };
    let elapsed = now.saturating_sub(run.since);
    let picture = usize::try_from(now.as_millis() / PICTURE.as_millis()).unwrap_or(0);
    let took = seconds(elapsed);
    let line = line.add(COMMAND, SPINNER[picture % SPINNER.len()]).plain(" ");
    let line = line.plain(&doing(model, run)).plain("  ").add(DIM, &took);
    if model.note.is_empty() {
        return line.end();
    }
    line.plain("  ").add(DIM, &model.note).end()
}

/// `0.9 s`.
fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

/// What a job says of itself; the name only where it is another exercise's.
fn doing(model: &Model, run: &Run) -> String {
    let doing = clean(&run.doing);
    let name = format!("{}: ", model.item().exercise);
    match doing.strip_prefix(&name) {
        Some(rest) => rest.to_owned(),
        None => doing,
    }
}

fn idle(model: &Model, line: Line) -> Line {
    let item = model.item();
    let line = match model.judged().map(|judged| judged.graded.verdict) {
        _ if model.is_old() => line.add(YELLOW, "?").plain(" "),
        Some(Verdict::Accepted) => line.add(GREEN, "✓").plain(" "),
        None | Some(Verdict::NotAttempted) => line.add(DIM, "·").plain(" "),
        Some(_) => line.add(RED, "✗").plain(" "),
    };
    if model.note.is_empty() {
        let judged = model.judged().filter(|judged| judged.graded.verdict != Verdict::NotAttempted);
        let took = model.took.filter(|_| judged.is_some());
        let took = took.map_or(String::new(), |took| format!("graded in {}; ", seconds(took)));
        line.add(DIM, &format!("{took}waits for you to save {}", clean(&item.file)))
    } else {
        line.plain(&clean(&model.note))
    }
}

/// `── verdict ───────────────── 1–18 of 40 ──`.
fn rule(title: &str, place: Option<String>, columns: usize) -> String {
    let place = place.map_or(String::new(), |place| format!(" {place} ──"));
    let room = columns.saturating_sub(width(&place));
    let line = Line::new(room).add(DIM, "── ").add(BOLD, title).plain(" ");
    let rest = "─".repeat(line.room());
    line.add(DIM, &rest).end() + &Line::new(columns - room).add(DIM, &place).end()
}

/// The keys that lead on from here.
fn keys(model: &Model, columns: usize) -> String {
    let failed = model.judged().is_some_and(|judged| {
        judged.graded.failure.as_ref().is_some_and(|failure| failure.interleaving.is_some())
    });
    let limits = &model.limits;
    let help = !limits.without_help;
    let accepted = model.is_accepted();
    let verdict = model.view == View::Verdict;
    let all = [
        ("Esc", "back", !verdict),
        ("n", "next", accepted && !limits.pinned),
        ("1-9", "design", matches!(model.view, View::Designs | View::Design(_))),
        ("d", "designs", accepted && help && verdict),
        ("h", "hint", !accepted && help),
        ("s", "statement", model.view != View::Statement),
        ("r", "replay", verdict && failed),
        ("m", "more seeds", verdict && accepted),
        ("e", "editor", true),
        ("n", "next", !accepted && !limits.pinned),
        ("l", "list", !limits.pinned),
        ("?", "keys", true),
        ("q", if limits.pinned { "end it" } else { "quit" }, true),
    ];
    let mut line = Line::new(columns);
    for (key, what, _) in all.into_iter().filter(|(.., shown)| *shown) {
        line = line.add(COMMAND, key).add(DIM, &format!(" {what}  "));
    }
    line.end()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::events::{Input, Limits};
    use super::super::testing::{Play, SIZES, accepted, compile_error, deadlock, stub};
    use super::*;

    fn snapshots(name: &str, play: &Play) {
        for (columns, rows) in SIZES {
            assert_snapshot!(format!("{name}_{columns}"), play.screen(columns, rows));
        }
        for (columns, rows) in [(40, 12), (69, 13), (70, 60), (200, 20)] {
            play.screen(columns, rows);
        }
    }

    #[test]
    fn a_stub_shows_what_to_do() {
        snapshots("start", &Play::at_stub());
    }

    #[test]
    fn while_something_is_graded_the_old_verdict_is_there_and_marked() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        play.done(deadlock(1));
        play.save(0, 2);
        play.tell(Input::Doing("x/threads: trying schedules under the model".to_owned()));
        snapshots("grading", &play);
    }

    #[test]
    fn a_failure_is_explained() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        play.done(deadlock(1));
        snapshots("deadlock", &play);
    }

    #[test]
    fn a_file_that_does_not_compile_shows_what_the_compiler_says() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        play.done(compile_error(1));
        snapshots("compile_error", &play);
    }

    #[test]
    fn what_is_accepted_is_celebrated_and_leads_on() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        play.done(accepted(1));
        snapshots("accepted", &play);
    }

    #[test]
    fn hints_and_keys_have_screens() {
        let mut play = Play::at_stub();
        play.key('h');
        play.key('h');
        snapshots("hints", &play);
        play.key('?');
        snapshots("keys", &play);
    }

    #[test]
    fn an_interview_has_a_clock() {
        let until = Some(Duration::from_secs(1500));
        let title = Some("interview".to_owned());
        let mut play = Play::new(Limits { title, until, without_help: true, pinned: true });
        play.done(stub(0));
        play.now = Duration::from_millis(78_900);
        snapshots("interview", &play);
    }

    #[test]
    fn a_terminal_that_is_too_small_says_so() {
        let play = Play::at_stub();
        let screen = screen(&play.model, &[], play.now, 39, 24);
        assert!(screen.contains("too small: 39 × 24"), "{screen}");
    }
}
