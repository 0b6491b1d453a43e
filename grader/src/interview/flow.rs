//! The way of an interview: what is offered, the clock, the questions, how it went. What happens outside, a
//! host does.
//!
//! Called by the command `interview`.

use std::io;

use anyhow::Result;

use super::debrief::{self, About};
use super::held::{Held, Over};
use super::leaving::{self, Answer};
use super::question::Question;
use super::questions::{self, Answers, Prose};
use super::start::{self, Choice, Offer, With};
use crate::terminal::Face;

/// What an interview needs of the world. Offers go by their number, from 0.
pub trait Host<F> {
    /// Brings the stub back if that is what the clock starts with, and runs the session.
    fn hold(&mut self, face: &mut F, offer: usize, with: With) -> Result<Held>;
    /// Goes on with the session of before, for as long as there is time left.
    fn go_on(&mut self, face: &mut F, offer: usize, before: Held) -> Result<Held>;
    /// Notes in the history what was reached; whether there was anything to note.
    fn note(&mut self, offer: usize, held: &Held) -> io::Result<bool>;
    /// What an interviewer asks next.
    fn questions(&self, offer: usize) -> Vec<Question>;
    /// What there is to say at the end beside what happened.
    fn about(&self, offer: usize, held: &Held) -> About;
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Came {
    /// What there is to print, once the terminal is given back: a text for so many columns.
    pub told: Option<Told>,
    /// The grader is to end.
    pub interrupted: bool,
}

/// How it went.
#[derive(Debug)]
pub struct Told {
    held: Held,
    answers: Answers,
    about: About,
}

impl Told {
    /// The text for so many columns.
    pub fn text(&self, columns: usize) -> String {
        debrief::text(&self.held, &self.answers, &self.about, columns)
    }
}

/// Offers, holds, asks and tells.
pub fn run<F: Face>(
    face: &mut F,
    host: &mut dyn Host<F>,
    offers: &[Offer],
    minutes: u16,
    prose: Prose,
) -> Result<Came> {
    let (offer, with) = match start::run(face, offers, minutes)? {
        Choice::Begin(offer, with) => (offer, with),
        Choice::Leave => return Ok(Came::default()),
        Choice::Interrupted => return Ok(Came { interrupted: true, ..Came::default() }),
    };
    let mut held = host.hold(face, offer, with)?;
    while held.over == Over::GivenUp && held.first_accepted().is_none() {
        match leaving::run(face, &held, minutes)? {
            Answer::Ends => break,
            Answer::GoesOn => held = host.go_on(face, offer, held)?,
            Answer::Interrupted => held.over = Over::Interrupted,
        }
    }
    // At once: whatever happens to the terminal from here on, it counts.
    let noted = host.note(offer, &held);
    let mut about = host.about(offer, &held);
    about.notes.push(match noted {
        Ok(true) => {
            "The interview is noted in progress.toml; `next --review` brings it back.".into()
        }
        Ok(false) => "You only looked in, so nothing is noted.".into(),
        Err(error) => format!("The interview could not be noted: {error}."),
    });
    let mut told = Told { held, answers: Answers::default(), about };
    let is_over = |interrupted, told| Ok(Came { told: Some(told), interrupted });
    if told.held.over == Over::Interrupted {
        return is_over(true, told);
    }
    let opening = debrief::why_it_stopped(&told.held);
    let title = offers.get(offer).map_or("", |offer| &offer.title);
    let asked = questions::run(face, title, &opening, &host.questions(offer), prose)?;
    told.answers = asked.answers;
    if asked.interrupted {
        return is_over(true, told);
    }
    let interrupted = debrief::run(face, &told.held, &told.answers, &told.about)?;
    is_over(interrupted, told)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use protocol::Verdict;

    use super::super::testing::{Script, attempt};
    use super::*;
    use crate::prose;

    /// Plays the world.
    struct Stage {
        over: Over,
        verdicts: Vec<Verdict>,
        broken: bool,
        did: Vec<String>,
    }

    impl Host<Script> for Stage {
        fn hold(&mut self, _: &mut Script, offer: usize, with: With) -> Result<Held> {
            self.did.push(format!("hold {offer} {with:?}"));
            let attempts = self.verdicts.iter().map(|verdict| attempt(90, *verdict)).collect();
            Ok(Held { attempts, over: self.over, took: Duration::from_secs(120) })
        }

        fn go_on(&mut self, _: &mut Script, offer: usize, before: Held) -> Result<Held> {
            self.did.push(format!("go on {offer}"));
            let mut attempts = before.attempts;
            attempts.push(attempt(150, Verdict::Accepted));
            Ok(Held { attempts, over: Over::Finished, took: Duration::from_secs(180) })
        }

        fn note(&mut self, offer: usize, held: &Held) -> io::Result<bool> {
            self.did.push(format!("note {offer} {}", held.verdict()));
            if self.broken { Err(io::Error::other("no paper")) } else { Ok(true) }
        }

        fn questions(&self, offer: usize) -> Vec<Question> {
            (0..=offer).map(|_| Question::of("*Why?* (Because.)")).collect()
        }

        fn about(&self, _: usize, _: &Held) -> About {
            About { title: "A problem".to_owned(), minutes: 45, ..About::default() }
        }
    }

    fn offers() -> Vec<Offer> {
        let offer = |title: &str, has_content| Offer {
            title: title.to_owned(),
            difficulty: String::new(),
            variant: "tasks".to_owned(),
            file: "exercises/x/tasks.rs".to_owned(),
            has_content,
            before: String::new(),
            questions: 1,
        };
        vec![offer("One", false), offer("Two", true)]
    }

    fn stage(over: Over, verdicts: &[Verdict]) -> Stage {
        Stage { over, verdicts: verdicts.to_vec(), broken: false, did: Vec::new() }
    }

    fn go(keys: &str, stage: &mut Stage) -> (Script, Came) {
        let mut script = Script::new(keys, (80, 24));
        let came = run(&mut script, stage, &offers(), 45, prose::plain).expect("nothing fails");
        assert!(script.keys.is_empty(), "not everything was pressed");
        (script, came)
    }

    fn told(came: &Came) -> String {
        let told = came.told.as_ref().expect("something to tell").text(80);
        anstream::adapter::strip_str(&told).to_string()
    }

    #[test]
    fn from_the_offer_to_how_it_went() {
        let mut stage = stage(Over::Finished, &[Verdict::Deadlock, Verdict::Accepted]);
        let (script, came) = go("o⏎y⏎y⏎n⏎", &mut stage);
        assert_eq!(stage.did, ["hold 1 Stub", "note 1 accepted"]);
        let screens = ["One", "Two", "put aside", "question 1 of 2", "Because", "question 2 of 2"];
        for (screen, shows) in script.seen.iter().zip(screens) {
            assert!(screen.contains(shows), "{shows}: {screen}");
        }
        assert!(script.last().contains("✓ accepted after 1:30"), "{}", script.last());
        let told = told(&came);
        assert!(told.contains("1 you could answer, 1 you could not"), "{told}");
        assert!(told.contains("noted in progress.toml") && !came.interrupted, "{told}");
    }

    #[test]
    fn the_questions_come_after_a_failure_too() {
        for (over, keys) in [(Over::TimeUp, "⏎s⏎"), (Over::GivenUp, "⏎ys⏎")] {
            let (script, came) = go(keys, &mut stage(over, &[Verdict::Deadlock]));
            let asked = &script.seen[keys.chars().count() - 2];
            assert!(asked.contains("question 1 of 1"), "{asked}");
            assert!(told(&came).contains("the last verdict is deadlock"), "{}", told(&came));
        }
    }

    #[test]
    fn who_leaves_by_mistake_goes_on() {
        let mut stage = stage(Over::GivenUp, &[Verdict::Deadlock]);
        let (script, came) = go("⏎ns⏎", &mut stage);
        assert!(script.seen[1].contains("End the interview?"), "{}", script.seen[1]);
        assert_eq!(stage.did, ["hold 0 Stub", "go on 0", "note 0 accepted"]);
        let told = told(&came);
        assert!(told.contains("accepted after 2:30") && told.contains("1 × deadlock"), "{told}");
    }

    #[test]
    fn who_is_interrupted_has_it_noted_and_is_asked_nothing() {
        let mut stage = stage(Over::Interrupted, &[Verdict::BusyWait]);
        let (script, came) = go("o⏎n", &mut stage);
        assert_eq!(stage.did, ["hold 1 Content", "note 1 busy-wait"]);
        assert_eq!(script.seen.len(), 3);
        assert!(came.interrupted && told(&came).contains("busy-wait"), "{}", told(&came));
        let mut leaving = self::stage(Over::GivenUp, &[Verdict::BusyWait]);
        let (_, came) = go("⏎✗", &mut leaving);
        assert_eq!(leaving.did, ["hold 0 Stub", "note 0 busy-wait"]);
        assert!(came.interrupted);
    }

    #[test]
    fn it_can_be_left_everywhere() {
        for (keys, interrupted, has_begun) in
            [("q", false, false), ("✗", true, false), ("⏎✗", true, true), ("⏎s✗", true, true)]
        {
            let mut stage = stage(Over::Finished, &[Verdict::Accepted]);
            let (_, came) = go(keys, &mut stage);
            assert_eq!((came.interrupted, came.told.is_some()), (interrupted, has_begun), "{keys}");
            assert_eq!(!stage.did.is_empty(), has_begun, "{keys}");
        }
    }

    #[test]
    fn what_cannot_be_noted_is_said() {
        let mut stage = stage(Over::Finished, &[Verdict::Accepted]);
        stage.broken = true;
        let (_, came) = go("⏎s⏎", &mut stage);
        assert!(told(&came).contains("could not be noted: no paper"), "{}", told(&came));
    }
}
