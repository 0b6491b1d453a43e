//! Grading: what a file is, does, and gets. [`grade`] is the pipeline for one file, [`many`] for several;
//! [`engines`] runs what was built and [`judge`] says what the records mean.

pub mod engines;
pub mod grade;
pub mod judge;
pub mod many;
pub mod options;
pub mod reproduce;
pub mod rerun;
pub mod token;
