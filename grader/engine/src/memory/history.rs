//! The last messages of one location: what was stored there, in modification order, and what a
//! reader learns with each. Called by the memory alone.

use super::view::View;

/// So many messages are kept, and so many a load can choose from.
const KEPT: u32 = 4;

/// One store, as others will see it.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// The value's bits.
    pub(super) value: u64,
    /// What whoever acquires it has seen from then on.
    pub(super) view: View,
}

/// The messages of a location, numbered from 0, its value at first use.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Where the atomic lies. It can only move while nobody else knows it.
    address: usize,
    /// The oldest message that is kept, and that anybody may still read.
    pub(super) oldest: u32,
    pub(super) newest: u32,
    messages: [Message; KEPT as usize],
}

impl History {
    /// Starts afresh with this value.
    pub(super) fn begin(&mut self, address: usize, value: u64) {
        (self.address, self.oldest, self.newest) = (address, 0, 0);
        let first = self.message(0);
        first.value = value;
        first.view.clear();
    }

    /// A message that is kept.
    #[inline]
    pub(super) fn message(&mut self, number: u32) -> &mut Message {
        debug_assert!((self.oldest..=self.newest).contains(&number), "a message that is gone");
        &mut self.messages[(number % KEPT) as usize]
    }

    /// The message that comes next. What it held before is still in it.
    #[inline]
    pub(super) fn push(&mut self, value: u64) -> &mut Message {
        self.newest += 1;
        self.oldest = self.oldest.max((self.newest + 1).saturating_sub(KEPT));
        let message = self.message(self.newest);
        message.value = value;
        message
    }

    /// The newest message and the one before it.
    #[inline]
    pub(super) fn last_two(&mut self) -> (&mut Message, &Message) {
        let (new, old) = ((self.newest % KEPT) as usize, ((self.newest - 1) % KEPT) as usize);
        let [new, old] = self.messages.get_disjoint_mut([new, old]).expect("they differ");
        (new, old)
    }

    /// Finds out whether somebody had the atomic for himself in between (`get_mut`, a move): all
    /// that was before is then over for everybody.
    #[inline]
    pub(super) fn catch_up(&mut self, address: usize, value: u64) {
        let newest = self.newest;
        if self.address != address || self.message(newest).value != value {
            self.address = address;
            self.push(value).view.clear();
            self.oldest = self.newest;
        }
    }
}
