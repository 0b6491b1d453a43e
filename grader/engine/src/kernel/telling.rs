//! What models tell whoever looks at an execution closely: what a step brings back, and what objects
//! are like then. Nothing of it decides anything; otherwise it costs a branch.

use super::Kernel;
use crate::{Event, Object, Shown};

impl Kernel {
    /// Whether anybody looks closely: for models to whom it is some work to tell.
    #[inline]
    pub fn is_looked_at(&self) -> bool {
        self.trace.detailed
    }

    /// Tells what the running step brings back. One who was only woken takes no step for that, and
    /// then nothing is told: what came last is another's.
    #[inline]
    pub fn found(&mut self, what: Shown) {
        if self.trace.detailed && self.took_the_last_step() {
            self.trace.events.push(Event::Found(what));
        }
    }

    fn took_the_last_step(&self) -> bool {
        let last = self.trace.events.iter().rev().find_map(|event| match event {
            Event::Step { task, .. } => Some(*task),
            _ => None,
        });
        last == Some(self.current)
    }

    /// Tells that the running step brings back this value, if it is one of those that are shown.
    #[inline]
    pub fn found_value<T: ?Sized>(&mut self, value: &T) {
        if self.trace.detailed
            && let Some(shown) = Shown::of(value)
        {
            self.found(shown);
        }
    }

    /// Tells, in a word, why the running step brings nothing back: `would block`, `empty`.
    #[inline]
    pub fn refused(&mut self, why: &'static str) {
        self.found(Shown::Word(why));
    }

    /// Tells what the running step brings back, or why it brings nothing back.
    #[inline]
    pub fn found_if<T>(&mut self, value: Option<&T>, otherwise: &'static str) {
        match value {
            Some(value) => self.found_value(value),
            None => self.refused(otherwise),
        }
    }

    /// Tells what an object is like now.
    #[inline]
    pub fn tell(&mut self, object: Object, what: &'static str, now: Shown) {
        if self.trace.detailed {
            self.trace.events.push(Event::State(object, what, now));
        }
    }

    /// Tells what an object holds now, if that is one of the values that are shown.
    #[inline]
    pub fn tell_value<T: ?Sized>(&mut self, object: Object, value: &T) {
        if self.trace.detailed
            && let Some(shown) = Shown::of(value)
        {
            self.tell(object, "value", shown);
        }
    }

    /// The same of data that a lock guards, if it is not what was told last: nobody sees it change.
    #[inline]
    pub fn tell_guarded<T: ?Sized>(&mut self, object: Object, value: &T) {
        if self.trace.detailed
            && let Some(shown) = Shown::of(value)
        {
            self.tell_news(object, "value", shown);
        }
    }

    /// Tells what an object is like now, if it is not what was told last by this. Says whether it
    /// was.
    pub fn tell_news(&mut self, object: Object, what: &'static str, now: Shown) -> bool {
        let is_new =
            self.trace.detailed && self.objects[object.index()].value.replace(now) != Some(now);
        if is_new {
            self.tell(object, what, now);
        }
        is_new
    }
}
