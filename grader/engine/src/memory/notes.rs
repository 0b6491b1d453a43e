//! What happened to memory while every access was sequentially consistent. No load can read an
//! older value then, so it is enough to write down what happens, and to reckon with it when the first
//! weaker access comes. Programs without one pay next to nothing. Called by the memory alone.

use super::Atom;
use crate::{Object, TaskId};

/// So many are kept; then the memory begins to reckon all the same.
const MOST: usize = 1 << 16;

/// One thing that happened.
#[derive(Debug, Clone, Copy)]
pub(super) enum Note {
    Load(TaskId, Atom),
    Store(TaskId, Atom, u64),
    Replace(TaskId, Atom, u64),
    Meet(TaskId, Object, bool),
    Show(TaskId),
    Wake(TaskId, TaskId),
    Settle(usize),
}

/// All that happened, or nothing any more.
#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<Note>,
    /// The memory reckons now.
    over: bool,
}

impl Notes {
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.over = false;
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty() && !self.over
    }

    /// Whether the memory reckons, so that nothing is written down.
    #[inline]
    pub(super) fn are_over(&self) -> bool {
        self.over
    }

    /// Writes it down; `false` if it is to be reckoned with.
    #[inline]
    pub(super) fn add(&mut self, note: Note) -> bool {
        let adds = !self.over && self.list.len() < MOST;
        if adds {
            self.list.push(note);
        }
        adds
    }

    /// All that was written down, in order, from now on nothing.
    pub(super) fn end(&mut self) -> Vec<Note> {
        self.over = true;
        std::mem::take(&mut self.list)
    }

    /// Gives the room back.
    pub(super) fn keep(&mut self, mut list: Vec<Note>) {
        list.clear();
        self.list = list;
    }
}
