//! How an interview went: shown as a screen, and printed when that is left.
//!
//! Called by `flow` and by the command.

use std::fmt::Write as _;
use std::io;
use std::time::Duration;

use protocol::Verdict;

use super::designs::Designs;
use super::held::{Held, Over};
use super::questions::Answers;
use crate::pager::{self, Page, Scroll, fold};
use crate::report::headline;
use crate::report::paint::{BOLD, COMMAND, DIM, GREEN, RED, paint};
use crate::report::text::{clean, hang};
use crate::terminal::{Face, Key};

/// What there is to say beside what happened.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// `FooBar, threads`.
    pub title: String,
    /// `foobar/threads`.
    pub exercise: String,
    /// How many minutes there were.
    pub minutes: u16,
    /// The file, as people write it.
    pub file: String,
    /// Where what was in the file before is kept.
    pub kept: Option<String>,
    /// What one's own file uses, and others do.
    pub designs: Designs,
    /// What to practise next: an exercise, and why.
    pub next: Vec<(String, String)>,
    /// Further sentences.
    pub notes: Vec<String>,
}

/// The text for so many columns.
pub fn text(held: &Held, answers: &Answers, about: &About, columns: usize) -> String {
    let mut out = format!("\n{}\n\n{}", paint(BOLD, clean(&about.title)), outcome(held, columns));
    let mut row = |label: &str, text: &str| {
        out.push_str(&hang(&format!("{label:<LABEL$}"), text, columns));
    };
    row("time", &time(held, about.minutes));
    row("checks", &checks(held));
    for (what, count) in held.failures() {
        row("", &format!("{count} × {}", clean(&what)));
    }
    if held.graded().next().is_some() {
        row("you used", &about.designs.own());
    }
    if let Some(others) = about.designs.others() {
        row("others use", &others);
    }
    if answers.of > 0 {
        row("questions", &questions(answers));
    }
    for (number, (exercise, why)) in about.next.iter().enumerate() {
        let label = if number == 0 { "practise next" } else { "" };
        row(label, &format!("{exercise}: {why}"));
    }
    row("your file", &clean(&about.file));
    match held.first_accepted() {
        Some(_) => row("compare", &format!("`solution {}` shows other designs", about.exercise)),
        None => row("go on", &format!("`watch {}`, without the clock", about.exercise)),
    }
    if let Some(kept) = &about.kept {
        let (kept, exercise) = (clean(kept), &about.exercise);
        row("before it", &format!("{kept}; `reset --undo {exercise}` swaps them"));
    }
    out.push('\n');
    for note in &about.notes {
        out.push_str(&hang("", &clean(note), columns));
    }
    if let Some((exercise, _)) = about.next.first() {
        let command = paint(COMMAND, format!("cargo run -p grader -- interview {exercise}"));
        let _ = writeln!(out, "{command}");
    }
    out
}

/// Columns of what stands on the left.
const LABEL: usize = 15;

fn outcome(held: &Held, columns: usize) -> String {
    let Some((after, graded)) = held.first_accepted() else {
        let last = match held.verdict() {
            Verdict::NotAttempted => "nothing was graded".to_owned(),
            verdict => format!("the last verdict is {verdict}"),
        };
        return format!("{}; {last}\n\n", paint(RED, "✗ not accepted"));
    };
    let mut out = paint(GREEN, format!("✓ accepted after {}", clock(*after))) + "\n";
    if let Some(strength) = headline::strength(graded) {
        let lines = hang("  ", &strength, columns);
        out.extend(lines.lines().map(|line| paint(DIM, line) + "\n"));
    }
    out + "\n"
}

fn time(held: &Held, minutes: u16) -> String {
    let plural = if minutes == 1 { "" } else { "s" };
    match held.over {
        Over::TimeUp => format!("{minutes} minute{plural}, all that there was"),
        Over::Finished | Over::GivenUp | Over::Interrupted => {
            format!("{} of {minutes} minute{plural}", clock(held.took))
        }
    }
}

fn checks(held: &Held) -> String {
    let graded: Vec<Verdict> = held.graded().map(|(_, graded)| graded.verdict).collect();
    let accepted = graded.iter().filter(|verdict| **verdict == Verdict::Accepted).count();
    let errors = held.compile_errors();
    let rejected = graded.len() - accepted - errors;
    let parts = [(accepted, "accepted"), (rejected, "rejected"), (errors, "did not compile")];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match graded.len() {
        0 => "none".to_owned(),
        count => format!("{count}: {}", parts.join(", ")),
    }
}

fn questions(answers: &Answers) -> String {
    let Answers { of, seen, could, could_not } = *answers;
    let seen = if seen < of { format!("{seen} of {of} seen") } else { format!("{of} seen") };
    match (could, could_not) {
        (0, 0) => seen,
        _ => format!("{seen}: {could} you could answer, {could_not} you could not"),
    }
}

/// What stands above the first question: why the clock has stopped.
pub fn why_it_stopped(held: &Held) -> String {
    match (held.first_accepted(), held.over) {
        (Some((after, _)), _) => {
            format!("Accepted after {}. Now come the questions.", clock(*after))
        }
        (None, Over::TimeUp) => "The time is up. Now come the questions.".to_owned(),
        (None, _) => String::new(),
    }
}

/// `12:05`; `1:02:05` if it took that long.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// Shows it until somebody has seen enough; whether the grader is to end.
pub fn run(face: &mut dyn Face, held: &Held, answers: &Answers, about: &About) -> io::Result<bool> {
    let mut scroll = Scroll::default();
    loop {
        let (columns, rows) = face.size();
        let text = text(held, answers, about, columns);
        let keys = "⏎ leave; all of this is printed then";
        let page = Page { title: "How it went", text: &text, keys };
        face.show(&pager::screen(&page, scroll, columns, rows))?;
        match face.key()? {
            Key::Interrupt => return Ok(true),
            Key::Enter | Key::Escape | Key::Char('q') => return Ok(false),
            key => {
                scroll.press(key, fold::fold(&text, columns).len(), pager::room(rows));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use insta::assert_snapshot;
    use protocol::Engine;

    use super::super::testing::{Script, attempt, diagnosed, held};
    use super::*;
    use crate::graded::{EngineRun, Strength};

    fn about() -> About {
        let designs = ["use std::sync::{Condvar, Mutex};", "use std::sync::mpsc;"];
        let next = |exercise: &str, why: &str| (exercise.to_owned(), why.to_owned());
        About {
            title: "FooBar, threads".to_owned(),
            exercise: "foobar/threads".to_owned(),
            minutes: 45,
            file: "exercises/foobar/threads.rs".to_owned(),
            kept: Some("exercises/foobar/threads.rs.orig".to_owned()),
            designs: Designs::of("use std::thread; fn a() { thread::park() }", designs.into_iter()),
            next: vec![
                next("zero-even-odd/threads", "3 of its known mistakes are lost-wake-up"),
                next("h2o/threads", "2 of its known mistakes are lost-wake-up"),
            ],
            notes: vec!["The interview is noted in progress.toml.".to_owned()],
        }
    }

    fn accepted() -> Held {
        let (at, mut graded) = attempt(725, Verdict::Accepted);
        let weakest = protocol::Strength::Proved { unusual: 1 };
        let strength = Strength { weakest, proved: 12, executions: 3456, cases: 12 };
        let (engine, verdict) = (Engine::Model, Verdict::Accepted);
        graded.ran(EngineRun { engine, verdict, strength, ms: 400 });
        let before = [
            attempt(60, Verdict::CompileError),
            diagnosed(300, "lost-wake-up"),
            diagnosed(400, "lost-wake-up"),
            attempt(500, Verdict::WrongAnswer),
        ];
        held(before.into_iter().chain([(at, graded)]).collect(), Over::Finished)
    }

    const ANSWERS: Answers = Answers { of: 7, seen: 6, could: 4, could_not: 1 };

    #[test]
    fn it_says_what_was_reached_and_what_is_next() {
        let rejected = held(vec![attempt(60, Verdict::Deadlock)], Over::TimeUp);
        let nothing = held(Vec::new(), Over::GivenUp);
        let bare = About { kept: None, next: Vec::new(), notes: Vec::new(), ..about() };
        for size in [(80, 24), (160, 50)] {
            for (name, held, answers, about) in [
                ("accepted", &accepted(), ANSWERS, &about()),
                ("rejected", &rejected, Answers { of: 7, seen: 7, ..Answers::default() }, &about()),
                ("nothing", &nothing, Answers::default(), &bare),
            ] {
                let mut script = Script::new("⏎", size);
                assert!(!run(&mut script, held, &answers, about).expect("a script never fails"));
                assert_snapshot!(format!("{name}_{}", size.0), script.last());
            }
        }
    }

    #[test]
    fn on_a_small_screen_it_can_be_read_to_its_end() {
        let mut script = Script::new(&format!("{}✗", "↓".repeat(30)), (40, 12));
        assert!(run(&mut script, &accepted(), &ANSWERS, &about()).expect("a script never fails"));
        let seen: BTreeSet<&str> = script.seen.iter().flat_map(|screen| screen.lines()).collect();
        for line in ["✓ accepted after 12:05", "cargo run -p grader -- interview"] {
            assert!(seen.iter().any(|seen| seen.starts_with(line)), "{line}: {seen:?}");
        }
    }

    #[test]
    fn a_clock_has_minutes_and_seconds() {
        for (seconds, shown) in [(5, "0:05"), (725, "12:05"), (3725, "1:02:05")] {
            assert_eq!(clock(Duration::from_secs(seconds)), shown);
        }
    }
}
