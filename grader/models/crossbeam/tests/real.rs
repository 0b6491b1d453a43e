//! The promises, kept by the real crossbeam.

// As a learner's crate is compiled.
#![forbid(unsafe_code)]

mod promises;

/// Time is real.
const VIRTUAL: bool = false;

#[test]
fn the_real_crossbeam_keeps_every_promise() {
    parity::the_real_one_keeps(&promises::all());
}
