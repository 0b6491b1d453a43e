//! What `watch` knows and what follows from what happens: a state machine without a terminal, a clock or a
//! file. What is to be done outside comes out as effects.
//!
//! Driven by `session`, shown by `screen`. What keys do stands in `press`.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use protocol::Verdict;

use super::designs::Designs;
use super::files::Saw;
use super::shelf::Item;
use super::worker::{How, Judged};
use crate::graded::Graded;
use crate::pager::Scroll;
use crate::terminal::Key;

/// What the text on the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The verdict, or what to do while there is none.
    Verdict,
    /// The statement.
    Statement,
    /// The hints that were shown.
    Hints,
    /// The right designs, and the editorial.
    Designs,
    /// One of the designs, from 0.
    Design(usize),
    /// What the keys do.
    Keys,
    /// Whether the stub is to come back.
    Reset,
}

/// What happens.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed while so many lines of text were shown in so many rows.
    Key {
        /// Which one.
        key: Key,
        /// Lines of the whole text.
        lines: usize,
        /// Rows that there are for it.
        rows: usize,
    },
    /// A look at the files saw something.
    Saw(Saw),
    /// What is being done now, in a few words.
    Doing(String),
    /// A job is done.
    Done {
        /// Which job.
        id: u64,
        /// A verdict, or why there is none.
        result: Result<Box<Judged>, String>,
    },
    /// What there is to compare with.
    Designs(Designs),
    /// Something to say.
    Note(String),
    /// Somebody has chosen another exercise.
    Chosen(usize),
    /// Time has passed.
    Tick,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// To grade the file of an exercise.
    Grade {
        /// The job's number.
        id: u64,
        /// Which exercise.
        item: usize,
        /// How thoroughly.
        how: How,
    },
    /// Nobody waits for the running job any more.
    Cancel,
    /// To remember that so many hints were shown.
    Hints {
        /// On the problem of which exercise.
        item: usize,
        /// How many.
        shown: usize,
    },
    /// To step through the failure that is shown.
    Step,
    /// To play the scheduler of the file.
    Play,
    /// To open the file in an editor.
    Edit,
    /// To bring the stub back.
    Reset,
    /// To look for the designs.
    Designs,
    /// To show the list of all exercises.
    List,
    /// To end.
    Leave(Ended),
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Somebody has seen enough.
    Quit,
    /// The exercise is accepted, and that was what it was about.
    Finished,
    /// The time is over.
    TimeUp,
    /// Ctrl-C, or whoever wants the grader to end.
    Interrupted,
}

/// What holds in a session.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// What stands in the first line instead of how many are accepted.
    pub title: Option<String>,
    /// When it ends, since its beginning.
    pub until: Option<Duration>,
    /// There are no hints and no designs.
    pub without_help: bool,
    /// It is about one exercise only.
    pub pinned: bool,
}

/// A job that is being done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The job's number.
    pub id: u64,
    /// Which exercise.
    pub item: usize,
    /// The content that is graded, as far as it was seen.
    pub content: Option<u64>,
    /// When it began, since the session did.
    pub since: Duration,
    /// What is being done now.
    pub doing: String,
    /// Somebody saved, and waits for it.
    pub saved: bool,
}

/// All there is to know.
#[derive(Debug)]
pub struct Model {
    /// What holds.
    pub limits: Limits,
    /// All exercises.
    pub shelf: Vec<Item>,
    /// The one that this is about.
    pub at: usize,
    /// The text on the screen.
    pub view: View,
    /// Where somebody is in it.
    pub scroll: Scroll,
    /// What is being graded.
    pub run: Option<Run>,
    /// The last news, and whether it is to be read before anything else is said.
    pub note: String,
    pub(super) lasts: bool,
    /// Why the grader could not grade, if it could not.
    pub trouble: String,
    /// What there is to compare with, once somebody has asked.
    pub designs: Designs,
    /// The last verdict was the first acceptance of its exercise.
    pub solved: bool,
    /// Counted up whenever the text on the screen may be another.
    pub version: u64,
    /// How long the last verdict was waited for.
    pub took: Option<Duration>,
    /// The verdicts that came of saves, and when.
    pub attempts: Vec<(Duration, Graded)>,
    /// The content of each file, as far as it was seen.
    pub(super) contents: Vec<Option<u64>>,
    /// The last verdict on each exercise.
    last: BTreeMap<usize, Rc<Judged>>,
    /// Verdicts by exercise and content.
    verdicts: BTreeMap<(usize, u64), Rc<Judged>>,
    /// What was changed before, and is graded when there is nothing else to do.
    pub(super) backlog: Vec<usize>,
    ids: u64,
    pub(super) effects: Vec<Effect>,
}

impl Model {
    /// A session that begins with an exercise.
    pub fn new(shelf: Vec<Item>, at: usize, contents: Vec<Option<u64>>, limits: Limits) -> Self {
        Self {
            limits,
            shelf,
            at,
            view: View::Verdict,
            scroll: Scroll::default(),
            run: None,
            note: String::new(),
            lasts: false,
            trouble: String::new(),
            designs: Designs::default(),
            solved: false,
            version: 0,
            took: None,
            attempts: Vec::new(),
            contents,
            last: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            backlog: Vec::new(),
            ids: 0,
            effects: Vec::new(),
        }
    }

    /// Grades the first exercise, and then what was changed before.
    pub fn start(&mut self, changed: Vec<usize>) -> Vec<Effect> {
        self.backlog = changed;
        self.grade(self.at, How::Usual, Duration::ZERO, false);
        std::mem::take(&mut self.effects)
    }

    /// Something happened, so long after the session began.
    pub fn update(&mut self, now: Duration, input: Input) -> Vec<Effect> {
        match input {
            Input::Key { key, lines, rows } => self.press(now, key, lines, rows),
            Input::Saw(Saw::Saved { file, content } | Saw::Same { file, content }) => {
                self.saved(now, file, content);
            }
            Input::Saw(Saw::Gone { file }) => self.gone(file),
            // A job that was cancelled may still have to end, and the next one waits for it.
            Input::Doing(what) => {
                if let Some(run) = &mut self.run {
                    run.doing = what;
                }
            }
            Input::Done { id, result } => self.done(now, id, result),
            Input::Designs(designs) => {
                self.designs = designs;
                self.version += 1;
            }
            Input::Note(note) => (self.note, self.lasts) = (note, true),
            Input::Chosen(item) => self.go_to(now, item),
            Input::Tick => self.tick(now),
        }
        if self.run.is_none()
            && let Some(next) = self.backlog.pop()
        {
            self.grade(next, How::Usual, now, false);
        }
        std::mem::take(&mut self.effects)
    }

    /// The exercise that this is about.
    pub fn item(&self) -> &Item {
        &self.shelf[self.at]
    }

    /// The last verdict on it.
    pub fn judged(&self) -> Option<&Judged> {
        self.last.get(&self.at).map(Rc::as_ref)
    }

    /// Whether that is about what was in the file before.
    pub fn is_old(&self) -> bool {
        let content = self.contents[self.at];
        self.judged().is_some_and(|judged| judged.content.is_none() || judged.content != content)
    }

    /// Whether the file as it is now is accepted.
    pub fn is_accepted(&self) -> bool {
        let accepted = |judged: &Judged| judged.graded.verdict == Verdict::Accepted;
        !self.is_old() && self.judged().is_some_and(accepted)
    }

    /// How many exercises are accepted.
    pub fn accepted(&self) -> usize {
        self.shelf.iter().filter(|item| item.is_accepted()).count()
    }

    /// The next exercise that is not accepted, if there is another one.
    pub fn next(&self) -> Option<usize> {
        let count = self.shelf.len();
        let others = (1..count).map(|step| (self.at + step) % count);
        others.into_iter().find(|&item| !self.shelf[item].is_accepted())
    }

    pub(super) fn show(&mut self, view: View) {
        (self.view, self.scroll) = (view, Scroll::default());
        self.version += 1;
    }

    /// Turns to another exercise.
    pub(super) fn go_to(&mut self, now: Duration, item: usize) {
        self.turn_to(item);
        let known = self.contents[item].and_then(|content| self.verdicts.get(&(item, content)));
        match known.cloned() {
            Some(judged) => self.settle(item, judged),
            None => self.grade(item, How::Usual, now, false),
        }
    }

    fn turn_to(&mut self, item: usize) {
        if self.at != item {
            (self.at, self.solved) = (item, false);
            self.took = None;
            self.note.clear();
            self.trouble.clear();
            self.designs = Designs::default();
        }
        self.show(View::Verdict);
    }

    /// Somebody saved a file.
    fn saved(&mut self, now: Duration, item: usize, content: u64) {
        let changed = self.contents[item].replace(content) != Some(content);
        if self.limits.pinned && item != self.at {
            let (other, this) = (&self.shelf[item].exercise, &self.item().exercise);
            self.note = format!("{other} was saved; this is about {this} only");
            return;
        }
        let graded = |run: &Run| run.item == item && run.content == Some(content);
        if self.run.as_ref().is_some_and(graded) {
            "saved again; the same is being graded".clone_into(&mut self.note);
            self.turn_to(item);
            return;
        }
        self.turn_to(item);
        match self.verdicts.get(&(item, content)).cloned() {
            Some(judged) => {
                self.cancel();
                self.note = if changed {
                    "saved as it was once before: its verdict is known".to_owned()
                } else {
                    "saved unchanged: its verdict is known".to_owned()
                };
                self.settle(item, judged);
            }
            None => self.grade(item, How::Usual, now, true),
        }
        self.version += 1;
    }

    fn gone(&mut self, item: usize) {
        self.contents[item] = None;
        if item == self.at {
            self.note = format!("{} is not there", self.item().file);
            self.version += 1;
        }
    }

    /// Has a file graded; whatever was being graded is not waited for any more.
    pub(super) fn grade(&mut self, item: usize, how: How, now: Duration, saved: bool) {
        self.cancel();
        self.backlog.retain(|&other| other != item);
        self.ids += 1;
        let (id, content) = (self.ids, self.contents[item]);
        let doing = format!("{}: looking at it", self.shelf[item].exercise);
        self.run = Some(Run { id, item, content, since: now, doing, saved });
        self.effects.push(Effect::Grade { id, item, how });
        if item == self.at {
            self.forget();
            self.trouble.clear();
        }
        self.version += 1;
    }

    /// The last news is none any more, unless it lasts until a key is pressed.
    fn forget(&mut self) {
        if !self.lasts {
            self.note.clear();
        }
    }

    fn cancel(&mut self) {
        let Some(run) = self.run.take() else { return };
        if run.item != self.at {
            self.backlog.push(run.item);
        }
        self.effects.push(Effect::Cancel);
    }

    fn done(&mut self, now: Duration, id: u64, result: Result<Box<Judged>, String>) {
        let Some(run) = self.run.take_if(|run| run.id == id) else { return };
        self.version += 1;
        let judged = match result {
            Ok(judged) => Rc::new(*judged),
            Err(why) => {
                self.trouble = why;
                "this could not be graded".clone_into(&mut self.note);
                self.show(View::Verdict);
                return;
            }
        };
        let verdict = judged.graded.verdict;
        let was_accepted = self.shelf[run.item].is_accepted();
        if run.saved {
            self.attempts.push((now, judged.graded.clone()));
        }
        if let Some(content) = judged.content {
            self.verdicts.insert((run.item, content), Rc::clone(&judged));
            // It was read later than it was looked at.
            self.contents[run.item] = self.contents[run.item].or(Some(content));
        }
        let exercise = self.shelf[run.item].exercise.to_string();
        if run.item != self.at {
            self.known(run.item, verdict);
            self.last.insert(run.item, judged);
            self.note = format!("{exercise} was changed before: {verdict}");
            return;
        }
        let known = judged.known && verdict != Verdict::NotAttempted;
        self.forget();
        if known {
            "unchanged since its last check".clone_into(&mut self.note);
        }
        self.settle(run.item, judged);
        self.took = (!known).then(|| now.saturating_sub(run.since));
        self.solved = verdict == Verdict::Accepted && !was_accepted;
        self.show(View::Verdict);
    }

    /// This is the verdict on the exercise now.
    fn settle(&mut self, item: usize, judged: Rc<Judged>) {
        self.known(item, judged.graded.verdict);
        self.last.insert(item, judged);
        self.version += 1;
    }

    fn known(&mut self, item: usize, verdict: Verdict) {
        self.shelf[item].may_see_designs |= verdict == Verdict::Accepted;
        let known = &mut self.shelf[item].known;
        known.verdict = verdict;
        known.attempted = known.attempted || verdict != Verdict::NotAttempted;
    }

    fn tick(&mut self, now: Duration) {
        /// What was saved in time is waited for.
        const GRACE: Duration = Duration::from_secs(10);
        let Some(until) = self.limits.until.filter(|until| now >= *until) else { return };
        let waits = self.run.as_ref().is_some_and(|run| run.saved && run.since < until);
        if !waits || now >= until + GRACE {
            self.effects.push(Effect::Leave(Ended::TimeUp));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Play, accepted, compile_error, deadlock, stub};
    use super::*;

    fn grades(effects: &[Effect], wanted: usize) -> bool {
        matches!(effects, [.., Effect::Grade { item, .. }] if *item == wanted)
    }

    #[test]
    fn a_save_is_graded_and_the_verdict_before_stays_until_then() {
        let mut play = Play::at_stub();
        assert!(grades(&play.save(0, 1), 0));
        play.done(deadlock(1));
        assert!(!play.model.is_old());
        assert!(grades(&play.save(0, 2), 0));
        assert!(play.model.is_old());
        assert_eq!(play.model.judged().expect("the old one").graded.verdict, Verdict::Deadlock);
        play.done(accepted(2));
        assert!(play.model.is_accepted() && play.model.solved);
        assert_eq!(play.model.attempts.len(), 2);
    }

    #[test]
    fn a_save_while_something_is_graded_supersedes_it() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        let effects = play.save(0, 2);
        assert!(matches!(effects[..], [Effect::Cancel, Effect::Grade { item: 0, id: 3, .. }]));
        // What the cancelled job still has to say is not heard.
        play.tell(Input::Done { id: 2, result: Ok(Box::new(deadlock(1))) });
        assert!(play.model.run.is_some() && play.model.attempts.is_empty());
        play.done(compile_error(2));
        assert_eq!(play.model.judged().expect("one").graded.verdict, Verdict::CompileError);
    }

    #[test]
    fn what_was_graded_once_is_known_at_once() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        play.done(deadlock(1));
        play.save(0, 2);
        play.done(accepted(2));
        let effects = play.save(0, 1);
        assert_eq!(effects, []);
        assert_eq!(play.model.judged().expect("one").graded.verdict, Verdict::Deadlock);
        assert!(play.model.note.contains("as it was once before"), "{}", play.model.note);
        assert_eq!(play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), []);
        assert!(play.model.note.contains("saved unchanged"), "{}", play.model.note);
        assert_eq!(play.model.attempts.len(), 2);
    }

    #[test]
    fn saving_another_exercise_turns_to_it_and_loses_nothing() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        let effects = play.save(3, 7);
        assert!(effects.contains(&Effect::Cancel) && grades(&effects, 3), "{effects:?}");
        assert_eq!(play.model.item().exercise.to_string(), "y/tasks");
        // What was saved before is graded when there is time.
        let effects = play.done(stub(7));
        assert!(grades(&effects, 0), "{effects:?}");
        play.done(deadlock(1));
        assert_eq!(play.model.at, 3);
        assert!(play.model.note.contains("x/threads was changed before: deadlock"));
        assert_eq!(play.model.shelf[0].known.verdict, Verdict::Deadlock);
    }

    #[test]
    fn what_changed_before_is_graded_one_after_another() {
        let mut play = Play::at_stub();
        play.model.run = None;
        let effects = play.model.start(vec![0, 2, 3]);
        assert!(grades(&effects, 0), "{effects:?}");
        assert!(grades(&play.done(stub(0)), 3));
        assert!(grades(&play.done(accepted(0)), 2));
        assert_eq!(play.done(deadlock(0)), []);
        assert_eq!(play.model.accepted(), 1);
    }

    #[test]
    fn a_verdict_on_a_file_that_changed_meanwhile_is_old() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        let content = None;
        play.done(Judged { content, ..deadlock(1) });
        assert!(play.model.is_old());
        assert!(grades(&play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), 0));
    }

    #[test]
    fn a_file_that_is_away_is_no_verdict() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        play.done(accepted(1));
        assert_eq!(play.tell(Input::Saw(Saw::Gone { file: 0 })), []);
        assert!(play.model.note.contains("is not there"), "{}", play.model.note);
        assert!(play.model.is_old());
        play.save(0, 1);
        assert!(play.model.is_accepted());
    }

    #[test]
    fn the_graders_own_failure_is_told_and_the_next_save_tries_again() {
        let mut play = Play::at_stub();
        play.save(0, 1);
        let id = play.model.run.as_ref().expect("a job").id;
        let result = Err("the kit does not build; cargo says:\n\n  error: no network\n".to_owned());
        play.tell(Input::Done { id, result });
        let screen = play.screen(80, 24);
        assert!(screen.contains("says nothing about your file"), "{screen}");
        assert!(screen.contains("\n  error: no network\n"), "{screen}");
        assert!(grades(&play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), 0));
    }

    #[test]
    fn what_was_done_with_the_file_is_told_until_a_key_is_pressed() {
        let mut play = Play::at_stub();
        play.tell(Input::Note("the stub is back".to_owned()));
        play.save(0, 3);
        play.done(stub(3));
        assert_eq!(play.model.note, "the stub is back");
        play.key('j');
        assert_eq!(play.model.note, "");
    }

    #[test]
    fn the_next_one_is_the_next_that_is_not_accepted() {
        let mut play = Play::at_stub();
        play.model.shelf[1].known.verdict = Verdict::Accepted;
        assert!(grades(&play.key('n'), 2));
        assert_eq!(play.model.at, 2);
        play.done(stub(0));
        assert!(grades(&play.key('n'), 3));
        play.done(stub(0));
        // The stub of the first one is known.
        assert_eq!(play.key('n'), []);
        assert_eq!(play.model.at, 0);
    }

    #[test]
    fn a_session_about_one_exercise_stays_with_it_and_ends_in_time() {
        let until = Some(Duration::from_secs(60));
        let limits = Limits { title: None, until, without_help: true, pinned: true };
        let mut play = Play::new(limits);
        play.done(stub(0));
        assert_eq!(play.save(2, 5), []);
        assert_eq!(play.model.at, 0);
        for key in ['h', 'n', 'l', 'd', 'p'] {
            assert_eq!(play.key(key), [], "{key}");
            assert!(play.model.note.contains("interview"), "{key}: {}", play.model.note);
        }
        play.save(0, 1);
        play.done(accepted(1));
        assert_eq!(play.key('q'), [Effect::Leave(Ended::Finished)]);
        assert!(play.model.tick_at(59).is_empty());
        assert_eq!(play.model.tick_at(60), [Effect::Leave(Ended::TimeUp)]);
        // What was saved in time is waited for.
        play.save(0, 2);
        assert!(play.model.tick_at(61).is_empty());
        assert_eq!(play.model.tick_at(71), [Effect::Leave(Ended::TimeUp)]);
    }

    impl Model {
        fn tick_at(&mut self, seconds: u64) -> Vec<Effect> {
            self.update(Duration::from_secs(seconds), Input::Tick)
        }
    }
}
