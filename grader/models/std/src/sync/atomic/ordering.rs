//! Which orderings an operation admits, and the fences.

use std::panic::Location;
use std::sync::atomic::Ordering;

use interleave::{Kind, Modelled, Op, gate};

/// Panics for what a load cannot be, as std does.
#[inline]
#[track_caller]
pub(super) fn check_load(order: Ordering) {
    match order {
        Ordering::Release => panic!("there is no such thing as a release load"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release load"),
        _ => (),
    }
}

/// Panics for what a store cannot be, as std does.
#[inline]
#[track_caller]
pub(super) fn check_store(order: Ordering) {
    match order {
        Ordering::Acquire => panic!("there is no such thing as an acquire store"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release store"),
        _ => (),
    }
}

/// Panics for what the failure of an exchange cannot be, as std does.
#[inline]
#[track_caller]
pub(super) fn check_failure(order: Ordering) {
    match order {
        Ordering::Release => panic!("there is no such thing as a release failure ordering"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release failure ordering"),
        _ => (),
    }
}

#[track_caller]
fn check_fence(order: Ordering) {
    assert!(order != Ordering::Relaxed, "there is no such thing as a relaxed fence");
}

/// All fences are one object.
struct Fences(Modelled<()>);

// SAFETY: nothing inside but the object's number.
unsafe impl Sync for Fences {}

static FENCES: Fences = Fences(Modelled::new(()));
static KIND: Kind = Kind::closed("fence");

/// Orders the accesses before it and those after it, as far as `order` says.
///
/// # Panics
/// If `order` is `Relaxed`.
#[track_caller]
pub fn fence(order: Ordering) {
    check_fence(order);
    let op = Op { verb: "fence", object: FENCES.0.object(&KIND), place: Location::caller() };
    // Only those that are sequentially consistent are in each other's way.
    gate::access(op, order == Ordering::SeqCst, |kernel| kernel.fence(order));
}

/// Orders nothing that another thread could see: not even a step.
///
/// # Panics
/// If `order` is `Relaxed`.
#[track_caller]
pub fn compiler_fence(order: Ordering) {
    check_fence(order);
}
