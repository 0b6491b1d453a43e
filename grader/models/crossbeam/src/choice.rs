//! A freedom that the documentation leaves open, taken by the strategy.
//!
//! Called by selections, by those who meet without a buffer, and by batches of stolen tasks.

use interleave::{Branch, Kernel};

/// Any of `options` (at least one): the engine's closest kind of branch is the choice of whom a
/// notification wakes.
pub(crate) fn any(kernel: &mut Kernel, options: usize) -> usize {
    let options = u32::try_from(options).unwrap_or(u32::MAX);
    kernel.branch(Branch::NotifyTarget, options) as usize
}
