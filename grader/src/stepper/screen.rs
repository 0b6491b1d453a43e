//! The screen of the stepper.

use protocol::Act;

use super::ending::Ending;
use super::help::{self, SIGNS, STEPPER};
use super::layout::{LEAST, Parts, compose};
use super::line::Line;
use super::tale::{Moment, Tale};
use super::walk::Walk;
use crate::diagnosis::Diagnosis;
use crate::report::paint::{self, BOLD, DIM, RED, YELLOW};
use crate::report::words;

/// What there is to show beside the execution.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// How it ended.
    pub ending: Ending,
    /// The pattern behind a failure.
    pub diagnosis: Option<Diagnosis>,
}

const KEYS: &str =
    "→ next  ← back  ↑↓ same thread  m mistake  End verdict  k kit's steps  ? help  q quit";

/// The screen for so many columns and rows.
pub fn screen(tale: &Tale, told: &Told, walk: &Walk, columns: usize, rows: usize) -> String {
    let is_small = columns < LEAST.0 || rows < LEAST.1;
    if walk.help && !is_small {
        return help::screen(STEPPER, SIGNS, columns, rows);
    }
    let mut moment = Moment::after(tale, walk.after(), walk.kit);
    let (at, last) = walk.position();
    if walk.is_at_end() {
        moment.focus = last_shown(tale, walk);
    }
    let position = match at {
        0 => format!("before the first of {} steps", last - 1),
        _ if at == last => "the end".to_owned(),
        _ => format!("step {at} of {}", last - 1),
    };
    let sign = if walk.is_mistake() { "✗ " } else { "" };
    let parts = Parts {
        title: tale.title.clone(),
        position: format!("{sign}{position}"),
        now: if walk.is_at_end() { Vec::new() } else { now(&moment, told, walk, columns) },
        below: walk.is_at_end().then(|| {
            let lines: Box<dyn Fn(usize) -> Vec<String>> =
                Box::new(|columns| told.ending.lines(columns));
            ("how it ended".to_owned(), lines, 0)
        }),
        keys: KEYS.to_owned(),
    };
    compose(&moment, &parts, columns, rows)
}

/// Who took the last step that is shown.
fn last_shown(tale: &Tale, walk: &Walk) -> Option<usize> {
    let steps = tale.interleaving.steps.iter().rev();
    let mut shown = steps.filter(|step| walk.kit || !super::walk::is_of_kit(tale, step));
    shown.next().map(|step| step.lane)
}

/// The step in words, and what is remarkable about it.
fn now(moment: &Moment<'_>, told: &Told, walk: &Walk, columns: usize) -> Vec<String> {
    let interleaving = &moment.tale.interleaving;
    let Some(step) = moment.step() else {
        let left_out = interleaving.left_out;
        let said = match left_out {
            0 => "Nothing has happened yet.".to_owned(),
            _ => format!("{left_out} steps came before; they are left out."),
        };
        return vec![Line::new(columns).add(DIM, &said).end(), " ".repeat(columns)];
    };
    let name = interleaving.lane_name(step.lane);
    let style = paint::lane(step.lane).bold();
    let line = Line::new(columns);
    let line = match step.act {
        Act::Clock { .. } => line,
        _ => line.add(style, "▶ ").add(style, &crate::report::text::clean(name)).plain("  "),
    };
    let mut line = line.add(BOLD, &words::of(interleaving, step));
    if let Some(woken) = words::woken(interleaving, step) {
        line = line.add(YELLOW, &format!("  {woken}"));
    }
    vec![line.end(), remark(moment, told, walk, columns)]
}

fn remark(moment: &Moment<'_>, told: &Told, walk: &Walk, columns: usize) -> String {
    let index = moment.after.saturating_sub(1);
    let diagnosis = told.diagnosis.as_ref();
    let marks = diagnosis.map_or(&[][..], |diagnosis| &diagnosis.marks);
    let label = marks.iter().find(|mark| mark.step == Some(index)).map(|mark| mark.label.as_str());
    let line = Line::new(columns).plain("  ");
    if walk.is_mistake() {
        let title = diagnosis.map_or("", |diagnosis| diagnosis.title.as_str());
        let said = label.unwrap_or(title);
        return line.add(RED, "✗ the mistake: ").add(RED, said).end();
    }
    if let Some(label) = label {
        return line.add(YELLOW, label).end();
    }
    let steps = &moment.tale.interleaving.steps;
    match steps.get(index).filter(|step| step.preempts).and(index.checked_sub(1)) {
        Some(before) => {
            let name = moment.tale.interleaving.lane_name(steps[before].lane);
            let said = format!("a switch: {name} could have gone on");
            line.add(YELLOW, "» ").add(DIM, &said).end()
        }
        None => line.end(),
    }
}
