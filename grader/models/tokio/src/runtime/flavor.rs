//! Which kind of runtime it is.

/// A runtime's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeFlavor {
    /// One thread: whoever is in `block_on` polls all tasks.
    CurrentThread,
    /// Several workers.
    MultiThread,
}
