//! A learner's code in a process of its own, within limits, and what it leaves behind.
//!
//! Used by `build` and `grading`.

pub mod brevity;
pub mod cancel;
pub mod capture;
pub mod case;
pub mod death;
pub mod run;
pub mod supervise;
