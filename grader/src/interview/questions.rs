//! The questions an interviewer asks next, one a screen: think aloud, see what there is to remark, say
//! whether you could answer.
//!
//! Called by `flow`.

use std::io;

use super::question::Question;
use crate::pager::{self, Page, Scroll, fold};
use crate::report::paint::{BOLD, DIM, paint};
use crate::terminal::{Face, Key};

/// What came of the questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// How many there were.
    pub of: usize,
    /// How many were seen.
    pub seen: usize,
    /// How many somebody could answer, by his own account.
    pub could: usize,
    /// How many somebody could not answer.
    pub could_not: usize,
}

/// How the questions ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// What came of them.
    pub answers: Answers,
    /// The grader is to end.
    pub interrupted: bool,
}

/// Makes Markdown into lines of so many columns.
pub type Prose = fn(&str, usize) -> String;

/// Asks all of them, or until somebody skips the rest. The `opening` stands above the first one.
pub fn run(
    face: &mut dyn Face,
    title: &str,
    opening: &str,
    questions: &[Question],
    prose: Prose,
) -> io::Result<Asked> {
    let mut asking = Asking::new(questions, prose);
    let mut scroll = Scroll::default();
    while let Some(question) = questions.get(asking.at) {
        let (columns, rows) = face.size();
        let mut text = asking.text(question, columns);
        if asking.at == 0 && !opening.is_empty() {
            text = format!("\n{}\n{text}", paint(BOLD, opening));
        }
        let head = format!("{title}  question {} of {}", asking.at + 1, questions.len());
        let page = Page { title: &head, text: &text, keys: asking.keys(question) };
        face.show(&pager::screen(&page, scroll, columns, rows))?;
        let key = face.key()?;
        if key == Key::Interrupt {
            return Ok(Asked { answers: asking.answers, interrupted: true });
        }
        if asking.press(question, key) {
            scroll = Scroll::default();
        } else {
            scroll.press(key, fold::fold(&text, columns).len(), pager::room(rows));
        }
    }
    Ok(Asked { answers: asking.answers, interrupted: false })
}

/// Where somebody is among the questions.
struct Asking {
    at: usize,
    of: usize,
    /// The remarks are there.
    told: bool,
    /// He has said whether he could answer.
    said: bool,
    answers: Answers,
    prose: Prose,
}

impl Asking {
    fn new(questions: &[Question], prose: Prose) -> Self {
        let of = questions.len();
        let answers = Answers { of, seen: of.min(1), ..Answers::default() };
        Self { at: 0, of, told: false, said: false, answers, prose }
    }

    /// Whether the key meant anything.
    fn press(&mut self, question: &Question, key: Key) -> bool {
        match key {
            Key::Char(answer @ ('y' | 'n')) => {
                if !self.said {
                    self.said = true;
                    *match answer {
                        'y' => &mut self.answers.could,
                        _ => &mut self.answers.could_not,
                    } += 1;
                }
                self.go_on(question);
            }
            Key::Enter | Key::Right => self.go_on(question),
            Key::Char('s' | 'q') | Key::Escape => self.at = self.of,
            _ => return false,
        }
        true
    }

    /// First what there is to remark, then the next one.
    fn go_on(&mut self, question: &Question) {
        if question.told.is_some() && !self.told {
            self.told = true;
            return;
        }
        (self.at, self.told, self.said) = (self.at + 1, false, false);
        self.answers.seen = (self.at + 1).min(self.of);
    }

    fn text(&self, question: &Question, columns: usize) -> String {
        let told = question.told.as_ref().filter(|_| self.told);
        let text = (self.prose)(told.unwrap_or(&question.asked), columns);
        let said = match (told.is_some(), self.said) {
            (false, _) => paint(DIM, "Think aloud, as if somebody listened."),
            (true, false) => paint(BOLD, "Could you answer it?"),
            (true, true) => String::new(),
        };
        format!("\n{text}\n{said}\n")
    }

    fn keys(&self, question: &Question) -> &'static str {
        match (question.told.is_some() && !self.told, self.said) {
            (true, _) => "⏎ remarks  y n could you answer it?  s skip the rest",
            (false, false) => "y n could you answer it?  ⏎ next  s skip the rest",
            (false, true) => "⏎ next  s skip the rest",
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::testing::Script;
    use super::*;
    use crate::prose;

    fn questions() -> Vec<Question> {
        let items = [
            "*Why a loop around `wait`?* Name two reasons. (No reason at all, and a reason meant for \
             another.)",
            "*And two objects?*",
            "*How many can eat at once, of n?* n / 2, rounded down. Which designs reach it?",
        ];
        items.map(Question::of).to_vec()
    }

    fn ask(keys: &str, size: (usize, usize)) -> (Script, Asked) {
        let mut script = Script::new(keys, size);
        let asked = run(&mut script, "Print in Order", "Time is up.", &questions(), prose::plain)
            .expect("a script never fails");
        assert!(script.keys.is_empty(), "not everything was pressed");
        (script, asked)
    }

    #[test]
    fn remarks_come_after_the_answer_and_whoever_could_answer_says_so() {
        let (script, asked) = ask("⏎yn⏎⏎", (80, 24));
        let has: Vec<bool> = script.seen.iter().map(|screen| screen.contains("Name two")).collect();
        assert_eq!(has, [false, true, false, false, false]);
        assert!(script.seen[4].contains("rounded down"), "{}", script.seen[4]);
        let opened: Vec<bool> = script.seen.iter().map(|seen| seen.contains("is up.")).collect();
        assert_eq!(opened, [true, true, false, false, false]);
        let answers = Answers { of: 3, seen: 3, could: 1, could_not: 1 };
        assert_eq!(asked, Asked { answers, interrupted: false });
    }

    #[test]
    fn who_says_so_at_once_still_sees_the_remarks_and_is_counted_once() {
        let (script, asked) = ask("yyy⏎y", (80, 24));
        assert!(script.seen[1].contains("Name two"), "{}", script.seen[1]);
        assert_eq!(asked.answers, Answers { of: 3, seen: 3, could: 3, could_not: 0 });
    }

    #[test]
    fn the_rest_can_be_skipped_and_the_grader_ended() {
        for (keys, seen, interrupted) in
            [("s", 1, false), ("n⏎q", 2, false), ("␛", 1, false), ("✗", 1, true), ("?⏎⏎✗", 2, true)]
        {
            let (_, asked) = ask(keys, (80, 24));
            assert_eq!((asked.answers.seen, asked.interrupted), (seen, interrupted), "{keys}");
        }
        let mut script = Script::new("", (80, 24));
        let asked = run(&mut script, "", "", &[], prose::plain).expect("nothing to fail");
        assert_eq!(asked.answers, Answers::default());
    }

    #[test]
    fn a_question_and_what_there_is_to_remark() {
        for size in [(80, 24), (160, 50)] {
            let (script, _) = ask("⏎s", size);
            assert_snapshot!(format!("asked_{}", size.0), script.seen[0]);
            assert_snapshot!(format!("told_{}", size.0), script.seen[1]);
        }
    }
}
