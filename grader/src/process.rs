//! A learner's code in a process of its own, within limits, and what it leaves behind.
//!
//! Used by `engines`, `judge` and `play`.

pub mod brevity;
pub mod capture;
pub mod case;
pub mod death;
pub mod rerun;
pub mod run;
pub mod supervise;
