//! A mock interview: an exercise against the clock, without hints, then the questions an interviewer asks
//! next, then how it went.

pub mod choice;
pub mod debrief;
pub mod designs;
pub mod flow;
pub mod held;
pub mod leaving;
pub mod question;
pub mod questions;
pub mod related;
pub mod rescue;
pub mod start;
#[cfg(test)]
pub(crate) mod testing;
