//! `deque`.

use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

use crossbeam::deque::{Injector, Steal, Stealer, Worker};

use super::promises;

/// Tries again as often as it must.
fn surely<T>(steal: impl Fn() -> Steal<T>) -> Option<T> {
    iter::repeat_with(steal).find(|steal| !steal.is_retry()).and_then(Steal::success)
}

fn popped<T>(worker: &Worker<T>) -> Vec<T> {
    iter::from_fn(|| worker.pop()).collect()
}

fn filled(worker: Worker<u32>) -> Worker<u32> {
    (1..=6).for_each(|n| worker.push(n));
    worker
}

promises! {
    fn a_worker_has_an_order_of_its_own() {
        let worker = filled(Worker::new_fifo());
        assert_eq!((worker.len(), worker.is_empty()), (6, false));
        assert_eq!(popped(&worker), [1, 2, 3, 4, 5, 6]);
        let worker = filled(Worker::new_lifo());
        assert_eq!(popped(&worker), [6, 5, 4, 3, 2, 1]);
        assert!(worker.is_empty() && worker.pop().is_none());
        assert_eq!(format!("{worker:?} {:?}", worker.stealer()), "Worker { .. } Stealer { .. }");
    }

    fn a_stealer_takes_the_oldest() {
        for worker in [Worker::new_fifo(), Worker::new_lifo()].map(filled) {
            let stealer = worker.stealer();
            assert_eq!((stealer.len(), stealer.is_empty()), (6, false));
            assert_eq!(stealer.steal(), Steal::Success(1));
            assert_eq!(stealer.clone().steal(), Steal::Success(2));
            assert_eq!(worker.len(), 4);
            drop(popped(&worker));
            assert!(stealer.is_empty() && stealer.steal() == Steal::Empty);
        }
    }

    fn a_batch_is_popped_in_the_order_of_its_worker() {
        let makers: [fn() -> Worker<u32>; 2] = [Worker::new_fifo, Worker::new_lifo];
        for to in makers {
            for (from, expected) in [(makers[0], [1, 2]), (makers[1], [2, 1])] {
                let (from, to) = (filled(from()), to());
                assert_eq!(from.stealer().steal_batch_with_limit(&to, 2), Steal::Success(()));
                assert_eq!(popped(&to), expected);
                assert_eq!(from.len(), 4);
                let from = filled(Worker::new_fifo());
                let stolen = from.stealer().steal_batch_with_limit_and_pop(&to, 2);
                assert_eq!((stolen, popped(&to)), (Steal::Success(1), vec![2]));
            }
        }
    }

    fn a_batch_is_no_less_than_one() {
        for from in [Worker::new_fifo(), Worker::new_lifo()].map(filled) {
            let (stealer, to) = (from.stealer(), Worker::new_fifo());
            assert_eq!(stealer.steal_batch(&to), Steal::Success(()));
            assert!(!to.is_empty() && from.len() + to.len() == 6);
            assert!(stealer.steal_batch_and_pop(&to).is_success());
            drop(popped(&from));
            assert_eq!(stealer.steal_batch(&to), Steal::Empty);
            assert_eq!(stealer.steal_batch_and_pop(&to), Steal::Empty);
        }
    }

    fn a_worker_steals_from_itself() {
        let worker = Worker::new_fifo();
        assert_eq!(worker.stealer().steal_batch(&worker), Steal::Empty);
        let worker = filled(worker);
        assert_eq!(worker.stealer().steal_batch(&worker), Steal::Success(()));
        assert_eq!(worker.stealer().steal_batch_and_pop(&worker), Steal::Success(1));
        assert_eq!(worker.len(), 5);
    }

    fn an_injector_is_first_in_first_out() {
        let (injector, worker) = (Injector::new(), Worker::new_fifo());
        assert!(injector.is_empty() && injector.steal_batch(&worker) == Steal::Empty);
        (1..=6).for_each(|n| injector.push(n));
        assert_eq!(injector.steal(), Steal::Success(1));
        assert_eq!(injector.steal_batch_with_limit(&worker, 2), Steal::Success(()));
        assert_eq!(popped(&worker), [2, 3]);
        assert_eq!(injector.steal_batch_with_limit_and_pop(&worker, 1), Steal::Success(4));
        assert!(injector.steal_batch_and_pop(&worker).is_success());
        assert_eq!(injector.len() + worker.len(), 1);
        assert_eq!(format!("{:?}", Injector::<u8>::default()), "Injector { .. }");
    }

    fn a_batch_has_a_limit() {
        let (injector, worker) = (Injector::<u32>::new(), Worker::new_fifo());
        let none = catch_unwind(AssertUnwindSafe(|| {
            injector.steal_batch_with_limit(&worker, 0)
        }));
        assert!(none.is_err());
    }

    fn each_task_is_done_once() {
        fn next(own: &Worker<u32>, all: &Injector<u32>, others: &[Stealer<u32>]) -> Option<u32> {
            own.pop().or_else(|| {
                let steal = || {
                    all.steal_batch_and_pop(own)
                        .or_else(|| others.iter().map(Stealer::steal).collect())
                };
                surely(steal)
            })
        }
        let injector = Injector::new();
        (1..=6).for_each(|n| injector.push(n));
        let workers = [Worker::new_fifo(), Worker::new_lifo()];
        let stealers = workers.each_ref().map(Worker::stealer);
        let done = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for own in workers {
                let (injector, stealers, done) = (&injector, &stealers, &done);
                scope.spawn(move || {
                    while let Some(task) = next(&own, injector, stealers) {
                        done.lock().unwrap().push(task);
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap();
        done.sort_unstable();
        assert_eq!(done, [1, 2, 3, 4, 5, 6]);
    }

    fn a_thief_and_the_owner_never_share_a_task() {
        for worker in [Worker::new_fifo(), Worker::new_lifo()] {
            worker.push(1);
            let stealer = worker.stealer();
            let steals = thread::spawn(move || surely(|| stealer.steal()));
            let own = worker.pop();
            assert!(own.is_some() != steals.join().unwrap().is_some());
        }
    }
}
