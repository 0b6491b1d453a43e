//! `queue`.

use std::sync::Arc;
use std::thread;

use crossbeam::queue::{ArrayQueue, SegQueue};

use super::promises;

promises! {
    fn an_array_queue_is_first_in_first_out_and_bounded() {
        let mut queue = ArrayQueue::new(2);
        assert!(queue.is_empty() && !queue.is_full());
        assert_eq!((queue.push('a'), queue.push('b'), queue.push('c')), (Ok(()), Ok(()), Err('c')));
        assert_eq!((queue.len(), queue.capacity(), queue.is_full()), (2, 2, true));
        assert_eq!(queue.force_push('d'), Some('a'));
        assert_eq!((queue.pop(), queue.force_push('e')), (Some('b'), None));
        assert_eq!((queue.pop_mut(), queue.push_mut('f')), (Some('d'), Ok(())));
        assert_eq!(queue.push_mut('g'), Err('g'));
        assert_eq!(format!("{queue:?}"), "ArrayQueue { .. }");
        assert_eq!(queue.into_iter().collect::<String>(), "ef");
        assert_eq!(ArrayQueue::<u8>::new(1).pop(), None);
        let none = std::panic::catch_unwind(|| ArrayQueue::<u8>::new(0));
        assert!(none.is_err());
    }

    fn a_seg_queue_is_first_in_first_out() {
        let mut queue = SegQueue::new();
        (0..100).for_each(|n| queue.push(n));
        assert_eq!((queue.len(), queue.is_empty()), (100, false));
        assert!((0..50).all(|n| queue.pop() == Some(n)));
        queue.push_mut(100);
        assert_eq!(queue.pop_mut(), Some(50));
        assert_eq!(format!("{queue:?}"), "SegQueue { .. }");
        assert!(queue.into_iter().eq(51..=100));
        assert_eq!(SegQueue::<u8>::default().pop(), None);
    }

    fn each_value_is_popped_once() {
        let (array, seg) = (ArrayQueue::new(2), SegQueue::new());
        let popped = SegQueue::new();
        thread::scope(|scope| {
            for base in [0, 10] {
                let (array, seg, popped) = (&array, &seg, &popped);
                scope.spawn(move || {
                    for n in base..base + 3 {
                        seg.push(n);
                        if let Some(n) = array.force_push(n) {
                            popped.push(n);
                        }
                    }
                });
            }
        });
        assert_eq!((popped.len(), array.len(), seg.len()), (4, 2, 6));
        let mut all: Vec<i32> = popped.into_iter().chain(array).collect();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 10, 11, 12]);
        let seen: Vec<i32> = seg.into_iter().collect();
        let low: Vec<_> = seen.iter().copied().filter(|n| *n < 10).collect();
        assert_eq!(low, [0, 1, 2], "in the order of each thread");
    }

    fn what_is_left_is_dropped() {
        let shared = Arc::new(());
        let (array, seg) = (ArrayQueue::new(1), SegQueue::new());
        assert!(array.push(Arc::clone(&shared)).is_ok());
        seg.push(Arc::clone(&shared));
        assert_eq!(Arc::strong_count(&shared), 3);
        drop((array, seg));
        assert_eq!(Arc::strong_count(&shared), 1);
    }
}
