//! Shortens what a learner's code said at great length: a panic message of a megabyte must not bury its
//! report, whichever form that has.
//!
//! Called by `run` for every record.

use std::fmt::Write as _;

use protocol::{Act, Change, Ending, Failure, Interleaving, LogEntry, Record};

/// Characters that are kept of a text.
const MOST: usize = 2_000;

/// Shortens all that a record quotes.
pub fn shorten(record: &mut Record) {
    let Record::End { story, ending, .. } = record else { return };
    if let Some(story) = story {
        log(&mut story.log);
        interleaving(&mut story.interleaving);
    }
    if let Ending::Failed(of) = ending {
        failure(of);
    }
}

fn failure(failure: &mut Failure) {
    let Failure { summary, expected, seen, notes, .. } = failure;
    text(summary);
    expected.iter_mut().chain(seen).chain(notes).for_each(text);
    log(&mut failure.log);
    failure.interleaving.iter_mut().for_each(interleaving);
}

fn log(entries: &mut [LogEntry]) {
    for entry in entries {
        text(&mut entry.what);
    }
}

fn interleaving(of: &mut Interleaving) {
    for step in &mut of.steps {
        match &mut step.act {
            Act::Log { text: it } | Act::Print { text: it } | Act::Remark { text: it } => text(it),
            Act::Does { result, .. } => result.iter_mut().for_each(text),
            Act::Waits { .. } | Act::Clock { .. } => {}
        }
        for change in &mut step.changes {
            if let Change::Is { now, .. } = change {
                text(now);
            }
        }
    }
}

fn text(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MOST) {
        let more = text[end..].chars().count();
        text.truncate(end);
        let _ = write!(text, " … ({more} more characters)");
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn only_what_is_very_long_is_cut() {
        let of = |length: usize| {
            let mut it = "ü".repeat(length);
            text(&mut it);
            it
        };
        assert_eq!(of(2_000), "ü".repeat(2_000));
        assert_eq!(of(2_100), format!("{} … (100 more characters)", "ü".repeat(2_000)));
    }
}
