//! The same promises, kept by the model in every execution.

#[macro_use]
extern crate model_std as std;
extern crate model_std as core;

#[allow(
    clippy::dbg_macro,
    clippy::print_stdout,
    reason = "what prints has promises to keep as well"
)]
mod promises;

/// Time is virtual.
const VIRTUAL: bool = true;

#[test]
fn the_model_keeps_every_promise() {
    parity::the_model_keeps(&promises::all());
}
