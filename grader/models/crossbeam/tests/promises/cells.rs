//! `atomic`.

use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, AtomicUsize};
use std::thread;

use crossbeam::atomic::{AtomicCell, AtomicConsume};

use super::promises;

promises! {
    fn a_cell_holds_a_value() {
        let cell = AtomicCell::new(1);
        assert_eq!((cell.load(), cell.swap(2), cell.load()), (1, 1, 2));
        cell.store(3);
        assert_eq!((cell.take(), cell.load()), (3, 0));
        assert_eq!(format!("{cell:?}"), "AtomicCell { value: 0 }");
        assert_eq!(cell.into_inner(), 0);
        assert_eq!(AtomicCell::<u8>::default().load() + AtomicCell::from(2).load(), 2);
    }

    fn a_cell_exchanges_what_is_expected() {
        let cell = AtomicCell::new((1_u8, 'a'));
        assert_eq!(cell.compare_exchange((2, 'a'), (3, 'c')), Err((1, 'a')));
        assert_eq!(cell.compare_exchange((1, 'a'), (3, 'c')), Ok((1, 'a')));
        assert_eq!(cell.fetch_update(|(n, c)| (n < 4).then_some((n + 1, c))), Ok((3, 'c')));
        assert_eq!(cell.fetch_update(|(n, c)| (n < 4).then_some((n + 1, c))), Err((4, 'c')));
        #[expect(deprecated, reason = "it is still there")]
        let before = cell.compare_and_swap((4, 'c'), (0, 'x'));
        assert_eq!((before, cell.load()), ((4, 'c'), (0, 'x')));
    }

    fn a_cell_counts() {
        let cell = AtomicCell::new(7_u8);
        assert_eq!((cell.fetch_add(250), cell.load()), (7, 1));
        assert_eq!((cell.fetch_sub(2), cell.load()), (1, 255));
        assert_eq!((cell.fetch_and(0b110), cell.load()), (255, 0b110));
        assert_eq!((cell.fetch_nand(0b10), cell.load()), (0b110, !0b10));
        assert_eq!((cell.fetch_or(0b10), cell.load()), (!0b10, 255));
        assert_eq!((cell.fetch_xor(0b1), cell.load()), (255, 254));
        assert_eq!((cell.fetch_min(9), cell.load()), (254, 9));
        assert_eq!((cell.fetch_max(11), cell.load()), (9, 11));
        assert_eq!(AtomicCell::new(1_i128).fetch_add(1), 1);
        let cell = AtomicCell::new(true);
        assert!(cell.fetch_and(false) && !cell.load());
        assert!(!cell.fetch_nand(true) && cell.load());
        assert!(cell.fetch_xor(true) && !cell.load());
        assert!(!cell.fetch_or(true) && cell.load());
    }

    fn a_cell_is_changed_whole() {
        let cell = AtomicCell::new(0_u32);
        let pair = AtomicCell::new([0_u64; 4]);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    cell.fetch_add(1);
                    cell.fetch_update(|n| Some(n + 1)).unwrap();
                    let own = pair.load();
                    assert!(own.iter().all(|n| *n == own[0]));
                    pair.store([own[0] + 1; 4]);
                });
            }
        });
        assert_eq!(cell.load(), 6);
    }

    fn a_cell_owns_its_value() {
        let shared = Arc::new(());
        let cell = AtomicCell::new(Some(Arc::clone(&shared)));
        assert_eq!(Arc::strong_count(&shared), 2);
        cell.store(None);
        assert_eq!(Arc::strong_count(&shared), 1);
        assert!(cell.swap(Some(Arc::clone(&shared))).is_none());
        drop(cell);
        assert_eq!(Arc::strong_count(&shared), 1);
    }

    fn a_cell_tells_whether_it_locks() {
        assert!(AtomicCell::<usize>::is_lock_free() && AtomicCell::<()>::is_lock_free());
        assert!(!AtomicCell::<[u8; 1000]>::is_lock_free());
        let cell = AtomicCell::new(1);
        assert!(!cell.as_ptr().is_null());
    }

    fn atomics_are_consumed() {
        let mut value = 1;
        let pointer: *mut i32 = &raw mut value;
        assert_eq!(AtomicUsize::new(3).load_consume(), 3);
        assert_eq!(AtomicPtr::new(pointer).load_consume(), pointer);
    }
}
