//! The promises, kept by the real `parking_lot`.

mod promises;

/// Time is real.
const VIRTUAL: bool = false;

#[test]
fn the_real_parking_lot_keeps_every_promise() {
    parity::the_real_one_keeps(&promises::all());
}
