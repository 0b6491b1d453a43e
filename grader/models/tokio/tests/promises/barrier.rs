//! `Barrier`.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use tokio::sync::Barrier;

use super::polled::polled;
use super::{promises, run};

promises! {
    fn one_of_a_group_is_its_leader() {
        run(|| async {
            let barrier = Arc::new(Barrier::new(3));
            let arrived = Arc::new(AtomicUsize::new(0));
            let tasks = [1, 2, 3].map(|_| {
                let (barrier, arrived) = (Arc::clone(&barrier), Arc::clone(&arrived));
                tokio::spawn(async move {
                    let mut leads = 0;
                    for round in 1..=3 {
                        arrived.fetch_add(1, SeqCst);
                        leads += usize::from(barrier.wait().await.is_leader());
                        assert!(arrived.load(SeqCst) >= round * 3);
                    }
                    leads
                })
            });
            let mut leaders = 0;
            for task in tasks {
                leaders += task.await.unwrap();
            }
            assert_eq!(leaders, 3);
        });
    }

    fn the_last_one_to_come_leads_and_does_not_wait() {
        run(|| async {
            let barrier = Barrier::new(2);
            let mut one = pin!(barrier.wait());
            let mut two = pin!(barrier.wait());
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(one.as_mut()).is_none(), "counted once");
            assert!(polled(two.as_mut()).unwrap().is_leader());
            let result = polled(one.as_mut()).unwrap();
            assert!(!result.is_leader());
            assert_eq!(format!("{:?}", result.clone()), "BarrierWaitResult(false)");
        });
    }

    fn whoever_goes_away_still_counts() {
        run(|| async {
            let barrier = Barrier::new(2);
            let mut one = Box::pin(barrier.wait());
            assert!(polled(one.as_mut()).is_none());
            drop(one);
            assert!(barrier.wait().await.is_leader());
        });
    }

    fn a_future_that_was_never_polled_does_not_count() {
        run(|| async {
            let barrier = Barrier::new(2);
            drop(barrier.wait());
            assert!(polled(pin!(barrier.wait())).is_none());
        });
    }

    fn nobody_is_as_one() {
        run(|| async {
            assert!(Barrier::new(0).wait().await.is_leader());
            assert!(Barrier::new(1).wait().await.is_leader());
        });
    }
}
