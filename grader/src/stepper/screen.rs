//! The screen of the stepper.

use protocol::Act;

use super::ending::Ending;
use super::help::{self, SIGNS, STEPPER};
use super::layout::{Below, LEAST, Parts, compose};
use super::line::Line;
use super::tale::{Moment, Tale};
use super::walk::{Walk, shown};
use crate::diagnosis::Diagnosis;
use crate::report::paint::{self, BOLD, DIM, RED, YELLOW};
use crate::report::text::clean;
use crate::report::{told, words};

/// What there is to show beside the execution.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// How it ended.
    pub ending: Ending,
    /// The pattern behind a failure.
    pub diagnosis: Option<Diagnosis>,
    /// The steps that came of a move of the game's.
    pub moves: Vec<usize>,
}

const KEYS: &str = "→ next  ← back  ↑↓ same thread  m mistake  End verdict  ? keys  q quit";

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
        0 => "before the first step".to_owned(),
        _ if at == last => "the end".to_owned(),
        // As the report numbers them, which counts the test's own steps as well.
        _ => format!("step {} of {}", walk.after(), tale.steps()),
    };
    let sign = if walk.is_mistake() { "✗ " } else { "" };
    let parts = Parts {
        title: tale.title.clone(),
        position: format!("{sign}{position}"),
        now: if walk.is_at_end() { Vec::new() } else { now(&moment, told, walk, columns) },
        below: walk.is_at_end().then(|| {
            let lines = Box::new(|columns| told.ending.lines(columns));
            Below { title: "how it ended".to_owned(), lines, seen: 0 }
        }),
        keys: KEYS.to_owned(),
    };
    compose(&moment, &parts, columns, rows)
}

/// Who took the last step that is shown.
fn last_shown(tale: &Tale, walk: &Walk) -> Option<usize> {
    let last = *shown(&tale.interleaving, walk.kit).last()?;
    Some(tale.interleaving.steps[last].lane)
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
        _ => line.add(style, "▶ ").add(style, &clean(name)).plain("  "),
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
    let said = match (is_move(moment, told, index), switched_from(moment, index)) {
        (true, Some(name)) => format!("a move: {name} could have gone on"),
        (true, None) => "a move: something else is usual here".to_owned(),
        (false, Some(name)) => format!("a switch: {name} could have gone on"),
        (false, None) => return line.end(),
    };
    line.add(YELLOW, "» ").add(DIM, &clean(&said)).end()
}

/// Whether a move led to this step, or to one that is not shown before it.
fn is_move(moment: &Moment<'_>, told: &Told, index: usize) -> bool {
    let shown = shown(&moment.tale.interleaving, moment.kit);
    let before = shown.iter().rfind(|step| **step < index).map_or(0, |before| before + 1);
    told.moves.iter().any(|step| (before..=index).contains(step))
}

/// Who could have gone on when this step was taken instead.
fn switched_from<'a>(moment: &Moment<'a>, index: usize) -> Option<&'a str> {
    let of = &moment.tale.interleaving;
    let shown = shown(of, moment.kit);
    let at = shown.iter().position(|step| *step == index)?;
    let forced = told::forced(of, &shown[..=at]);
    let before = shown.get(at.checked_sub(1)?)?;
    forced.last().filter(|forced| **forced).map(|_| of.lane_name(of.steps[*before].lane))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::testing::{assert_fits, plain, tale, told, twelve};
    use super::*;
    use crate::terminal::Key;

    const SIZES: [(usize, usize); 2] = [(80, 24), (160, 48)];

    fn walk(tale: &Tale, keys: &[Key]) -> Walk {
        let mut walk = Walk::new(tale, Some(7));
        for key in keys {
            walk.press(tale, *key);
        }
        walk
    }

    #[test]
    fn the_mistake_is_shown_with_everybodys_line_and_what_they_share() {
        let tale = tale();
        let walk = walk(&tale, &[Key::Char('m')]);
        for (columns, rows) in SIZES {
            let screen = screen(&tale, &told(), &walk, columns, rows);
            assert_fits(&screen, columns, rows);
            assert_snapshot!(format!("mistake_{columns}"), plain(&screen));
        }
    }

    #[test]
    fn a_move_of_the_game_is_told_where_it_was_made() {
        let tale = tale();
        let walk = walk(&tale, &[Key::Right, Key::Right, Key::Right]);
        let with = plain(&screen(&tale, &told(), &walk, 80, 24));
        assert!(with.contains("» a move: taker could have gone on"), "{with}");
        let without = plain(&screen(&tale, &Told::default(), &walk, 80, 24));
        assert!(without.contains("» a switch: taker could have gone on"), "{without}");
    }

    #[test]
    fn at_the_end_stands_the_verdict() {
        let tale = tale();
        let walk = walk(&tale, &[Key::End]);
        for (columns, rows) in SIZES {
            let screen = screen(&tale, &told(), &walk, columns, rows);
            assert_fits(&screen, columns, rows);
            assert_snapshot!(format!("end_{columns}"), plain(&screen));
        }
    }

    #[test]
    fn twelve_threads_have_room() {
        let tale = twelve();
        let walk = walk(&tale, &[Key::End, Key::Left]);
        for (columns, rows) in SIZES {
            let screen = screen(&tale, &Told::default(), &walk, columns, rows);
            assert_fits(&screen, columns, rows);
            assert_snapshot!(format!("twelve_{columns}"), plain(&screen));
        }
    }

    #[test]
    fn the_running_thread_and_what_changed_have_colours() {
        let tale = tale();
        let walk = walk(&tale, &[Key::Right, Key::Right]);
        let screen = screen(&tale, &told(), &walk, 60, 16);
        assert_snapshot!("colours", screen.replace('\x1b', "␛"));
    }

    #[test]
    fn every_size_is_filled_and_none_is_exceeded() {
        let (tale, twelve, told) = (tale(), twelve(), told());
        for of in [&tale, &twelve] {
            for keys in [&[][..], &[Key::Home], &[Key::End], &[Key::Char('m')], &[Key::Char('k')]] {
                let walk = walk(of, keys);
                for (columns, rows) in
                    [(40, 12), (41, 13), (79, 17), (110, 12), (111, 60), (200, 20)]
                {
                    assert_fits(&screen(of, &told, &walk, columns, rows), columns, rows);
                }
            }
        }
    }

    #[test]
    fn a_terminal_that_is_too_small_says_so() {
        let tale = tale();
        let walk = walk(&tale, &[]);
        for (columns, rows) in [(39, 24), (80, 11), (1, 1)] {
            let text = screen(&tale, &told(), &walk, columns, rows);
            assert!(text.contains(&format!("too small: {columns} × {rows}")), "{text}");
        }
    }

    #[test]
    fn the_keys_are_told() {
        let tale = tale();
        let walk = walk(&tale, &[Key::Char('?')]);
        assert_snapshot!("keys", plain(&screen(&tale, &told(), &walk, 80, 24)));
    }
}
