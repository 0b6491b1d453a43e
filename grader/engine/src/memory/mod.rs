//! Memory as threads really see it: a load may read an older value than the last one stored,
//! unless an ordering, a fence or another object forbids that.
//!
//! The view machine of the promising semantics (Kang, Hur, Lahav, Vafeiadis, Dreyer, POPL 2017)
//! without promises: RC11 (Lahav, Vafeiadis, Kang, Hur, Dreyer, PLDI 2017) as far as loads never
//! read a store that comes later, and a location's modification order is the order of execution.
//! So load buffering and stores that overtake each other (`2+2W`) are not shown. What is shown, the
//! C++20 model that Rust follows allows.
//!
//! - Each location has its last messages: values, and the view that whoever acquires it gains.
//! - Each task has three views: `now` bounds what it can still read, `acquired` is what an acquire
//!   fence would add, `released` is what its relaxed stores carry since its last release fence.
//! - One view is everybody's: what `SeqCst` accesses and fences have seen. It bounds `SeqCst` loads
//!   and is exchanged by `SeqCst` fences, so that their order of execution is the one order that
//!   all of them agree on.
//! - Every other object has a view too. Whatever a task does to it takes that view and gives its
//!   own: more order than some objects promise, never less.
//!
//! Nothing is kept before the first atomic operation: until then there is nothing old to be seen.
//! [`Kernel`](crate::Kernel) calls this, its methods for atomics (`memory/access.rs`) and what every
//! step touches.

mod access;
mod history;
mod view;

pub use access::Atom;

use std::sync::atomic::Ordering;

use crate::{Object, TaskId};
use history::History;
use view::View;

/// Locations beyond so many are sequentially consistent, so that views stay small.
const LOCATIONS: usize = 128;

/// A task reads the same old message again so often.
const PATIENCE: u32 = 2;

/// The last message of a location that a task has read.
#[derive(Debug, Clone, Copy, Default)]
struct Read {
    /// Its number and 1; 0: none.
    message: u32,
    /// How often it was read again although there was a newer one.
    again: u32,
    /// What the task had done by then, other than atomic operations.
    moment: u32,
}

/// What memory is for one task.
#[derive(Debug, Default)]
struct Local {
    now: View,
    acquired: View,
    released: View,
    /// By location.
    reads: Vec<Read>,
    /// Counts what it does other than atomic operations: yielding, blocking, anything.
    moment: u32,
}

impl Local {
    fn clear(&mut self) {
        self.now.clear();
        self.acquired.clear();
        self.released.clear();
        self.reads.clear();
        self.moment = 0;
    }

    /// Notes which message it read. `old`: there was a newer one.
    fn reads(&mut self, location: usize, number: u32, old: bool) {
        self.now.raise(location, number);
        if self.reads.len() <= location {
            self.reads.resize(location + 1, Read::default());
        }
        let read = &mut self.reads[location];
        let again = if read.message == number + 1 { read.again + u32::from(old) } else { 0 };
        *read = Read { message: number + 1, again, moment: self.moment };
    }

    /// Whether it has read that message often enough. What is stored becomes visible in the end: a
    /// loop that asks again, with or without a pause, gets on.
    fn is_tired_of(&self, location: usize, number: u32) -> bool {
        self.reads.get(location).is_some_and(|read| {
            read.message == number + 1 && (read.again >= PATIENCE || read.moment != self.moment)
        })
    }
}

/// The atomics of one execution. Keeps its room for the next one.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// `used` are in use.
    histories: Vec<History>,
    used: usize,
    /// The object of each location.
    objects: Vec<Object>,
    /// By object: its location and 1.
    locations: Vec<u32>,
    tasks: Vec<Local>,
    /// By object, for those that are no atomics.
    views: Vec<View>,
    /// What the program shows to whoever observes it goes through here.
    outside: View,
    /// What `SeqCst` accesses and fences have seen.
    agreed: View,
}

impl Memory {
    pub(crate) fn clear(&mut self) {
        if self.is_used() {
            self.used = 0;
            self.objects.clear();
            self.locations.clear();
            self.tasks.iter_mut().for_each(Local::clear);
            self.views.iter_mut().for_each(View::clear);
            self.outside.clear();
            self.agreed.clear();
        }
    }

    /// Whether there is anything to remember.
    #[inline]
    pub(crate) fn is_used(&self) -> bool {
        self.used > 0
    }

    /// The task does something to an object that is no atomic: it learns what those before it knew,
    /// and those after it learn what it knows, if it changes something.
    pub(crate) fn meet(&mut self, task: TaskId, object: Object, writes: bool) {
        if self.views.len() <= object.index() {
            self.views.resize_with(object.index() + 1, View::default);
        }
        self.task(task);
        let (local, view) = (&mut self.tasks[task.index()], &mut self.views[object.index()]);
        local.moment += 1;
        local.now.join(view);
        if writes {
            view.join(&local.now);
        }
    }

    /// The task shows something to whoever observes the program.
    pub(crate) fn show(&mut self, task: TaskId) {
        self.task(task);
        let local = &mut self.tasks[task.index()];
        local.moment += 1;
        local.now.join(&self.outside);
        self.outside.set(&local.now);
    }

    /// A task wakes another.
    pub(crate) fn wake(&mut self, task: TaskId, woken: TaskId) {
        self.task(task.max(woken));
        if let Ok([local, woken]) = self.tasks.get_disjoint_mut([task.index(), woken.index()]) {
            woken.now.join(&local.now);
        }
    }

    /// Time passes: of so many tasks, each has seen all that was stored.
    pub(crate) fn settle(&mut self, tasks: usize) {
        self.task(TaskId::new(tasks));
        for (location, history) in self.histories[..self.used].iter().enumerate() {
            for local in &mut self.tasks[..tasks] {
                local.now.raise(location, history.newest);
            }
        }
    }

    fn task(&mut self, task: TaskId) -> &mut Local {
        if self.tasks.len() <= task.index() {
            self.tasks.resize_with(task.index() + 1, Local::default);
        }
        &mut self.tasks[task.index()]
    }

    /// The number of a location, and all about it brought up to date; `None` if there are too many.
    fn find(&mut self, atom: Atom) -> Option<usize> {
        if self.locations.len() <= atom.object.index() {
            self.locations.resize(atom.object.index() + 1, 0);
        }
        let known = &mut self.locations[atom.object.index()];
        if *known > 0 {
            let location = *known as usize - 1;
            self.histories[location].catch_up(atom.address, atom.value);
            return Some(location);
        }
        if self.used == LOCATIONS {
            return None;
        }
        if self.histories.len() == self.used {
            self.histories.push(History::default());
        }
        self.histories[self.used].begin(atom.address, atom.value);
        self.objects.push(atom.object);
        self.used += 1;
        *known = self.used as u32;
        Some(self.used - 1)
    }

    /// The oldest message that the task can read, and the newest.
    fn readable(&mut self, task: TaskId, location: usize, order: Ordering) -> (u32, u32) {
        let History { oldest, newest, .. } = self.histories[location];
        let agreed = if is_agreed(order) { self.agreed.of(location) } else { 0 };
        let local = self.task(task);
        let oldest = oldest.max(local.now.of(location)).max(agreed);
        let skips = oldest < newest && local.is_tired_of(location, oldest);
        (oldest + u32::from(skips), newest)
    }

    /// The task reads that message of the location.
    fn read(&mut self, task: TaskId, location: usize, number: u32, order: Ordering) -> u64 {
        self.task(task);
        let (local, history) = (&mut self.tasks[task.index()], &mut self.histories[location]);
        let old = number < history.newest;
        local.reads(location, number, old);
        let message = history.message(number);
        if acquires(order) {
            local.now.join(&message.view);
        } else {
            local.acquired.join(&message.view);
        }
        message.value
    }

    fn newest(&self, location: usize) -> u32 {
        self.histories[location].newest
    }

    /// The task stores a value and learns its number. `follows`: as part of an operation that has read the message before,
    /// so that whoever acquires this one acquires that one too (a release sequence).
    fn write(
        &mut self,
        task: TaskId,
        location: usize,
        value: u64,
        order: Ordering,
        follows: bool,
    ) -> u32 {
        self.task(task);
        let (local, history) = (&mut self.tasks[task.index()], &mut self.histories[location]);
        history.push(value);
        let number = history.newest;
        local.now.raise(location, number);
        let (message, before) = history.last_two();
        message.view.set(if releases(order) { &local.now } else { &local.released });
        message.view.raise(location, number);
        if follows {
            message.view.join(&before.view);
        }
        number
    }

    /// A `SeqCst` access has seen that message. Tells whether none had seen as much before.
    fn agree(&mut self, location: usize, number: u32) -> bool {
        let is_new = self.agreed.of(location) < number;
        if is_new {
            self.agreed.raise(location, number);
        }
        is_new
    }

    /// A fence. If it is `SeqCst`, `note` learns of every location whether the fence has seen more of
    /// it than what was agreed on.
    fn fence(&mut self, task: TaskId, order: Ordering, mut note: impl FnMut(Object, bool)) {
        self.task(task);
        let local = &mut self.tasks[task.index()];
        if acquires(order) {
            local.now.join(&local.acquired);
        }
        if is_agreed(order) {
            for (location, object) in self.objects.iter().enumerate() {
                note(*object, self.agreed.of(location) < local.now.of(location));
            }
            local.now.join(&self.agreed);
            self.agreed.set(&local.now);
        }
        if releases(order) {
            local.released.set(&local.now);
        }
    }
}

const fn acquires(order: Ordering) -> bool {
    matches!(order, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst)
}

const fn releases(order: Ordering) -> bool {
    matches!(order, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst)
}

/// Whether it takes part in the one order of all such operations.
const fn is_agreed(order: Ordering) -> bool {
    matches!(order, Ordering::SeqCst)
}
