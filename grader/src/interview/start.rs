//! The screen before the clock starts: which problem, which file, what will happen; another problem, or away.
//!
//! Called by `flow`.

use std::fmt::Write as _;
use std::io;

use crate::pager::{self, Page, Scroll, fold};
use crate::report::paint::{BOLD, COMMAND, DIM, YELLOW, paint};
use crate::report::text::{clean, hang};
use crate::terminal::{Face, Key};

/// A problem that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// `Print in Order`.
    pub title: String,
    /// `easy`; may be empty.
    pub difficulty: String,
    /// `threads`.
    pub variant: String,
    /// The file to edit, as people write it.
    pub file: String,
    /// The file is not the stub.
    pub has_content: bool,
    /// What is known of it: `accepted 12 days ago`; may be empty.
    pub before: String,
    /// How many questions come after it.
    pub questions: usize,
}

/// What the clock starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// The stub; what is in the file is kept beside it.
    Stub,
    /// What is in the file.
    Content,
}

/// What somebody has chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// To begin, with the offer of this number, from 0.
    Begin(usize, With),
    /// To leave.
    Leave,
    /// The grader is to end.
    Interrupted,
}

/// Offers one after the other, over and over, until somebody chooses.
pub fn run(face: &mut dyn Face, offers: &[Offer], minutes: u16) -> io::Result<Choice> {
    let mut start = Start { offers, minutes, at: 0, asks: false };
    let mut scroll = Scroll::default();
    loop {
        let (columns, rows) = face.size();
        let text = start.text(columns);
        let page = Page { title: "Interview", text: &text, keys: start.keys() };
        face.show(&pager::screen(&page, scroll, columns, rows))?;
        let key = face.key()?;
        match start.press(key) {
            Pressed::Chosen(choice) => return Ok(choice),
            Pressed::Shows => scroll = Scroll::default(),
            Pressed::Nothing => {
                scroll.press(key, fold::fold(&text, columns).len(), pager::room(rows));
            }
        }
    }
}

struct Start<'a> {
    offers: &'a [Offer],
    minutes: u16,
    at: usize,
    /// Whether what is in the file is to be put aside.
    asks: bool,
}

enum Pressed {
    Chosen(Choice),
    Shows,
    Nothing,
}

impl Start<'_> {
    fn press(&mut self, key: Key) -> Pressed {
        let has_content = self.offers.get(self.at).is_some_and(|offer| offer.has_content);
        let begin = |with| Pressed::Chosen(Choice::Begin(self.at, with));
        match key {
            Key::Interrupt => Pressed::Chosen(Choice::Interrupted),
            Key::Char('y') if self.asks => begin(With::Stub),
            Key::Char('n') if self.asks => begin(With::Content),
            Key::Char('q') | Key::Escape if self.asks => {
                self.asks = false;
                Pressed::Shows
            }
            _ if self.asks => Pressed::Nothing,
            Key::Enter if has_content => {
                self.asks = true;
                Pressed::Shows
            }
            Key::Enter => begin(With::Stub),
            Key::Char('o') => {
                self.at = (self.at + 1) % self.offers.len().max(1);
                Pressed::Shows
            }
            Key::Char('q') | Key::Escape => Pressed::Chosen(Choice::Leave),
            _ => Pressed::Nothing,
        }
    }

    fn text(&self, columns: usize) -> String {
        let Some(offer) = self.offers.get(self.at) else { return String::new() };
        if self.asks { aside(offer, columns) } else { self.offered(offer, columns) }
    }

    fn offered(&self, offer: &Offer, columns: usize) -> String {
        let Offer { title, difficulty, variant, file, before, questions, .. } = offer;
        let minutes = if self.minutes == 1 { "minute" } else { "minutes" };
        let facts = [difficulty, variant, &format!("{} {minutes}", self.minutes), before];
        let facts: Vec<&str> =
            facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        let mut out = format!("\n{}\n", paint(BOLD, clean(title)));
        let _ = writeln!(out, "{}\n", paint(DIM, facts.join(" · ")));
        let _ = writeln!(out, "The file to edit: {}\n", paint(COMMAND, clean(file)));
        let after = match questions {
            0 => "Then you see how it went, and what to practise next.".to_owned(),
            1 => "Then comes the question an interviewer asks next, and how it went.".to_owned(),
            _ => format!(
                "Then come the questions an interviewer asks next, {questions} of them, and how it \
                 went."
            ),
        };
        for what in [
            "Enter starts the clock, and the statement is there to read.",
            "Each time you save the file, it is graded.",
            "There are no hints and no solutions.",
            "q ends it when you are content; at the latest it ends when the time is up.",
            &after,
        ] {
            out.push_str(&hang("  · ", what, columns));
        }
        if offer.has_content {
            let said =
                "The file is not the stub any more. You will be asked whether to put it aside.";
            let _ = write!(out, "\n{}", painted(&hang("", said, columns)));
        }
        out
    }

    fn keys(&self) -> &'static str {
        match (self.asks, self.offers.len()) {
            (true, _) => "y the stub  n what is there  q back",
            (false, 0 | 1) => "⏎ start  q leave",
            (false, _) => "⏎ start  o another problem  q leave",
        }
    }
}

fn painted(text: &str) -> String {
    text.lines().map(|line| paint(YELLOW, line) + "\n").collect()
}

fn aside(offer: &Offer, columns: usize) -> String {
    let name = offer.file.rsplit('/').next().unwrap_or_default();
    let said = format!(
        "{} is not the stub any more. Shall it be put aside, so that you begin with the stub?",
        clean(&offer.file)
    );
    let mut out = format!("\n{}\n", hang("", &said, columns));
    let yes = format!("It stays beside it, as {name}.orig or the like; nothing is lost.");
    out.push_str(&hang("  y  ", &yes, columns));
    out.push_str(&hang("  n  ", "You go on with what is in the file.", columns));
    out
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::testing::Script;
    use super::*;

    fn offers() -> Vec<Offer> {
        let offer = |title: &str, file: &str, has_content| Offer {
            title: title.to_owned(),
            difficulty: "medium".to_owned(),
            variant: "threads".to_owned(),
            file: file.to_owned(),
            has_content,
            before: if has_content { "accepted 12 days ago".to_owned() } else { String::new() },
            questions: 7,
        };
        vec![
            offer("FooBar", "exercises/foobar/threads.rs", false),
            offer("Building H2O", "exercises/h2o/threads.rs", true),
        ]
    }

    fn press(keys: &str, offers: &[Offer], size: (usize, usize)) -> (Script, Choice) {
        let mut script = Script::new(keys, size);
        let choice = run(&mut script, offers, 45).expect("a script never fails");
        assert!(script.keys.is_empty(), "not everything was pressed");
        (script, choice)
    }

    #[test]
    fn enter_begins_and_what_is_in_a_file_is_asked_for() {
        for (keys, choice) in [
            ("⏎", Choice::Begin(0, With::Stub)),
            ("oo⏎", Choice::Begin(0, With::Stub)),
            ("o⏎y", Choice::Begin(1, With::Stub)),
            ("o⏎⏎n", Choice::Begin(1, With::Content)),
            ("o⏎n", Choice::Begin(1, With::Content)),
            ("o⏎q⏎n", Choice::Begin(1, With::Content)),
            ("o⏎␛o⏎", Choice::Begin(0, With::Stub)),
            ("o⏎xo␛␛", Choice::Leave),
            ("xy?q", Choice::Leave),
            ("✗", Choice::Interrupted),
            ("o⏎✗", Choice::Interrupted),
        ] {
            assert_eq!(press(keys, &offers(), (80, 24)).1, choice, "{keys}");
        }
    }

    #[test]
    fn what_there_is_no_other_of_offers_no_other() {
        let (script, choice) = press("o⏎", &offers()[..1], (80, 24));
        assert_eq!(choice, Choice::Begin(0, With::Stub));
        assert!(!script.last().contains("another"), "{}", script.last());
    }

    #[test]
    fn the_screens_say_what_will_happen() {
        for size in [(80, 24), (160, 50)] {
            let (script, _) = press("o⏎n", &offers(), size);
            assert_snapshot!(format!("offered_{}", size.0), script.seen[1]);
            assert_snapshot!(format!("aside_{}", size.0), script.seen[2]);
        }
    }
}
