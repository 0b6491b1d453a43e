//! A mock interview: an exercise against the clock, without hints, then the questions an interviewer asks
//! next, then how it went.

pub mod choice;
pub mod question;
