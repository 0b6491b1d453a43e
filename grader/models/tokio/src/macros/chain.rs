//! Several futures in one value, as the macros build them: a chain that grows at its end, so that
//! the first one written is polled first and dropped first.

use std::ops::Range;
use std::pin::Pin;

/// No future.
#[derive(Debug)]
pub struct Empty;

/// A chain and one link more.
#[derive(Debug)]
pub struct Chain<Before, Last> {
    before: Before,
    last: Last,
}

impl<Before, Last> Chain<Before, Last> {
    pub(super) fn new(before: Before, last: Last) -> Self {
        Self { before, last }
    }

    /// Both parts, as pinned as the whole.
    pub(super) fn split(self: Pin<&mut Self>) -> (Pin<&mut Before>, Pin<&mut Last>) {
        // SAFETY: both fields are pinned as long as this is: nothing moves them out of a pinned
        // chain, which has no `Drop` of its own and is `Unpin` only if both of them are.
        unsafe {
            let this = self.get_unchecked_mut();
            (Pin::new_unchecked(&mut this.before), Pin::new_unchecked(&mut this.last))
        }
    }
}

/// How many links a chain has.
pub trait Length {
    /// So many.
    const LENGTH: u32;
}

impl Length for Empty {
    const LENGTH: u32 = 0;
}

impl<Before: Length, Last> Length for Chain<Before, Last> {
    const LENGTH: u32 = Before::LENGTH + 1;
}

/// A walk along a chain from one of its links on and round to the one before: in two rounds, each
/// from front to end, of which the second takes those that the first has left out.
pub(super) fn rounds(first: u32, length: u32) -> [Round; 2] {
    [Round { links: first..length, waits: false }, Round { links: 0..first, waits: false }]
}

/// One round.
pub struct Round {
    links: Range<u32>,
    /// Whether a future of this round was not ready.
    pub(super) waits: bool,
}

impl Round {
    /// Whether this round takes that link.
    pub(super) fn takes(&self, link: u32) -> bool {
        self.links.contains(&link)
    }
}
