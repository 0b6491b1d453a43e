//! An end of a channel, as the engine sees it: to let go of it is a visible operation.
//!
//! A type that has one as its first field needs no destructor of its own: the scheduling point
//! comes first, then the real end goes.

use std::panic::Location;
use std::sync::Arc;

use interleave::Op;

use super::identity::Identity;
use super::waiting::visibly;

/// An end that somebody holds.
pub(super) struct End {
    channel: Arc<Identity>,
    /// Where it was made.
    place: &'static Location<'static>,
    /// Nobody can see it go any more.
    quiet: bool,
}

impl End {
    pub(super) fn new(channel: &Arc<Identity>, place: &'static Location<'static>) -> Self {
        Self { channel: Arc::clone(channel), place, quiet: false }
    }

    /// Another end of the same channel.
    pub(super) fn again(&self, place: &'static Location<'static>) -> Self {
        Self::new(&self.channel, place)
    }

    /// An end that nobody sees go.
    pub(super) fn unseen(mut self) -> Self {
        self.hush();
        self
    }

    /// From now on nobody can see it go.
    pub(super) fn hush(&mut self) {
        self.quiet = true;
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        self.channel.op(verb, place)
    }

    /// An operation with the place where the end was made: for want of a better one.
    pub(super) fn own_op(&self, verb: &'static str) -> Op {
        self.op(verb, self.place)
    }

    /// Takes the scheduling point of an operation.
    pub(super) fn step(&self, verb: &'static str, place: &'static Location<'static>) {
        self.channel.step(verb, place);
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if !self.quiet && interleave::in_execution() {
            visibly(self.own_op("drop"));
        }
    }
}
