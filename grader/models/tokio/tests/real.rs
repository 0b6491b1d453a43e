//! The promises, kept by the real tokio.

mod promises;

/// Time is real.
const VIRTUAL: bool = false;

#[test]
fn the_real_tokio_keeps_every_promise() {
    parity::the_real_one_keeps(&promises::all());
}
