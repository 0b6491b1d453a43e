//! What the effect of an atomic operation asks of the kernel. Called by the model of std's atomics,
//! inside [`gate::access`](crate::gate::access).

use std::sync::atomic::Ordering;

use super::machine::is_agreed;
use super::notes::Note;
use crate::{Branch, Kernel, Object};

/// An atomic, as an operation finds it. Its own cell has the newest value always; the memory keeps
/// the older ones.
#[derive(Debug, Clone, Copy)]
pub struct Atom {
    /// Its number.
    pub object: Object,
    /// Where it lies.
    pub address: usize,
    /// The bits of its newest value, before the operation.
    pub value: u64,
}

impl Kernel {
    /// The running task reads: the newest value, or an older one that nothing forbids, as the
    /// strategy likes. Returns its bits.
    pub fn atomic_load(&mut self, atom: Atom, order: Ordering) -> u64 {
        let task = self.current;
        if self.only_noted(order, Note::Load(task, atom)) {
            self.agrees(atom, order, false);
            return atom.value;
        }
        let machine = self.memory.reckon();
        let Some(location) = machine.find(atom) else {
            machine.strongly(task, atom);
            return atom.value;
        };
        let (oldest, newest) = machine.readable(task, location, order);
        let choices = if self.limits.older_values { newest - oldest } else { 0 };
        let back = self.branch(Branch::StaleRead, choices + 1);
        if back > 0 {
            self.remark(task, "reads an older value");
        }
        let machine = self.memory.reckon();
        let value = machine.read(task, location, newest - back, order);
        let is_new = machine.agree(location, newest - back, order);
        self.agrees(atom, order, is_new);
        value
    }

    /// The running task stores these bits.
    pub fn atomic_store(&mut self, atom: Atom, value: u64, order: Ordering) {
        let task = self.current;
        let is_new = self.only_noted(order, Note::Store(task, atom, value))
            || self.memory.reckon().store(task, atom, value, order);
        self.agrees(atom, order, is_new);
    }

    /// The running task reads the newest value and stores these bits instead, in one step.
    pub fn atomic_replace(&mut self, atom: Atom, value: u64, order: Ordering) {
        let task = self.current;
        let is_new = self.only_noted(order, Note::Replace(task, atom, value))
            || self.memory.reckon().replace(task, atom, value, order);
        self.agrees(atom, order, is_new);
    }

    /// The running task reads the newest value and leaves it: an exchange that fails. (The real one
    /// may read an older value, as a load may.)
    pub fn atomic_refuse(&mut self, atom: Atom, order: Ordering) {
        let task = self.current;
        let is_new = !self.only_noted(order, Note::Load(task, atom))
            && self.memory.reckon().read_newest(task, atom, order);
        self.agrees(atom, order, is_new);
    }

    /// A fence of the running task.
    pub fn fence(&mut self, order: Ordering) {
        let Self { memory, trail, .. } = self;
        if memory.is_used() {
            memory.reckon().fence(self.current, order, |object, gives| {
                if trail.on {
                    trail.agrees(object, gives);
                }
            });
        }
    }

    /// Whether it is enough to write the access down.
    #[inline]
    fn only_noted(&mut self, order: Ordering, note: Note) -> bool {
        is_agreed(order) && self.memory.notes.add(note)
    }

    /// If the access is `SeqCst`, no later one reads older values than it has seen.
    #[inline]
    fn agrees(&mut self, atom: Atom, order: Ordering, is_new: bool) {
        if self.trail.on && is_agreed(order) {
            self.trail.agrees(atom.object, is_new);
        }
    }
}
