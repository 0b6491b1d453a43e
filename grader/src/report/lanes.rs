//! The interleaving as a table: one column a thread, one row a step. Where the threads do not fit
//! side by side, `narrative` tells the same as a list.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::Style;
use protocol::Interleaving;

use super::layout::{BETWEEN, Layout};
use super::narrative;
use super::paint::{self, BOLD, DIM, YELLOW, paint};
use super::source::Sources;
use super::steps::{PREEMPTION, Row, Steps};
use super::text::{cut, width, wrap};

/// The interleaving in so many columns, every line indented by two.
pub fn render(interleaving: &Interleaving, sources: &mut Sources, columns: usize) -> String {
    let steps = Steps::new(interleaving, sources);
    let mut out = match Layout::fit(&steps, columns).filter(|layout| is_readable(&steps, layout)) {
        Some(layout) => table(&steps, &layout, sources.subject()),
        None => narrative::render(&steps, columns),
    };
    if steps.has_preemption() {
        let _ = writeln!(
            out,
            "  {} {}",
            paint(YELLOW, PREEMPTION),
            paint(DIM, "a switch although the thread before could have gone on")
        );
    }
    out
}

/// A table whose cells are mostly wrapped, without the source beside them, is worse than a list.
fn is_readable(steps: &Steps, layout: &Layout) -> bool {
    let height: usize = steps.rows.iter().map(|row| cell(row, layout).len()).sum();
    layout.source.is_some() || height <= steps.rows.len() * 3 / 2
}

/// The lines of a step in its lane, each with its style.
fn cell(row: &Row, layout: &Layout) -> Vec<(Style, String)> {
    let columns = layout.lanes.get(row.lane).copied().unwrap_or(1);
    let lane = paint::lane(row.lane);
    // What is in quotes is an entry of the log, which is what the claims are about.
    let is_entry = row.what.first().is_some_and(|what| what.starts_with('"'));
    let styles = [if is_entry { lane.bold() } else { lane }, BOLD];
    let texts = row.what.iter().zip(styles);
    texts
        .flat_map(|(text, style)| wrap(text, columns).into_iter().map(move |line| (style, line)))
        .collect()
}

fn table(steps: &Steps, layout: &Layout, subject: &str) -> String {
    let mut out = header(steps, layout, subject);
    for row in &steps.rows {
        push_row(&mut out, row, layout);
        if let Some(then) = &row.then {
            let _ = writeln!(out, "  {}", paint(DIM, then));
        }
    }
    if layout.source.is_none() && steps.have_places() {
        out.push_str(&legend(steps, layout, subject));
    }
    out
}

fn header(steps: &Steps, layout: &Layout, subject: &str) -> String {
    let mut line = " ".repeat(2 + layout.number + 3);
    let mut rule = line.clone();
    for (lane, (name, &columns)) in steps.lanes.iter().zip(&layout.lanes).enumerate() {
        let name = cut(name, columns);
        line.push_str(&paint(paint::lane(lane).bold(), &name));
        line.push_str(&" ".repeat(columns - width(&name)));
        rule.push_str(&"─".repeat(columns));
        let last = lane + 1 == steps.lanes.len();
        line.push_str(if last { "   " } else { " │ " });
        rule.push_str(if last { "   " } else { "─┼─" });
    }
    if let Some(columns) = layout.source.filter(|_| steps.have_places()) {
        line.push_str(&paint(DIM, cut(subject, layout.label + 2 + columns)));
    }
    format!("{}\n{}\n", line.trim_end(), paint(DIM, rule.trim_end()))
}

fn push_row(out: &mut String, row: &Row, layout: &Layout) {
    for (number, (style, text)) in cell(row, layout).into_iter().enumerate() {
        let first = number == 0;
        let mut line = if first {
            let mark = if row.preempts { paint(YELLOW, PREEMPTION) } else { " ".to_owned() };
            let step = format!("{:>width$}", row.number, width = layout.number);
            format!("  {} {mark} ", paint(DIM, step))
        } else {
            " ".repeat(2 + layout.number + 3)
        };
        for (lane, &columns) in layout.lanes.iter().enumerate() {
            let here = if lane == row.lane { text.as_str() } else { "" };
            line.push_str(&paint(style, here));
            line.push_str(&" ".repeat(columns.saturating_sub(width(here))));
            let last = lane + 1 == layout.lanes.len();
            let between = format!(" {} ", paint(DIM, "│"));
            line.push_str(&if last { " ".repeat(BETWEEN) } else { between });
        }
        if first {
            let _ = write!(line, "{:>width$}", row.label, width = layout.label);
            if let Some(columns) = layout.source.filter(|_| !row.source.is_empty()) {
                let _ = write!(line, "  {}", paint(DIM, cut(&row.source, columns)));
            }
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// The lines that the steps point at, where there was no room for them beside the steps.
fn legend(steps: &Steps, layout: &Layout, subject: &str) -> String {
    let mut lines: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for row in steps.rows.iter().filter(|row| !row.source.is_empty()) {
        lines.insert((row.label.len(), &row.label), &row.source);
    }
    let mut out = format!("\n  {}\n", paint(DIM, subject));
    let room = layout.lanes.iter().map(|lane| lane + BETWEEN).sum::<usize>();
    for ((_, label), source) in lines {
        let source = cut(source, room.max(40));
        let _ = writeln!(out, "  {label:>width$}  {}", paint(DIM, source), width = layout.label);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use protocol::{Act, Lane, Place, Step};

    use super::*;

    fn step(thread: usize, what: &str, line: u32) -> Step {
        let at = Some(Place { file: "a.rs".into(), line, column: 1 });
        Step {
            lane: thread,
            act: Act::Remark { text: what.into() },
            at,
            kit: false,
            preempts: false,
            wakes: Vec::new(),
            changes: Vec::new(),
        }
    }

    fn told(lanes: &[&str], steps: Vec<Step>) -> Interleaving {
        let lane = |name: &&str| Lane { name: (*name).to_owned(), kit: false };
        let lanes = lanes.iter().map(lane).collect();
        Interleaving { lanes, steps, ..Interleaving::default() }
    }

    fn shown(interleaving: &Interleaving, columns: usize) -> String {
        let mut sources = Sources::new(Path::new("/nowhere"), "a.rs");
        let text = render(interleaving, &mut sources, columns);
        anstream::adapter::strip_str(&text).to_string()
    }

    fn example() -> Interleaving {
        let mut steps = vec![
            step(0, "lock Mutex #1", 4),
            step(1, "lock Mutex #1", 9),
            step(0, "notify all waiters of Condvar #2", 5),
        ];
        steps[1].preempts = true;
        steps[2].wakes = vec![1];
        told(&["first", "second", "idle"], steps)
    }

    #[test]
    fn a_table_has_one_column_a_lane_and_one_row_a_step() {
        let expected = "      \
first                            │ second          a.rs
      ─────────────────────────────────┼──────────────
  1   lock Mutex #1                    │                 4
  2 »                                  │ lock Mutex #1   9
  3   notify all waiters of Condvar #2 │                 5
      wakes second                     │
  » a switch although the thread before could have gone on
";
        assert_eq!(shown(&example(), 100), expected);
    }

    #[test]
    fn what_does_not_fit_is_wrapped_in_its_column() {
        let mut example = example();
        example.steps.extend((0..3).map(|_| step(1, "unlock", 10)));
        let expected = "      \
first           │ second
      ────────────────┼──────────────
  1   lock Mutex #1   │                  4
  2 »                 │ lock Mutex #1    9
  3   notify all      │                  5
      waiters of      │
      Condvar #2      │
      wakes second    │
  4                   │ unlock          10
  5                   │ unlock          10
  6                   │ unlock          10

  a.rs
  » a switch although the thread before could have gone on
";
        assert_eq!(shown(&example, 42), expected);
    }

    #[test]
    fn mostly_wrapped_cells_become_a_list() {
        let expected = "  \
1   first   lock Mutex #1   4
  2 » second  lock Mutex #1   9
  3   first   notify all      5
              waiters of
              Condvar #2
              wakes second
  » a switch although the thread before could have gone on
";
        assert_eq!(shown(&example(), 41), expected);
    }

    #[test]
    fn many_lanes_become_a_list_and_long_runs_lose_their_middle() {
        let names: Vec<String> = (0..12).map(|lane| format!("caller {lane}")).collect();
        let lanes: Vec<&str> = names.iter().map(String::as_str).collect();
        let line = |n: usize| u32::try_from(n).expect("a small number");
        let steps = (0..240).map(|n| step(n % 12, "lock Mutex #1", line(n))).collect();
        let text = shown(&told(&lanes, steps), 80);
        assert!(text.lines().all(|line| width(line) <= 80), "{text}");
        assert!(text.contains("… 170 steps left out"), "{text}");
        assert!(text.contains("  240   caller 11  lock Mutex #1"), "{text}");
        assert_eq!(text.lines().count(), 71);
    }

    #[test]
    fn a_lane_that_does_not_exist_breaks_nothing() {
        let steps = vec![step(7, "lock Mutex #1", 4)];
        assert!(shown(&told(&[], steps), 80).contains("lock Mutex #1"));
    }
}
