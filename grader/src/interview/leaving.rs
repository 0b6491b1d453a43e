//! Whether somebody who leaves before it is accepted means it: one key is soon pressed by mistake.
//!
//! Called by `flow`.

use std::io;

use super::debrief::clock;
use super::held::Held;
use crate::pager::{self, Page, Scroll};
use crate::report::paint::{BOLD, paint};
use crate::terminal::{Face, Key};

/// What somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is over.
    Ends,
    /// It goes on.
    GoesOn,
    /// The grader is to end.
    Interrupted,
}

/// Asks. The clock does not stop meanwhile.
pub fn run(face: &mut dyn Face, held: &Held, minutes: u16) -> io::Result<Answer> {
    let time = format!("{} of {minutes}:00", clock(held.took));
    let text = format!(
        "\n{}\n\nYou have used {time}. It is not accepted yet, and the clock goes on.\n",
        paint(BOLD, "End the interview?")
    );
    let page = Page { title: "Interview", text: &text, keys: "y end it  n go on" };
    loop {
        let (columns, rows) = face.size();
        face.show(&pager::screen(&page, Scroll::default(), columns, rows))?;
        match face.key()? {
            Key::Char('y' | 'q') => return Ok(Answer::Ends),
            Key::Char('n') | Key::Enter | Key::Escape => return Ok(Answer::GoesOn),
            Key::Interrupt => return Ok(Answer::Interrupted),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::held::Over;
    use super::super::testing::{Script, held};
    use super::*;

    #[test]
    fn it_ends_only_for_who_says_so() {
        let held = held(Vec::new(), Over::GivenUp);
        for (keys, answer) in [
            ("y", Answer::Ends),
            ("xq", Answer::Ends),
            ("n", Answer::GoesOn),
            ("?⏎", Answer::GoesOn),
            ("␛", Answer::GoesOn),
            ("✗", Answer::Interrupted),
        ] {
            let mut script = Script::new(keys, (80, 24));
            assert_eq!(run(&mut script, &held, 45).expect("no script fails"), answer, "{keys}");
            assert!(script.keys.is_empty(), "not everything was pressed");
        }
        for size in [(80, 24), (160, 50)] {
            let mut script = Script::new("y", size);
            run(&mut script, &held, 45).expect("no script fails");
            assert_snapshot!(format!("leaving_{}", size.0), script.last());
        }
    }
}
