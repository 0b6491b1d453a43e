//! The same promises, kept by the model in every execution.

// As a learner's crate is compiled.
#![forbid(unsafe_code)]

#[macro_use]
extern crate model_std as std;
extern crate model_crossbeam as crossbeam;
extern crate model_std as core;

mod promises;

/// Time is virtual.
const VIRTUAL: bool = true;

#[test]
fn the_model_keeps_every_promise() {
    parity::the_model_keeps(&promises::all());
}
