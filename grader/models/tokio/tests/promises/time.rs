//! `time`: sleeps and time limits.

use std::future::{Future, pending, poll_fn, ready};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::Builder;
use tokio::task::{self, yield_now};
use tokio::time::error::{Elapsed, Error};
use tokio::time::{
    Duration, Instant, Sleep, Timeout, interval, sleep, sleep_until, timeout, timeout_at,
};

use super::{current_thread, multi_thread, passed, promises, run, run_paused};

const MS: Duration = Duration::from_millis(1);

/// What the program says when it panics.
fn panics<R>(program: impl FnOnce() -> R) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(program)) else { panic!("it did not panic") };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast::<&str>().unwrap().to_string(),
    }
}

/// Whole milliseconds since, exactly: for a paused clock.
#[track_caller]
fn ms(since: Instant) -> u128 {
    let passed = since.elapsed();
    assert_eq!(passed.as_nanos() % MS.as_nanos(), 0, "{passed:?}");
    passed.as_millis()
}

/// Sets a flag when it is dropped.
struct Tells(Arc<AtomicBool>);

impl Drop for Tells {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

/// A task that polls the sleep once, and gives it back.
async fn poll_once(mut sleep: std::pin::Pin<Box<Sleep>>) -> std::pin::Pin<Box<Sleep>> {
    poll_fn(|context| {
        assert!(sleep.as_mut().poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
    sleep
}

/// Unparks a thread.
struct Unparks(Thread);

impl Wake for Unparks {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Sends a message.
struct Sends(Mutex<Option<tokio::sync::oneshot::Sender<()>>>);

impl Wake for Sends {
    fn wake(self: Arc<Self>) {
        let sender = self.0.lock().unwrap().take();
        sender.unwrap().send(()).unwrap();
    }
}

/// The simplest executor there is.
fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unparks(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

promises! {
    fn a_sleep_takes_its_time() {
        run(|| async {
            let began = std::time::Instant::now();
            sleep(5 * MS).await;
            passed(began, 5 * MS);
        });
        run_paused(async {
            let began = Instant::now();
            sleep(7 * MS).await;
            assert_eq!(ms(began), 7);
            sleep_until(began + 10 * MS).await;
            assert_eq!(ms(began), 10);
            sleep(Duration::from_secs(3600)).await;
            assert_eq!(ms(began), 3_600_010);
        });
    }

    fn a_sleep_counts_from_its_making() {
        run_paused(async {
            let began = Instant::now();
            let (long, short) = (sleep(10 * MS), sleep(2 * MS));
            sleep(4 * MS).await;
            short.await;
            assert_eq!(ms(began), 4);
            long.await;
            assert_eq!(ms(began), 10);
        });
    }

    fn a_sleep_into_the_past_is_over() {
        run_paused(async {
            sleep(5 * MS).await;
            let began = Instant::now();
            sleep(Duration::ZERO).await;
            sleep_until(began).await;
            sleep_until(began - 3 * MS).await;
            assert_eq!(ms(began), 0);
        });
        run(|| async { sleep(Duration::ZERO).await });
    }

    fn the_longest_sleep_overflows_nothing() {
        run(|| async {
            let mut sleep = pin!(sleep(Duration::MAX));
            assert!(timeout(MS, sleep.as_mut()).await.is_err());
            assert!(sleep.deadline() > Instant::now() + Duration::from_secs(1_000_000));
        });
    }

    fn a_sleep_knows_its_deadline_and_whether_it_has_elapsed() {
        run_paused(async {
            let began = Instant::now();
            let mut sleep = pin!(sleep(3 * MS));
            assert_eq!(sleep.deadline(), began + 3 * MS);
            assert!(!sleep.is_elapsed());
            sleep.as_mut().await;
            assert!(sleep.is_elapsed());
            assert_eq!(sleep.deadline(), began + 3 * MS);
            sleep.as_mut().reset(began + 5 * MS);
            assert!(!sleep.is_elapsed());
            assert_eq!(sleep.deadline(), began + 5 * MS);
        });
    }

    fn a_sleep_that_nobody_polled_has_not_elapsed() {
        run_paused(async {
            let unpolled = sleep(MS);
            sleep(2 * MS).await;
            assert!(!unpolled.is_elapsed());
        });
    }

    fn a_sleep_can_be_reset_before_and_after() {
        run_paused(async {
            let began = Instant::now();
            let mut sleep = pin!(sleep(3 * MS));
            sleep.as_mut().reset(began + 6 * MS);
            sleep.as_mut().await;
            assert_eq!(ms(began), 6);
            sleep.as_mut().reset(began + 8 * MS);
            sleep.as_mut().await;
            assert_eq!(ms(began), 8);
            sleep.as_mut().reset(began);
            sleep.await;
            assert_eq!(ms(began), 8);
        });
    }

    fn a_reset_wakes_whoever_waits() {
        run_paused(async {
            let began = Instant::now();
            let sleep = Arc::new(Mutex::new(Box::pin(sleep(3600 * 1000 * MS))));
            let waits = {
                let sleep = Arc::clone(&sleep);
                tokio::spawn(poll_fn(move |context| sleep.lock().unwrap().as_mut().poll(context)))
            };
            tokio::time::sleep(2 * MS).await;
            sleep.lock().unwrap().as_mut().reset(began + 9 * MS);
            waits.await.unwrap();
            assert_eq!(ms(began), 9);
        });
    }

    fn a_reset_is_heeded_without_a_poll() {
        run_paused(async {
            let began = Instant::now();
            let mut sleep = pin!(sleep(3600 * 1000 * MS));
            let mut polls = 0;
            poll_fn(|context| {
                polls += 1;
                if polls == 1 {
                    assert!(sleep.as_mut().poll(context).is_pending());
                    sleep.as_mut().reset(began + 4 * MS);
                    return Poll::Pending;
                }
                sleep.as_mut().poll(context)
            })
            .await;
            assert_eq!((ms(began), polls), (4, 2));
        });
    }

    fn a_sleep_put_off_does_not_wake_at_its_old_time() {
        run_paused(async {
            let began = Instant::now();
            let mut sleep = pin!(sleep(2 * MS));
            let mut polls = 0;
            poll_fn(|context| {
                polls += 1;
                let polled = sleep.as_mut().poll(context);
                if polls == 1 {
                    sleep.as_mut().reset(began + 6 * MS);
                }
                polled
            })
            .await;
            assert_eq!((ms(began), polls), (6, 2));
        });
    }

    fn a_dropped_sleep_wakes_nobody() {
        run_paused(async {
            let began = Instant::now();
            let mut short = Box::pin(Some(sleep(2 * MS)));
            let mut long = pin!(sleep(6 * MS));
            let mut polls = 0;
            poll_fn(|context| {
                polls += 1;
                if let Some(short) = short.as_mut().as_pin_mut() {
                    assert!(short.poll(context).is_pending());
                }
                short.set(None);
                long.as_mut().poll(context)
            })
            .await;
            assert_eq!((ms(began), polls), (6, 2));
        });
    }

    fn a_sleep_may_move_to_another_task() {
        run_paused(async {
            let began = Instant::now();
            let polls = poll_once(Box::pin(sleep(5 * MS)));
            let sleep = tokio::spawn(polls).await.unwrap();
            sleep.await;
            assert_eq!(ms(began), 5);
        });
        run(|| async {
            let polls = poll_once(Box::pin(sleep(Duration::from_secs(3600))));
            let mut sleep = tokio::spawn(polls).await.unwrap();
            sleep.as_mut().reset(Instant::now() + 2 * MS);
            tokio::spawn(sleep).await.unwrap();
        });
    }

    fn sleepers_wake_in_the_order_of_their_deadlines() {
        run_paused(async {
            let woken = Arc::new(Mutex::new(Vec::new()));
            let tasks = [3, 1, 2].map(|n| {
                let woken = Arc::clone(&woken);
                tokio::spawn(async move {
                    sleep(n * MS).await;
                    woken.lock().unwrap().push(n);
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(*woken.lock().unwrap(), [1, 2, 3]);
        });
    }

    fn a_sleeping_task_blocks_no_other() {
        run(|| async {
            let began = std::time::Instant::now();
            let tasks = [(); 8].map(|()| tokio::spawn(sleep(8 * MS)));
            for task in tasks {
                task.await.unwrap();
            }
            passed(began, 8 * MS);
        });
    }

    fn timers_need_a_runtime_that_has_them() {
        let told = panics(|| sleep(MS));
        assert!(told.contains("there is no reactor running"), "{told}");
        let bare = Builder::new_current_thread().build().unwrap();
        let told = panics(|| bare.block_on(async { sleep(MS).await }));
        assert!(told.contains("timers are disabled"), "{told}");
        let _entered = bare.enter();
        assert!(panics(|| timeout(MS, ready(()))).contains("timers are disabled"));
        assert!(panics(|| timeout_at(Instant::now(), ready(()))).contains("timers are disabled"));
        assert!(panics(|| interval(MS)).contains("timers are disabled"));
    }

    fn a_sleep_of_one_runtime_wakes_another() {
        let runtime = multi_thread();
        let began = std::time::Instant::now();
        let sleep = {
            let _entered = runtime.enter();
            sleep(4 * MS)
        };
        current_thread().block_on(sleep);
        passed(began, 4 * MS);
    }

    fn a_timer_wakes_though_the_task_that_set_it_is_gone() {
        run(|| async {
            let (sender, receiver) = tokio::sync::oneshot::channel();
            let mut sleep = Box::pin(sleep(MS));
            let sleep = tokio::spawn(async move {
                let waker = Waker::from(Arc::new(Sends(Mutex::new(Some(sender)))));
                assert!(sleep.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
                Some(sleep)
            });
            let sleep = sleep.await.unwrap();
            receiver.await.unwrap();
            drop(sleep);
        });
    }

    fn whoever_polls_a_sleep_is_woken() {
        let runtime = multi_thread();
        let _entered = runtime.enter();
        let began = std::time::Instant::now();
        block_on(async {
            sleep(3 * MS).await;
            assert!(timeout(2 * MS, sleep(Duration::from_secs(3600))).await.is_err());
        });
        passed(began, 5 * MS);
    }

    fn a_timeout_gives_the_output_in_time() {
        run(|| async {
            assert_eq!(timeout(Duration::from_secs(60), ready(3)).await, Ok(3));
            let slow = async {
                sleep(MS).await;
                4
            };
            assert_eq!(timeout(Duration::from_secs(60), slow).await, Ok(4));
            assert_eq!(timeout(Duration::MAX, yield_now()).await, Ok(()));
            assert_eq!(timeout_at(Instant::now() + Duration::from_secs(60), ready(5)).await, Ok(5));
        });
    }

    fn a_timeout_ends_a_wait() {
        run(|| async {
            let began = std::time::Instant::now();
            assert!(timeout(4 * MS, pending::<()>()).await.is_err());
            passed(began, 4 * MS);
        });
        run_paused(async {
            let began = Instant::now();
            assert!(timeout(4 * MS, pending::<()>()).await.is_err());
            assert_eq!(ms(began), 4);
            assert!(timeout_at(began + 6 * MS, pending::<()>()).await.is_err());
            assert_eq!(ms(began), 6);
            assert!(timeout(6 * MS, sleep(7 * MS)).await.is_err());
            assert!(timeout(7 * MS, sleep(6 * MS)).await.is_ok());
            assert_eq!(ms(began), 18);
        });
    }

    fn no_time_at_all_is_enough_for_what_is_ready() {
        run(|| async {
            assert_eq!(timeout(Duration::ZERO, ready(1)).await, Ok(1));
            assert_eq!(timeout_at(Instant::now() - MS, ready(1)).await, Ok(1));
            assert!(timeout(Duration::ZERO, pending::<()>()).await.is_err());
        });
        run_paused(async {
            sleep(MS).await;
            let began = Instant::now();
            assert!(timeout(Duration::ZERO, pending::<()>()).await.is_err());
            assert!(timeout_at(began - MS, pending::<()>()).await.is_err());
            assert!(timeout(Duration::ZERO, sleep(MS)).await.is_err());
            assert_eq!(ms(began), 0);
        });
    }

    fn a_future_that_is_ready_at_the_deadline_is_in_time() {
        run_paused(async {
            let began = Instant::now();
            assert_eq!(timeout(5 * MS, sleep(5 * MS)).await, Ok(()));
            assert_eq!(timeout(Duration::ZERO, sleep(Duration::ZERO)).await, Ok(()));
            assert_eq!(ms(began), 5);
        });
    }

    fn a_future_that_does_not_yield_cannot_be_late() {
        run(|| async {
            let blocks = async { thread::sleep(4 * MS) };
            assert_eq!(timeout(MS, blocks).await, Ok(()));
        });
    }

    fn a_timeout_looks_at_the_clock_whatever_the_future_uses_up() {
        run_paused(async {
            let greedy = async {
                loop {
                    task::consume_budget().await;
                }
            };
            assert!(timeout::<_>(Duration::ZERO, greedy).await.is_err());
        });
    }

    fn a_timeout_drops_its_future() {
        run(|| async {
            let dropped = Arc::new(AtomicBool::new(false));
            let tells = Tells(Arc::clone(&dropped));
            let waits = async move {
                let _tells = tells;
                pending::<()>().await;
            };
            assert!(timeout(MS, waits).await.is_err());
            assert!(dropped.load(SeqCst));
        });
    }

    fn a_timeout_gives_its_future_back() {
        run(|| async {
            let mut limited: Timeout<_> = timeout(MS, ready(3));
            assert_eq!(format!("{:?}", limited.get_ref()), format!("{:?}", ready(3)));
            *limited.get_mut() = ready(4);
            assert_eq!(limited.into_inner().await, 4);
        });
    }

    fn elapsed_says_so() {
        run(|| async {
            let error: Elapsed = timeout(Duration::ZERO, pending::<()>()).await.unwrap_err();
            assert_eq!(error.to_string(), "deadline has elapsed");
            assert_eq!(format!("{error:?}"), "Elapsed(())");
            assert_eq!(io::Error::from(error).kind(), io::ErrorKind::TimedOut);
        });
        assert!(Error::shutdown().is_shutdown() && !Error::invalid().is_at_capacity());
    }
}
