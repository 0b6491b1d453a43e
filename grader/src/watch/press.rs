//! What the keys of `watch` do.
//!
//! Called by the model.

use std::time::Duration;

use protocol::Engine;

use super::events::{Effect, Ended, Limits, View};
use super::model::Model;
use super::worker::How;
use crate::terminal::Key;

/// The keys, each with what it does.
pub const KEYS: &[(&str, &str)] = &[
    ("h", "a hint, each time a further one"),
    ("s", "the statement"),
    ("v  Esc", "the verdict"),
    ("r", "replay the failure step by step"),
    ("p", "play: you are the scheduler of your own file"),
    ("e", "open the file in your editor"),
    ("m", "more: the same file with five seeds and more time"),
    ("c", "check the file again"),
    ("n", "the next exercise that is not accepted"),
    ("l", "the list of all exercises"),
    ("d", "right designs (1-9 show one) and the editorial, once it is accepted"),
    ("x", "bring the stub back; your file is kept"),
    ("↑↓ j k", "a line; Space b PgUp PgDn a page; Home End g G the ends"),
    ("?", "these keys"),
    ("q", "leave"),
];

/// What only whoever may be helped can do, and what only whoever may turn elsewhere.
const HELP: [&str; 3] = ["h", "p", "d"];
const ELSEWHERE: [&str; 2] = ["n", "l"];

/// The keys that do something in a session with these limits.
pub fn keys(limits: &Limits) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let (help, elsewhere) = (!limits.without_help, !limits.pinned);
    KEYS.iter().filter(move |(key, _)| {
        (help || !HELP.contains(key)) && (elsewhere || !ELSEWHERE.contains(key))
    })
}

impl Model {
    pub(super) fn press(&mut self, now: Duration, key: Key, lines: usize, rows: usize) {
        if key == Key::Interrupt {
            self.effects.push(Effect::Leave(Ended::Interrupted));
            return;
        }
        if key == Key::Other {
            return;
        }
        self.note.clear();
        self.lasts = false;
        if self.view == View::Reset {
            if key == Key::Char('y') {
                self.effects.push(Effect::Reset);
            }
            self.show(View::Verdict);
            return;
        }
        if self.scroll.press(key, lines, rows) {
            return;
        }
        match key {
            Key::Char('q') => self.leave(),
            Key::Char('?') => self.toggle(View::Keys),
            Key::Escape if matches!(self.view, View::Design(_)) => self.show(View::Designs),
            Key::Char('v') | Key::Escape => self.show(View::Verdict),
            Key::Char('s') => self.toggle(View::Statement),
            Key::Char('h') => self.hint(),
            Key::Char('r') => self.step(),
            Key::Char('p') if self.limits.without_help => self.say(NO_HELP),
            Key::Char('p') => self.effects.push(Effect::Play),
            Key::Char('e') => self.effects.push(Effect::Edit),
            Key::Char('m') => self.grade(self.at, How::More, now, false),
            Key::Char('c') => self.grade(self.at, How::Again, now, false),
            Key::Char('x') => self.show(View::Reset),
            Key::Char('d') => self.look_at_designs(),
            Key::Char(digit @ '1'..='9') if self.sees_designs() => self.design(digit),
            Key::Char('l') if self.limits.pinned => self.say(PINNED),
            Key::Char('l') => self.effects.push(Effect::List),
            Key::Char('n') => self.go_on(now),
            Key::Enter if self.is_accepted() => self.go_on(now),
            _ => {}
        }
    }

    fn say(&mut self, what: &str) {
        what.clone_into(&mut self.note);
    }

    fn toggle(&mut self, view: View) {
        self.show(if self.view == view { View::Verdict } else { view });
    }

    fn leave(&mut self) {
        let finished = self.limits.pinned && self.is_accepted();
        self.effects.push(Effect::Leave(if finished { Ended::Finished } else { Ended::Quit }));
    }

    fn go_on(&mut self, now: Duration) {
        if self.limits.pinned {
            if self.is_accepted() {
                self.leave();
            } else {
                self.say(PINNED);
            }
            return;
        }
        match self.next() {
            Some(next) => self.go_to(now, next),
            None if self.item().is_accepted() => self.say("all exercises are accepted; well done"),
            None => self.say("all the other exercises are accepted"),
        }
    }

    fn hint(&mut self) {
        if self.limits.without_help {
            self.say(NO_HELP);
            return;
        }
        let item = &self.shelf[self.at];
        let (shown, count) = (item.hints_shown, item.hints.len());
        if count == 0 {
            self.say("there are no hints for this problem");
            return;
        }
        if shown < count {
            let problem = item.exercise.problem.clone();
            let both = self.shelf.iter_mut().filter(|item| item.exercise.problem == problem);
            both.for_each(|item| item.hints_shown = shown + 1);
            self.effects.push(Effect::Hints { item: self.at, shown: shown + 1 });
        } else if self.view == View::Hints {
            self.say("these are all the hints there are");
        }
        self.show(View::Hints);
    }

    /// Steps through what failed, where that is possible.
    fn step(&mut self) {
        let failure = self.judged().and_then(|judged| judged.graded.failure.as_ref());
        let native =
            self.judged().is_some_and(|judged| judged.graded.engine == Some(Engine::Native));
        match failure {
            None => self.say("nothing has failed that could be stepped through"),
            Some(failure) if failure.interleaving.is_some() => self.effects.push(Effect::Step),
            Some(_) if native => {
                self.say("this failed natively: only the model knows the steps of what it runs");
            }
            Some(_) => self.say("this failure has no steps"),
        }
    }

    fn look_at_designs(&mut self) {
        if self.limits.without_help {
            self.say(NO_HELP);
        } else if self.view == View::Designs {
            self.show(View::Verdict);
        } else if self.item().may_see_designs {
            self.effects.push(Effect::Designs);
            self.show(View::Designs);
        } else {
            self.say("designs are shown once yours is accepted");
        }
    }
}

impl Model {
    fn sees_designs(&self) -> bool {
        matches!(self.view, View::Designs | View::Design(_))
    }

    fn design(&mut self, digit: char) {
        let index = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
        let index = index.and_then(|index| usize::try_from(index).ok());
        if let Some(index) = index.filter(|index| *index < self.designs.all.len()) {
            self.show(View::Design(index));
        }
    }
}

const NO_HELP: &str = "not in an interview";
const PINNED: &str = "an interview is about one exercise; q ends it";

#[cfg(test)]
mod tests {
    use super::super::testing::{Play, accepted, compile_error, deadlock};
    use super::*;
    use crate::watch::designs::{Design, Designs};
    use crate::watch::events::Input;

    #[test]
    fn hints_come_one_at_a_time_and_are_remembered_for_the_problem() {
        let mut play = Play::at_stub();
        for shown in 1..=3 {
            assert_eq!(play.key('h'), [Effect::Hints { item: 0, shown }]);
            assert_eq!(play.model.view, View::Hints);
        }
        assert_eq!(play.key('h'), []);
        assert!(play.model.note.contains("all the hints"), "{}", play.model.note);
        assert_eq!(play.model.shelf[1].hints_shown, 3);
        assert_eq!(play.model.shelf[2].hints_shown, 0);
    }

    #[test]
    fn a_view_is_left_by_its_own_key_and_by_escape() {
        let mut play = Play::at_stub();
        for (key, view) in [('s', View::Statement), ('?', View::Keys)] {
            play.key(key);
            assert_eq!(play.model.view, view);
            play.key(key);
            assert_eq!(play.model.view, View::Verdict);
            play.key(key);
            play.tell(Input::Key { key: Key::Escape, lines: 1, rows: 1 });
            assert_eq!(play.model.view, View::Verdict);
        }
    }

    #[test]
    fn a_verdict_comes_back_from_whatever_is_read() {
        let mut play = Play::at_stub();
        play.key('s');
        play.save(0, 1);
        assert_eq!(play.model.view, View::Verdict);
        play.key('?');
        assert_eq!(play.model.view, View::Keys, "keys are alive while something is graded");
        play.done(deadlock(1));
        assert_eq!(play.model.view, View::Verdict);
    }

    #[test]
    fn only_what_has_steps_is_stepped_through() {
        let mut play = Play::at_stub();
        assert_eq!(play.key('r'), []);
        play.save(0, 1);
        play.done(compile_error(1));
        assert_eq!(play.key('r'), []);
        play.save(0, 2);
        play.done(deadlock(2));
        assert_eq!(play.key('r'), [Effect::Step]);
    }

    #[test]
    fn designs_are_for_whoever_has_one() {
        let mut play = Play::at_stub();
        assert_eq!(play.key('d'), []);
        play.save(0, 1);
        play.done(accepted(1));
        assert_eq!(play.key('d'), [Effect::Designs]);
        let long =
            "two semaphores, one permit that goes back and forth between them, for ever, and ever";
        let design = |what: &str, source: &str| Design {
            what: what.to_owned(),
            file: "solutions/x/right/threads_some.rs".to_owned(),
            source: source.to_owned(),
        };
        let all = vec![design(long, "fn lock() {}"), design("a channel", "fn channel() {}")];
        play.tell(Input::Designs(Designs { all, editorial: "# Why it works".to_owned() }));
        let screen = play.screen(80, 24);
        assert!(screen.contains("for ever,\n     and ever\n"), "{screen}");
        assert!(screen.contains("  2  a channel") && screen.contains("Why it works"), "{screen}");
        play.key('2');
        assert!(play.screen(80, 24).contains("fn channel() {}"));
        play.key('9');
        assert_eq!(play.model.view, View::Design(1));
        play.tell(Input::Key { key: Key::Escape, lines: 1, rows: 1 });
        assert_eq!(play.model.view, View::Designs);
    }

    #[test]
    fn the_stub_comes_back_only_after_a_yes() {
        let mut play = Play::at_stub();
        play.key('x');
        assert!(play.screen(80, 24).contains("Bring the stub back?"));
        assert_eq!(play.key('n'), []);
        play.key('x');
        assert_eq!(play.key('y'), [Effect::Reset]);
        assert_eq!(play.model.view, View::Verdict);
    }

    #[test]
    fn more_means_more_and_again_means_again() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        play.done(accepted(1));
        assert!(matches!(play.key('m')[..], [Effect::Grade { how: How::More, item: 0, .. }]));
        assert!(!play.model.is_old());
        assert!(matches!(
            play.key('c')[..],
            [Effect::Cancel, Effect::Grade { how: How::Again, .. }]
        ));
    }

    #[test]
    fn whoever_leaves_leaves() {
        let mut play = Play::at_stub();
        assert_eq!(play.key('q'), [Effect::Leave(Ended::Quit)]);
        let key = Key::Interrupt;
        let effects = play.tell(Input::Key { key, lines: 1, rows: 1 });
        assert_eq!(effects, [Effect::Leave(Ended::Interrupted)]);
    }
}
