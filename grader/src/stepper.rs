//! Stepping through an execution in the terminal: the source with everybody's line, what each thread is
//! about, what every shared object is like, the log so far.
//!
//! [`screen`] makes the screens, pure functions of what there is to show and of the room for it;
//! [`session`] listens to keys. Called by `replay --step`; the game shows the same parts.

pub mod code;
pub mod ending;
pub mod help;
pub mod lanes;
pub mod layout;
pub mod line;
pub mod listing;
pub mod log;
pub mod objects;
pub mod screen;
pub mod session;
pub mod tale;
#[cfg(test)]
pub mod testing;
pub mod walk;
