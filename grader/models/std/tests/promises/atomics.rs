//! Atomic types and fences.

use std::panic::catch_unwind;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering, compiler_fence, fence,
};
use std::thread;

use super::promises;

macro_rules! arithmetic {
    ($($Atomic:ident)*) => {
        $({
            let atomic = $Atomic::new(6);
            assert_eq!(atomic.fetch_add(3, SeqCst), 6);
            assert_eq!(atomic.fetch_sub(1, SeqCst), 9);
            assert_eq!(atomic.fetch_and(12, SeqCst), 8);
            assert_eq!(atomic.fetch_or(3, SeqCst), 8);
            assert_eq!(atomic.fetch_xor(1, SeqCst), 11);
            assert_eq!(atomic.fetch_max(20, SeqCst), 10);
            assert_eq!(atomic.fetch_min(7, SeqCst), 20);
            assert_eq!(atomic.fetch_nand(5, SeqCst), 7);
            assert_eq!(atomic.load(SeqCst), !5);
            atomic.store(1, SeqCst);
            assert_eq!(atomic.swap(2, SeqCst), 1);
            assert_eq!(atomic.compare_exchange(1, 3, SeqCst, SeqCst), Err(2));
            assert_eq!(atomic.compare_exchange(2, 3, AcqRel, Acquire), Ok(2));
            assert_eq!(format!("{atomic:?}"), "3");
            assert_eq!(atomic.into_inner(), 3);
            let mut atomic = $Atomic::from(4);
            *atomic.get_mut() += 1;
            assert_eq!(atomic.load(Relaxed), 5);
            assert_eq!($Atomic::default().into_inner(), 0);
        })*
    };
}

/// Whether an access that std refuses panics. The orderings are not literals, since the compiler
/// refuses those by itself.
fn refused(access: fn(&AtomicU32, Ordering), orders: [Ordering; 2]) -> bool {
    orders.iter().all(|order| catch_unwind(|| access(&AtomicU32::new(0), *order)).is_err())
}

promises! {
    fn integers_calculate() {
        arithmetic!(AtomicU8 AtomicU16 AtomicU32 AtomicU64 AtomicUsize);
        arithmetic!(AtomicI8 AtomicI16 AtomicI32 AtomicI64 AtomicIsize);
        assert_eq!(AtomicU8::new(255).fetch_add(2, Relaxed), 255);
        let wraps = AtomicI8::new(i8::MIN);
        wraps.fetch_sub(1, Relaxed);
        assert_eq!(wraps.into_inner(), i8::MAX);
    }

    fn truth_values_calculate() {
        let atomic = AtomicBool::new(true);
        assert!(atomic.fetch_and(false, SeqCst));
        assert!(!atomic.fetch_or(true, SeqCst));
        assert!(atomic.fetch_xor(true, SeqCst));
        assert!(!atomic.fetch_nand(true, SeqCst));
        assert!(atomic.fetch_not(SeqCst));
        assert_eq!(atomic.compare_exchange(false, true, SeqCst, SeqCst), Ok(false));
        assert!(atomic.swap(false, SeqCst));
        assert_eq!(format!("{atomic:?} {:?}", AtomicBool::default()), "false false");
    }

    fn pointers_are_exchanged() {
        let (mut a, mut b) = (1, 2);
        let (a, b) = (ptr::from_mut(&mut a), ptr::from_mut(&mut b));
        let atomic = AtomicPtr::new(a);
        assert_eq!(atomic.swap(b, SeqCst), a);
        assert_eq!(atomic.compare_exchange(a, a, SeqCst, SeqCst), Err(b));
        assert_eq!(atomic.load(SeqCst), b);
        assert!(AtomicPtr::<u8>::default().into_inner().is_null());
    }

    fn no_addition_is_lost() {
        let atomic = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| (0..3).for_each(|_| _ = atomic.fetch_add(1, Relaxed)));
            }
        });
        assert_eq!(atomic.into_inner(), 9);
    }

    fn loops_of_weak_exchanges_get_there() {
        let atomic = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut seen = atomic.load(Relaxed);
                    while let Err(now) =
                        atomic.compare_exchange_weak(seen, seen + 1, SeqCst, Relaxed)
                    {
                        seen = now;
                    }
                    atomic.fetch_update(SeqCst, SeqCst, |n| Some(n + 10)).unwrap();
                });
            }
        });
        assert_eq!(atomic.fetch_update(SeqCst, SeqCst, |_| None), Err(33));
    }

    fn a_strong_exchange_fails_only_for_another_value() {
        let atomic = AtomicU32::new(0);
        for n in 0..20 {
            assert_eq!(atomic.compare_exchange(n, n + 1, SeqCst, SeqCst), Ok(n));
        }
    }

    fn release_and_acquire_publish() {
        let (data, ready) = (AtomicU32::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                data.store(7, Relaxed);
                ready.store(true, Release);
            });
            scope.spawn(|| {
                if ready.load(Acquire) {
                    assert_eq!(data.load(Relaxed), 7);
                }
            });
        });
    }

    fn sequential_consistency_forbids_two_zeros() {
        let flags = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
        let threads = [0, 1].map(|me| {
            let flags = Arc::clone(&flags);
            thread::spawn(move || {
                flags[me].store(true, SeqCst);
                fence(SeqCst);
                flags[1 - me].load(SeqCst)
            })
        });
        let seen = threads.map(|thread| thread.join().unwrap());
        assert!(seen[0] || seen[1]);
    }

    fn orderings_that_make_no_sense_are_refused() {
        assert!(refused(|atomic, order| _ = atomic.load(order), [Release, AcqRel]));
        assert!(refused(|atomic, order| atomic.store(1, order), [Acquire, AcqRel]));
        let exchange = |atomic: &AtomicU32, order| {
            _ = atomic.compare_exchange(0, 1, SeqCst, order);
        };
        assert!(refused(exchange, [Release, AcqRel]));
        assert!(refused(|_, order| fence(order), [Relaxed, Relaxed]));
        assert!(refused(|_, order| compiler_fence(order), [Relaxed, Relaxed]));
        compiler_fence(SeqCst);
    }

    fn an_atomic_in_a_static() {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let before = COUNT.load(SeqCst);
        let threads = [0; 3].map(|_| thread::spawn(|| COUNT.fetch_add(1, SeqCst)));
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(COUNT.load(SeqCst), before + 3);
    }
}
