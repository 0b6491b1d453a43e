//! What `watch` knows and what follows from what happens: a state machine without a terminal, a clock or a
//! file. What is to be done outside comes out as effects.
//!
//! Driven by `session`, shown by `screen`. What keys do stands in `press`.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use protocol::Verdict;

use super::designs::Designs;
use super::events::{Effect, Ended, Input, Limits, Run, View};
use super::files::Saw;
use super::shelf::Item;
use super::worker::{How, Judged};
use crate::graded::Graded;
use crate::pager::Scroll;

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
            Input::Renewed(item) => self.verdicts.retain(|&(known, _), _| known != item),
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
            Input::Opened(editor) => self.note = format!("opened in {editor}"),
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
                self.lasts &= judged.graded.verdict == Verdict::NotAttempted;
                self.forget();
                // What was told of a stub that is back, say, is worth more.
                if self.note.is_empty() {
                    self.note = if changed {
                        "saved as it was once before: its verdict is known".to_owned()
                    } else {
                        "saved unchanged: its verdict is known".to_owned()
                    };
                }
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
        // Until the job before has ended, what it does is what is waited for.
        let before = self.run.as_ref().map(|run| run.doing.clone());
        self.cancel();
        self.backlog.retain(|&other| other != item);
        self.ids += 1;
        let (id, content) = (self.ids, self.contents[item]);
        let begins = || format!("{}: looking at it", self.shelf[item].exercise);
        let doing = before.unwrap_or_else(begins);
        self.run = Some(Run { id, item, content, since: now, doing, saved });
        self.effects.push(Effect::Grade { id, item, how });
        if item == self.at {
            self.forget();
            self.trouble.clear();
        }
        self.version += 1;
    }

    /// The last news is none any more, unless it lasts until a key is pressed, or there is more than the stub.
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
        let is_another = judged.content.is_some()
            && self.contents[run.item].is_some_and(|now| judged.content != Some(now));
        if run.saved && !is_another {
            self.attempts.push((now, judged.graded.clone()));
        }
        if let Some(content) = judged.content {
            self.verdicts.insert((run.item, content), Rc::clone(&judged));
            // It was read later than it was looked at.
            self.contents[run.item] = self.contents[run.item].or(Some(content));
        }
        let exercise = self.shelf[run.item].exercise.to_string();
        if is_another {
            // A text that was there while it was built, and is gone again.
            self.last.insert(run.item, judged);
            self.grade(run.item, How::Usual, now, run.saved);
            return;
        }
        if run.item != self.at {
            self.known(run.item, verdict);
            if !judged.known {
                self.note = format!("{exercise} was changed before: {verdict}");
            }
            self.last.insert(run.item, judged);
            return;
        }
        let known = judged.known && verdict != Verdict::NotAttempted;
        self.lasts &= verdict == Verdict::NotAttempted;
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
mod tests;
