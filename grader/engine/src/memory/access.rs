//! What the effect of an atomic operation asks of the kernel. Called by the model of std's atomics,
//! inside [`gate::access`](crate::gate::access).

use std::sync::atomic::Ordering;

use super::is_agreed;
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
        let Some(location) = self.memory.find(atom) else {
            self.memory.meet(task, atom.object, false);
            return atom.value;
        };
        let (oldest, newest) = self.memory.readable(task, location, order);
        let back = self.branch(Branch::StaleRead, newest - oldest + 1);
        if back > 0 {
            self.remark(task, "reads an older value");
        }
        let value = self.memory.read(task, location, newest - back, order);
        self.agrees(atom, location, newest - back, order);
        value
    }

    /// The running task stores these bits.
    pub fn atomic_store(&mut self, atom: Atom, value: u64, order: Ordering) {
        self.write(atom, value, order, false);
    }

    /// The running task reads the newest value and stores these bits instead, in one step.
    pub fn atomic_replace(&mut self, atom: Atom, value: u64, order: Ordering) {
        self.atomic_refuse(atom, order);
        self.write(atom, value, order, true);
    }

    /// The running task reads the newest value and leaves it: an exchange that fails. (The real one
    /// may read an older value, as a load may.)
    pub fn atomic_refuse(&mut self, atom: Atom, order: Ordering) {
        let task = self.current;
        let Some(location) = self.memory.find(atom) else {
            return self.memory.meet(task, atom.object, true);
        };
        let newest = self.memory.newest(location);
        self.memory.read(task, location, newest, order);
        self.agrees(atom, location, newest, order);
    }

    /// A fence of the running task.
    pub fn fence(&mut self, order: Ordering) {
        let Self { memory, trail, .. } = self;
        if memory.is_used() {
            memory.fence(self.current, order, |object, gives| {
                if trail.on {
                    trail.agrees(object, gives);
                }
            });
        }
    }

    fn write(&mut self, atom: Atom, value: u64, order: Ordering, follows: bool) {
        let task = self.current;
        let Some(location) = self.memory.find(atom) else {
            return self.memory.meet(task, atom.object, true);
        };
        let number = self.memory.write(task, location, value, order, follows);
        self.agrees(atom, location, number, order);
    }

    /// A `SeqCst` access has seen that message: no later one reads an older one.
    fn agrees(&mut self, atom: Atom, location: usize, number: u32, order: Ordering) {
        if is_agreed(order) {
            let is_new = self.memory.agree(location, number);
            if self.trail.on {
                self.trail.agrees(atom.object, is_new);
            }
        }
    }
}
