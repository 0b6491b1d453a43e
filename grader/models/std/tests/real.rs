//! The promises, kept by the real std.

#[allow(
    clippy::dbg_macro,
    clippy::print_stdout,
    reason = "what prints has promises to keep as well"
)]
mod promises;

/// Time is real.
const VIRTUAL: bool = false;

#[test]
fn the_real_std_keeps_every_promise() {
    parity::the_real_one_keeps(&promises::all());
}
