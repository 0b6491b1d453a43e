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
//! And as long as every access is `SeqCst`, what happens is only written down (`memory/notes.rs`).
//! [`Kernel`](crate::Kernel) calls this: its methods for atomics (`memory/access.rs`), and what every
//! step touches.

mod access;
mod history;
mod machine;
mod notes;
mod view;

pub use access::Atom;

use crate::{Object, TaskId};
use machine::Machine;
use notes::{Note, Notes};

/// Memory in one execution. Keeps its room for the next one.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    notes: Notes,
    machine: Machine,
}

impl Memory {
    pub(crate) fn clear(&mut self) {
        if self.notes.are_over() {
            self.machine.clear();
        }
        self.notes.clear();
    }

    /// Whether there is anything to remember.
    #[inline]
    pub(crate) fn is_used(&self) -> bool {
        !self.notes.is_empty()
    }

    /// The task does something to an object that is no atomic: it learns what those before it knew,
    /// and those after it learn what it knows, if it changes something.
    pub(crate) fn meet(&mut self, task: TaskId, object: Object, writes: bool) {
        self.happens(Note::Meet(task, object, writes));
    }

    /// The task shows something to whoever observes the program.
    pub(crate) fn show(&mut self, task: TaskId) {
        self.happens(Note::Show(task));
    }

    /// A task wakes another.
    pub(crate) fn wake(&mut self, task: TaskId, woken: TaskId) {
        self.happens(Note::Wake(task, woken));
    }

    /// Time passes: of so many tasks, each has seen all that was stored.
    pub(crate) fn settle(&mut self, tasks: usize) {
        self.happens(Note::Settle(tasks));
    }

    #[inline]
    fn happens(&mut self, note: Note) {
        if !self.notes.add(note) {
            self.reckon().play(note);
        }
    }

    /// The machine, which knows all that happened.
    fn reckon(&mut self) -> &mut Machine {
        if !self.notes.are_over() {
            let list = self.notes.end();
            for note in &list {
                self.machine.play(*note);
            }
            self.notes.keep(list);
        }
        &mut self.machine
    }
}
