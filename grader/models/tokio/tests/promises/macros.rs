//! `join!`, `try_join!`, `pin!`, and the attributes.

use std::cell::RefCell;
use std::future::{Future, pending, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use tokio::runtime::Handle;
use tokio::task::yield_now;
use tokio::time::{Duration, Instant, sleep};

use super::noted::Log;
use super::{promises, run, run_paused};

const MS: Duration = Duration::from_millis(1);

#[tokio::main]
async fn with_workers(n: u32) -> u32 {
    let task = tokio::spawn(async move {
        yield_now().await;
        n
    });
    assert!(Handle::current().metrics().num_workers() > 0);
    task.await.unwrap() + 1
}

#[tokio::main(flavor = "multi_thread", worker_threads = 3)]
async fn with_three_workers() -> Result<usize, std::fmt::Error> {
    Ok(Handle::current().metrics().num_workers())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn with_a_paused_clock() -> Duration {
    let began = Instant::now();
    sleep(Duration::from_secs(3600)).await;
    began.elapsed()
}

promises! {
    fn join_waits_for_all_at_the_same_time() {
        run_paused(async {
            let began = Instant::now();
            let slow = |n| async move {
                sleep(n * MS).await;
                n
            };
            assert_eq!(tokio::join!(slow(3), slow(5), slow(1)), (3, 5, 1));
            assert_eq!(began.elapsed(), 5 * MS);
        });
        run(|| async {
            let text = String::from("text");
            let (length, (), nothing) = tokio::join!(async { text.len() }, yield_now(), ready(()),);
            assert_eq!((length, nothing), (4, ()));
            assert_eq!(tokio::join!(ready(1)), (1,));
            let () = tokio::join!();
            let () = tokio::join!(biased;);
        });
    }

    fn join_begins_with_the_next_one_in_every_poll() {
        run(|| async {
            let log = Log::default();
            let joined = tokio::join!(log.future("a", 3), log.future("b", 4), log.future("c", 2));
            assert_eq!(joined, ("a", "b", "c"));
            log.says("a b c b c drop-c a a drop-a b b drop-b");
        });
    }

    fn biased_join_always_begins_with_the_first() {
        run(|| async {
            let log = Log::default();
            let joined = tokio::join!(biased; log.future("a", 2), log.future("b", 3));
            assert_eq!(joined, ("a", "b"));
            log.says("a b a drop-a b b drop-b");
        });
    }

    fn a_join_that_is_dropped_drops_in_order() {
        run(|| async {
            let log = Log::default();
            {
                let (a, b, c) = (log.future("a", 9), log.future("b", 1), log.future("c", 9));
                let joins = async { tokio::join!(a, b, c) };
                tokio::pin!(joins);
                poll_fn(|context| {
                    assert!(joins.as_mut().poll(context).is_pending());
                    Poll::Ready(())
                })
                .await;
            }
            log.says("a b drop-b c drop-a drop-c");
        });
    }

    fn outputs_that_are_not_copied_move() {
        run(|| async {
            let text = String::from("a");
            let (moved, made) = tokio::join!(async { text }, async { vec![String::from("b")] });
            assert_eq!((moved, made), (String::from("a"), vec![String::from("b")]));
        });
        run_paused(async {
            let cell = RefCell::new(0);
            tokio::join!(async { *cell.borrow_mut() += 1 }, async { *cell.borrow_mut() += 1 });
            assert_eq!(cell.into_inner(), 2);
        });
    }

    fn try_join_ends_with_the_first_error() {
        run(|| async {
            let log = Log::default();
            let fails = |n| async move {
                for _ in 0..n {
                    yield_now().await;
                }
                Err::<u32, _>(n)
            };
            let noted = async { Ok::<_, usize>(log.future("a", 99).await) };
            assert_eq!(tokio::try_join!(noted, fails(2), fails(1)), Err(1));
            assert!(log.0.lock().unwrap().last().unwrap() == "drop-a");
            let never = pending::<Result<(), &str>>();
            assert_eq!(tokio::try_join!(never, async { Err::<(), _>("no") }), Err("no"));
        });
    }

    fn try_join_gives_all_outputs() {
        run(|| async {
            async fn both() -> Result<u32, std::num::ParseIntError> {
                let (a, b, ()) = tokio::try_join!(
                    async { "1".parse::<u32>() },
                    async { yield_now().await; "2".parse::<u32>() },
                    async { Ok(()) },
                )?;
                Ok(a + b)
            }
            assert_eq!(both().await, Ok(3));
            let all: Result<(), ()> = tokio::try_join!();
            assert_eq!(all, Ok(()));
            let log = Log::default();
            let ok = |name, n| {
                let future = log.future(name, n);
                async { Ok::<_, ()>(future.await) }
            };
            assert_eq!(tokio::try_join!(ok("a", 2), ok("b", 3)), Ok(("a", "b")));
            log.says("a b b a drop-a b drop-b");
            assert_eq!(tokio::try_join!(biased; ok("c", 1), ok("d", 1)), Ok(("c", "d")));
        });
    }

    fn pin_pins_where_it_stands() {
        run(|| async {
            let (mut one, two) = (async { 1 }, async { 2 });
            let _ = &mut one;
            tokio::pin!(one, two);
            let sum: u32 = one.as_mut().await + two.await;
            tokio::pin! {
                let three = async { 3 };
                let four = async { 4 };
            }
            assert_eq!(sum + (&mut three).await + four.await, 10);
        });
    }

    fn main_starts_a_runtime() {
        assert_eq!(with_workers(1), 2);
        assert_eq!(with_three_workers(), Ok(3));
        assert_eq!(with_a_paused_clock(), Duration::from_secs(3600));
        assert!(catch_unwind(AssertUnwindSafe(Handle::current)).is_err());
    }
}
