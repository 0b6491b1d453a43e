//! The promises, kept by the model in every execution.

#[macro_use]
extern crate model_std as std;
extern crate model_std as core;
extern crate model_tokio as tokio;

mod promises;

/// Time is virtual.
const VIRTUAL: bool = true;

#[test]
fn the_model_keeps_every_promise() {
    parity::the_model_keeps(&promises::all());
}
