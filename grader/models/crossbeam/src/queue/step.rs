//! One step of either queue, which tells the new length.

use std::collections::VecDeque;
use std::panic::Location;

use interleave::{Kind, Modelled, Op, Shown, gate};

/// Runs the effect on the items as one operation.
pub(super) fn step<T, R>(
    items: &Modelled<VecDeque<T>>,
    kind: &'static Kind,
    verb: &'static str,
    place: &'static Location<'static>,
    effect: impl FnOnce(&mut VecDeque<T>) -> R,
) -> R {
    let object = items.object(kind);
    gate::step(Op { verb, object, place }, |kernel| {
        // SAFETY: nobody holds a reference to the items; no effect runs code of the learner's,
        // and one effect runs at a time.
        let items = unsafe { &mut *items.get() };
        let before = items.len();
        let result = effect(items);
        // Of those who look, the answer is shown.
        kernel.found_value(&result);
        if items.len() != before {
            kernel.tell(object, "length", Shown::count(items.len()));
        }
        result
    })
}
