//! The interleaving as a table: one column a thread, one row a step. Where the threads do not fit
//! side by side, `narrative` tells the same as a list.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::Style;

use super::headline::grouped;
use super::layout::{BETWEEN, Layout};
use super::narrative;
use super::paint::{self, DIM, RED, paint};
use super::row::{MISTAKE, PREEMPTION, Row};
use super::steps::Steps;
use super::text::{clean, cut, width, wrap};
use super::words::ENTRY;

/// What begins the end of the story.
const END: &str = "⇒";

/// The steps in so many columns, every line indented by two.
pub fn render(steps: &Steps, columns: usize) -> String {
    let mut out = String::new();
    if steps.earlier > 0 {
        let earlier = grouped(u64::try_from(steps.earlier).unwrap_or(u64::MAX));
        let _ = writeln!(out, "  {}", paint(DIM, format!("… {earlier} earlier steps …")));
    }
    let layouts = Layout::fitting(steps, columns);
    out.push_str(&match layouts.iter().find(|layout| is_readable(steps, layout)) {
        Some(layout) => table(steps, layout) + &end(steps, columns) + &legend(steps, layout),
        None => narrative::render(steps, columns) + &end(steps, columns),
    });
    out.push_str(&key(steps, columns));
    out
}

/// What the signs mean, those of them that are there, and what is not shown.
fn key(steps: &Steps, columns: usize) -> String {
    let plural = if steps.hidden == 1 { "" } else { "s" };
    let hidden = format!("{} step{plural} of the test itself not shown", steps.hidden);
    let guard = steps.guard();
    let parts = [
        (steps.has_mistake(), format!("{MISTAKE} the moment of the mistake")),
        (
            steps.has_preemption(),
            format!("{PREEMPTION} a switch, though the thread before could have gone on"),
        ),
        (
            guard.is_some(),
            format!("({0}) the guard that was taken in line {0} ends", guard.unwrap_or_default()),
        ),
        (steps.has_time(), "clock: nobody could go on, so time did".to_owned()),
        (steps.entries > 0, format!("{ENTRY} the log that the test judges by")),
        (steps.hidden > 0, hidden),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter_map(|(is, part)| is.then_some(part)).collect();
    let room = columns.saturating_sub(2);
    // Each stays in one line where it can.
    let fits = parts.iter().all(|part| width(part) + 2 <= room);
    let tied = |part: &String| if fits { part.replace(' ', "\u{a0}") } else { part.clone() };
    let text = parts.iter().map(tied).collect::<Vec<_>>().join("\u{a0}· ");
    wrap(&text, room).into_iter().fold(String::new(), |out, line| {
        out + "  " + &paint(DIM, line.replace('\u{a0}', " ")) + "\n"
    })
}

/// A table whose cells are mostly wrapped is worse than a list.
fn is_readable(steps: &Steps, layout: &Layout) -> bool {
    let height: usize = steps.rows.iter().map(|row| cell(row, layout).len()).sum();
    let least: usize = steps.rows.iter().map(|row| row.what.len()).sum();
    height <= least * 4 / 3
}

/// The lines of a step in its lane, each with its style.
fn cell(row: &Row, layout: &Layout) -> Vec<(Style, String)> {
    let columns = layout.lanes.get(row.lane).copied().unwrap_or(1);
    let lane = paint::lane(row.lane);
    let texts = row.what.iter().enumerate();
    texts
        .flat_map(|(nth, text)| {
            let style = row.style(lane, nth);
            wrap(text, columns).into_iter().map(move |line| (style, line))
        })
        .collect()
}

fn table(steps: &Steps, layout: &Layout) -> String {
    let mut out = header(steps, layout);
    for row in &steps.rows {
        push_row(&mut out, row, layout);
        if let Some(then) = &row.then {
            let _ = writeln!(out, "  {}", paint(DIM, then));
        }
    }
    out
}

/// What it came to.
fn end(steps: &Steps, columns: usize) -> String {
    let Some(end) = &steps.end else { return String::new() };
    let room = columns.saturating_sub(2);
    let mut text = format!("{END} {}", clean(end));
    if width(&text) > room {
        // All of it is said above the steps.
        text = format!("{END} {}", clean(&in_short(end)));
    }
    let text = cut(&text, room);
    format!("  {}\n", paint(RED, text))
}

/// A sentence without what stands in parentheses, and without the details at its end.
fn in_short(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(from) = text.find(" (") {
        let Some(length) = text[from..].find(')') else { break };
        text.replace_range(from..=from + length, "");
    }
    let details = [": ", "; "].iter().filter_map(|mark| text.find(mark)).min();
    text.truncate(details.unwrap_or(text.len()));
    text
}

fn header(steps: &Steps, layout: &Layout) -> String {
    let mut line = " ".repeat(layout.before());
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
    format!("{}\n{}\n", line.trim_end(), paint(DIM, rule.trim_end()))
}

fn push_row(out: &mut String, row: &Row, layout: &Layout) {
    for (number, (style, text)) in cell(row, layout).into_iter().enumerate() {
        let first = number == 0;
        let mut line = if first {
            let marks = row.marks(layout.marks);
            let step = format!("{:>width$}", row.number, width = layout.number);
            format!("  {} {marks} ", paint(DIM, step))
        } else {
            " ".repeat(layout.before())
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
fn legend(steps: &Steps, layout: &Layout) -> String {
    if layout.source.is_some() || !steps.have_places() {
        return String::new();
    }
    let mut lines: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for row in steps.rows.iter().filter(|row| !row.source.is_empty()) {
        lines.insert((row.label.len(), &row.label), &row.source);
    }
    let mut out = "\n".to_owned();
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

    use protocol::{Act, Interleaving};

    use super::*;
    use crate::report::example::{self, FILE, TEXT};
    use crate::report::source::Sources;

    fn shown(of: &Interleaving, mistake: Option<usize>, columns: usize) -> String {
        let mut sources = Sources::new(Path::new("/nowhere"), FILE);
        sources.add(FILE, TEXT);
        let text = render(&Steps::new(of, mistake, &mut sources), columns);
        let text = anstream::adapter::strip_str(&text).to_string();
        assert!(text.lines().all(|line| width(line) <= columns), "{text}");
        text
    }

    #[test]
    fn a_table_has_one_column_a_lane_and_one_row_a_step() {
        let example = example::lost_wake_up();
        insta::assert_snapshot!("two_lanes_160", shown(&example, Some(12), 160));
        insta::assert_snapshot!("two_lanes_80", shown(&example, Some(12), 80));
    }

    #[test]
    fn what_does_not_fit_is_wrapped_in_its_column_and_its_lines_stand_below() {
        insta::assert_snapshot!(shown(&example::lost_wake_up(), None, 66));
    }

    #[test]
    fn lanes_stand_side_by_side_as_long_as_they_can() {
        insta::assert_snapshot!("five_lanes_160", shown(&example::circle(5), None, 160));
        insta::assert_snapshot!("five_lanes_80", shown(&example::circle(5), None, 80));
    }

    #[test]
    fn many_lanes_become_a_list() {
        insta::assert_snapshot!("twelve_lanes_160", shown(&example::circle(12), None, 160));
        insta::assert_snapshot!("twelve_lanes_80", shown(&example::circle(12), None, 80));
    }

    #[test]
    fn long_runs_lose_their_middle() {
        let mut long = example::circle(12);
        long.left_out = 7;
        let steps = (0..240).map(|n| example::does(1 + n % 12, "lock", n / 12 % 12, 10, 35));
        long.steps = steps.collect();
        let text = shown(&long, None, 80);
        assert!(text.contains("… 7 earlier steps …"), "{text}");
        assert!(text.contains("… 180 steps left out"), "{text}");
        assert!(text.contains("  240   philosopher 11  lock forks (Mutex #8)"), "{text}");
    }

    #[test]
    fn a_lane_that_does_not_exist_breaks_nothing() {
        let mut odd = example::circle(1);
        odd.lanes.clear();
        odd.steps[2].act = Act::Does { verb: "lock".into(), object: Some(7), result: None };
        assert!(shown(&odd, Some(99), 80).contains("lock ?"));
    }

    #[test]
    fn an_end_is_said_in_short() {
        for (whole, short) in [
            ("a took 1 (so far: 2) while b held it: that is wrong", "a took 1 while b held it"),
            ("`a` panicked at line 3: no; never", "`a` panicked at line 3"),
            ("a (b", "a (b"),
        ] {
            assert_eq!(in_short(whole), short);
        }
    }
}
