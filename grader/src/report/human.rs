//! The report for people: a line if all is well, and everything there is to know if it is not.

use std::fmt::Write as _;
use std::path::Path;

use protocol::{Engine, Failure, LogEntry, Verdict};

use super::paint::{self, BOLD, COMMAND, DIM, RED, paint};
use super::source::Sources;
use super::table::seconds;
use super::text::{clean, cut, hang, pad, width, wrap};
use super::{lanes, waits, words};
use crate::case;
use crate::graded::{Diagnostic, EngineRun, Graded, Strength};
use crate::screen::Screen;

/// Compiler errors beyond this are counted only: mostly the first one causes the others.
const MOST_ERRORS: usize = 4;
/// Log entries beyond this lose the first ones: the mistake is at the end.
const MOST_LOG: usize = 40;

/// The report on one file.
pub fn render(graded: &Graded, root: &Path, screen: Screen) -> String {
    let columns = screen.width;
    let mut out = headline(graded, columns);
    match &graded.failure {
        // How one comes to a `todo!()` is no news.
        Some(failure) if graded.verdict == Verdict::NotAttempted => {
            out.push_str(&hang("  ", &clean(&failure.summary), columns));
        }
        Some(failure) => {
            let mut sources = Sources::new(root, &graded.file);
            push_failure(&mut out, graded, failure, &mut sources, columns);
        }
        None => {}
    }
    push_errors(&mut out, &graded.diagnostics);
    for note in &graded.notes {
        out.push_str(&hang("  note: ", &clean(note), columns));
    }
    if graded.verdict == Verdict::NotAttempted && graded.failure.is_none() {
        let _ = writeln!(out, "  still the stub: edit {}", paint(BOLD, &graded.file));
    }
    if let Some(command) = &graded.reproduce {
        let _ = writeln!(out, "  again: {}", paint(COMMAND, command));
    }
    for line in
        bound(graded).map(|bound| wrap(&bound, columns.saturating_sub(2))).unwrap_or_default()
    {
        let _ = writeln!(out, "  {}", paint(DIM, line));
    }
    if let Some(times) = times(graded) {
        let _ = writeln!(out, "  {}", paint(DIM, times));
    }
    out
}

fn headline(graded: &Graded, columns: usize) -> String {
    let style = paint::verdict(graded.verdict);
    let (sign, verdict) = (paint::sign(graded.verdict), graded.verdict.word());
    let by = strength(graded).unwrap_or_default();
    let used = width(sign) + width(&graded.exercise) + width(verdict) + 3;
    let exercise = paint(BOLD, &graded.exercise);
    let head = format!("{} {exercise}  {}", paint(style, sign), paint(style, verdict));
    if by.is_empty() {
        format!("{head}\n")
    } else if used + 2 + width(&by) <= columns {
        format!("{head}  {}\n", paint(DIM, by))
    } else {
        let lines = wrap(&by, columns.saturating_sub(2));
        let lines = lines.into_iter().map(|line| format!("  {}\n", paint(DIM, line)));
        format!("{head}\n{}", lines.collect::<String>())
    }
}

/// What stands behind the verdict, in a few words.
pub fn strength(graded: &Graded) -> Option<String> {
    if graded.verdict == Verdict::Accepted {
        let tried: Vec<String> = graded.engines.iter().map(tried).collect();
        let seeds = match graded.seeds {
            1 => format!("seed {}", graded.seed),
            more => format!("{more} seeds from {}", graded.seed),
        };
        return (!tried.is_empty()).then(|| format!("{} ({seeds})", tried.join(", ")));
    }
    let engine = match graded.engine? {
        Engine::Model => "under the model",
        Engine::Native => "natively",
    };
    let failure = graded.failure.as_ref()?;
    let replayable = graded.reproduce.as_ref().is_some_and(|command| command.contains(" replay "));
    let execution = if replayable {
        format!(", execution {} of the case", failure.execution + 1)
    } else {
        String::new()
    };
    Some(format!("{engine}{execution} (seed {})", graded.seed))
}

fn tried(run: &EngineRun) -> String {
    let Strength { weakest, proved, executions, cases } = run.strength;
    let plural = if executions == 1 { "" } else { "s" };
    let executions = grouped(executions);
    if run.engine == Engine::Native {
        return format!("{executions} native run{plural}");
    }
    let rest = match weakest {
        protocol::Strength::Proved { unusual: 0 } => {
            "the others but for spurious wake-ups".to_owned()
        }
        protocol::Strength::Proved { .. } => {
            return format!("proved: all interleavings of {cases} cases, {executions} schedules");
        }
        protocol::Strength::Bounded { preemptions } => {
            let plural = if preemptions == 1 { "" } else { "s" };
            format!("the others within {preemptions} preemption{plural} and sampled")
        }
        protocol::Strength::Sampled { .. } if proved > 0 => "the others sampled".to_owned(),
        protocol::Strength::Sampled { .. } => {
            return format!("{executions} schedule{plural} sampled");
        }
    };
    format!("{executions} schedule{plural}: {proved} of {cases} cases proved, {rest}")
}

/// What sampling is worth in the case of which least is known, if there is such a case.
pub fn bound(graded: &Graded) -> Option<String> {
    let accepted = graded.verdict == Verdict::Accepted && graded.engine == Some(Engine::Model);
    let strength = graded.strength.filter(|_| accepted)?;
    let protocol::Strength::Sampled { bound } = strength.weakest else { return None };
    let percent =
        if bound == 0 { "less than 1 %".to_owned() } else { format!("at least {bound} %") };
    Some(format!(
        "sampled: as far as PCT's bound goes, a mistake of one wrong switch would have shown with \
         {percent} in the weakest case"
    ))
}

/// `12 345` for 12345.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn push_failure(
    out: &mut String,
    graded: &Graded,
    failure: &Failure,
    sources: &mut Sources,
    columns: usize,
) {
    let _ = writeln!(out, "  {}", paint(DIM, &graded.file));
    if let Some(case) = &graded.case {
        out.push_str(&hang("  case: ", &clean(&case::in_words(case)), columns));
    }
    out.push('\n');
    for line in wrap(&failure.summary, columns.saturating_sub(2)) {
        let _ = writeln!(out, "  {}", paint(RED, clean(&line)));
    }
    push_comparison(out, failure, columns);
    if !failure.log.is_empty() {
        heading(out, "The log");
        out.push_str(&log(&failure.log, columns));
    }
    if let Some(interleaving) = failure.interleaving.as_ref().filter(|all| !all.steps.is_empty()) {
        heading(out, "The interleaving");
        out.push_str(&lanes::render(interleaving, sources, columns));
    }
    if !failure.waits.is_empty() {
        let modelled = graded.engine == Some(Engine::Model);
        heading(out, if modelled { "Who waits for what" } else { "What each had last done" });
        out.push_str(&waits::render(&failure.waits, sources, columns));
    }
    for note in &failure.notes {
        out.push('\n');
        for (number, line) in note.lines().enumerate() {
            let label = if number == 0 { "  note: " } else { "        " };
            out.push_str(&hang(label, &clean(line), columns));
        }
    }
    out.push('\n');
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n  {}", paint(BOLD, text));
}

fn push_comparison(out: &mut String, failure: &Failure, columns: usize) {
    let sides = [("expected", &failure.expected), ("seen", &failure.seen)];
    if sides.iter().any(|(_, side)| side.is_some()) {
        out.push('\n');
    }
    for (name, side) in sides {
        let Some(text) = side else { continue };
        for (number, line) in text.lines().enumerate() {
            let label = format!("  {:<8}  ", if number == 0 { name } else { "" });
            out.push_str(&hang(&label, &clean(line), columns));
        }
    }
}

fn log(entries: &[LogEntry], columns: usize) -> String {
    let left_out = entries.len().saturating_sub(MOST_LOG);
    let entries = &entries[left_out..];
    let times: Vec<String> = entries.iter().map(|entry| words::time(entry.at_ns)).collect();
    let names: Vec<String> = entries.iter().map(|entry| cut(&clean(&entry.who), 24)).collect();
    let time = times.iter().map(|time| width(time)).max().unwrap_or(0);
    let name = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let mut out = String::new();
    if left_out > 0 {
        let _ = writeln!(out, "    {}", paint(DIM, format!("… {left_out} earlier entries …")));
    }
    for ((entry, at), who) in entries.iter().zip(&times).zip(&names) {
        let label = format!("    {at:>time$}  {}  ", pad(who, name));
        out.push_str(&hang(&label, &clean(&entry.what), columns));
    }
    out
}

fn push_errors(out: &mut String, diagnostics: &[Diagnostic]) {
    if diagnostics.is_empty() {
        return;
    }
    // One mistake is often reported once for each rule that it breaks.
    let same = |a: &Diagnostic, b: &Diagnostic| {
        a.file.is_some() && (&a.code, &a.file, a.line) == (&b.code, &b.file, b.line)
    };
    let mut different: Vec<&Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        if !different.iter().any(|known| same(known, diagnostic)) {
            different.push(diagnostic);
        }
    }
    out.push('\n');
    for diagnostic in different.iter().take(MOST_ERRORS) {
        let _ = writeln!(out, "{}\n", diagnostic.rendered.trim_end());
    }
    let more = different.len().saturating_sub(MOST_ERRORS);
    if more > 0 {
        let errors = if more == 1 { "error" } else { "errors" };
        let _ = writeln!(out, "  … and {more} more {errors}\n");
    }
}

/// `build 0.41 s · model 1.00 s · native 0.61 s`.
pub fn times(graded: &Graded) -> Option<String> {
    let parts =
        [("build", graded.build_ms), ("model", graded.model_ms), ("native", graded.native_ms)];
    let parts = parts.into_iter().filter_map(|(name, ms)| Some(format!("{name} {}", seconds(ms?))));
    let text = parts.collect::<Vec<_>>().join(" · ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use protocol::{Holder, Place, Wait};

    use super::*;
    use protocol::{Again, Detours};

    fn plain(graded: &Graded) -> String {
        let text = render(graded, Path::new("/nowhere"), Screen { width: 80 });
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn a_deadlock_is_told_in_order() {
        let mut graded = Graded::new(
            "h2o/threads".into(),
            "exercises/h2o/threads.rs".into(),
            Verdict::Deadlock,
            1,
        );
        graded.engine = Some(Engine::Model);
        graded.case = Some("two_objects::case_1_crossed".into());
        graded.reproduce = Some("cargo run -p grader -- replay h2o/threads:model:c:2f".into());
        (graded.build_ms, graded.model_ms) = (Some(412), Some(7));
        let place = |line| Place { file: "exercises/h2o/threads.rs".into(), line, column: 9 };
        graded.failure = Some(Failure {
            verdict: Verdict::Deadlock,
            summary: "nobody can go on".into(),
            expected: Some("H H O".into()),
            seen: Some("H O".into()),
            log: vec![LogEntry { who: "hydrogen".into(), what: "H".into(), at_ns: 1_500_000 }],
            interleaving: None,
            waits: vec![Wait {
                who: "oxygen".into(),
                lane: Some(1),
                object: Some(0),
                what: "lock of Mutex #1".into(),
                at: Some(place(14)),
                holders: vec![Holder { who: "hydrogen".into(), lane: 0, since: Some(place(9)) }],
            }],
            at: None,
            notes: vec!["a note".into()],
            again: Again::Detours(Detours(vec![(4, 2)])),
            execution: 3,
        });
        let expected = "\
✗ h2o/threads  deadlock  under the model, execution 4 of the case (seed 1)
  exercises/h2o/threads.rs
  case: two objects, crossed

  nobody can go on

  expected  H H O
  seen      H O

  The log
    1.5 ms  hydrogen  H

  Who waits for what
    oxygen  lock of Mutex #1, at line 14
            held by hydrogen, since line 9

  note: a note

  again: cargo run -p grader -- replay h2o/threads:model:c:2f
  build 0.41 s · model 0.00 s
";
        assert_eq!(plain(&graded), expected);
    }

    #[test]
    fn an_acceptance_says_how_much_was_tried() {
        let mut graded = Graded::new("h2o/tasks".into(), "x.rs".into(), Verdict::Accepted, 9);
        let weakest = protocol::Strength::Sampled { bound: 7 };
        let strength = Strength { weakest, proved: 0, executions: 12_345, cases: 3 };
        let engine = Engine::Native;
        graded.engines = vec![EngineRun { engine, verdict: Verdict::Accepted, strength, ms: 600 }];
        assert_eq!(plain(&graded), "✓ h2o/tasks  accepted  12 345 native runs (seed 9)\n");
    }

    #[test]
    fn the_model_says_how_strong_its_word_is() {
        let line = |weakest, proved| {
            let strength = Strength { weakest, proved, executions: 1_200, cases: 20 };
            tried(&EngineRun { engine: Engine::Model, verdict: Verdict::Accepted, strength, ms: 1 })
        };
        let sampled = protocol::Strength::Sampled { bound: 7 };
        for (weakest, proved, expected) in [
            (
                protocol::Strength::Proved { unusual: 1 },
                20,
                "proved: all interleavings of 20 cases, 1 200 schedules",
            ),
            (
                protocol::Strength::Proved { unusual: 0 },
                12,
                "1 200 schedules: 12 of 20 cases proved, the others but for spurious wake-ups",
            ),
            (sampled, 0, "1 200 schedules sampled"),
            (sampled, 12, "1 200 schedules: 12 of 20 cases proved, the others sampled"),
            (
                protocol::Strength::Bounded { preemptions: 1 },
                12,
                "1 200 schedules: 12 of 20 cases proved, the others within 1 preemption and sampled",
            ),
        ] {
            assert_eq!(line(weakest, proved), expected);
        }
    }
}
