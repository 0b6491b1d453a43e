//! The game: whoever plays is the scheduler, and tries to make a file fail.
//!
//! [`levels`] are the files to play on, [`game`] is what happens, [`screen`] what it looks like,
//! [`session`] listens to keys. Called by `play`.

pub mod catalogue;
pub mod choices;
pub mod game;
pub mod levels;
pub mod screen;
pub mod session;
#[cfg(test)]
pub mod testing;
