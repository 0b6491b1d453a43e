//! The promises, kept by the real tokio.

mod promises;

/// Time is real.
const VIRTUAL: bool = false;

#[test]
fn the_real_tokio_keeps_every_promise() {
    for (name, promise) in promises::all() {
        for _ in 0..3 {
            let kept = std::panic::catch_unwind(promise);
            assert!(kept.is_ok(), "{name}");
        }
    }
}
