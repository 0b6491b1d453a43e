//! The promises, kept by the real crossbeam.

// As a learner's crate is compiled.
#![forbid(unsafe_code)]

mod promises;

/// Time is real.
const VIRTUAL: bool = false;

#[test]
fn the_real_crossbeam_keeps_every_promise() {
    for (name, promise) in promises::all() {
        for _ in 0..3 {
            let kept = std::panic::catch_unwind(promise);
            assert!(kept.is_ok(), "{name}");
        }
    }
}
