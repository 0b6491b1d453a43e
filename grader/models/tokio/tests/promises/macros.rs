//! `select!`, `join!`, `try_join!`, `pin!`, and the attributes.

use std::cell::RefCell;
use std::future::{Future, IntoFuture, Ready, pending, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tokio::task::{consume_budget, yield_now};
use tokio::time::{Duration, Instant, sleep};

use super::{promises, run, run_paused};

const MS: Duration = Duration::from_millis(1);

/// What has happened.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn note(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    fn says(&self, expected: &str) {
        assert_eq!(self.0.lock().unwrap().join(" "), expected);
    }

    /// A future that is ready at its `n`th poll; all of it is noted.
    fn future(&self, name: &'static str, n: usize) -> Noted {
        Noted { log: self.clone(), name, left: n }
    }

    /// The value, and a note that it was made.
    fn made<T>(&self, what: &str, value: T) -> T {
        self.note(what);
        value
    }
}

struct Noted {
    log: Log,
    name: &'static str,
    left: usize,
}

impl Future for Noted {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&'static str> {
        self.log.note(self.name);
        self.left -= 1;
        if self.left == 0 {
            return Poll::Ready(self.name);
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.log.note(format!("drop-{}", self.name));
    }
}

/// Not a future, but becomes one.
struct Becomes(u32);

impl IntoFuture for Becomes {
    type Output = u32;
    type IntoFuture = Ready<u32>;

    fn into_future(self) -> Ready<u32> {
        ready(self.0)
    }
}

#[derive(Clone, Copy)]
enum Shape {
    Square(u32),
    Circle { r: u32 },
}

/// What the program says when it panics.
async fn panics<F: Future + Send + 'static>(program: F) -> String
where
    F::Output: Send,
{
    let Err(error) = tokio::spawn(program).await else { panic!("it did not panic") };
    match error.into_panic().downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast::<&str>().unwrap().to_string(),
    }
}

async fn question_mark(input: Result<u32, String>) -> Result<u32, String> {
    let value = tokio::select! {
        value = ready(input) => value?,
        () = pending() => 0,
    };
    Ok(value + 1)
}

async fn returns_early(early: bool) -> u32 {
    tokio::select! {
        () = ready(()), if early => return 1,
        () = ready(()), if !early => {}
    }
    2
}

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
    fn select_goes_on_with_what_is_ready() {
        run(|| async {
            let chosen = tokio::select! {
                () = pending() => 0,
                value = ready(3) => value,
                () = sleep(60 * 1000 * MS) => 1,
            };
            assert_eq!(chosen, 3);
            tokio::select! {
                () = sleep(MS) => {}
                () = pending() => unreachable!(),
            }
        });
    }

    fn biased_select_polls_in_order() {
        run(|| async {
            let log = Log::default();
            for _ in 0..3 {
                let chosen = tokio::select! {
                    biased;
                    chosen = log.future("a", 3) => chosen,
                    chosen = log.future("b", 2) => chosen,
                    chosen = log.future("c", 2) => chosen,
                };
                assert_eq!(chosen, "b");
                let once = log.0.lock().unwrap().drain(..).collect::<Vec<_>>().join(" ");
                assert_eq!(once, "a b c a b drop-a drop-b drop-c");
            }
        });
    }

    fn select_polls_each_branch_once_a_poll() {
        run(|| async {
            let polls = AtomicUsize::new(0);
            let branch = || poll_fn(|_| {
                polls.fetch_add(1, SeqCst);
                Poll::<()>::Pending
            });
            let mut whole = std::pin::pin!(async {
                tokio::select! {
                    () = branch() => {}
                    () = branch() => {}
                    () = branch() => {}
                }
            });
            for n in 1..4 {
                poll_fn(|context| {
                    assert!(whole.as_mut().poll(context).is_pending());
                    Poll::Ready(())
                })
                .await;
                assert_eq!(polls.load(SeqCst), 3 * n);
            }
        });
    }

    fn losers_are_dropped_before_the_handler() {
        run(|| async {
            let log = Log::default();
            tokio::select! {
                biased;
                _ = log.future("a", 9) => {}
                b = log.future("b", 1) => log.note(format!("handler-{b}")),
            }
            log.says("a b drop-a drop-b handler-b");
        });
    }

    fn a_pattern_that_does_not_fit_disables_its_branch() {
        run(|| async {
            let log = Log::default();
            let refused = async { log.future("a", 1).await.len() };
            let chosen = tokio::select! {
                biased;
                2 = refused => "two",
                Some(()) = ready(None) => "some",
                b = log.future("b", 2) => b,
            };
            assert_eq!(chosen, "b");
            log.says("a drop-a b b drop-b");
        });
    }

    fn else_is_for_when_nothing_is_left() {
        run(|| async {
            let chosen = tokio::select! {
                Some(n) = ready(None::<u32>) => n,
                Ok(n) = async { yield_now().await; Err::<u32, ()>(()) } => n,
                n = ready(5), if false => n,
                else => 7,
            };
            assert_eq!(chosen, 7);
            let chosen = tokio::select! {
                Some(n) = ready(Some(1)) => n,
                else => { 8 }
            };
            assert_eq!(chosen, 1);
            assert_eq!(tokio::select! { else => 9 }, 9);
            assert_eq!(tokio::select! { biased; else => 9, }, 9);
        });
    }

    fn select_panics_when_nothing_is_left() {
        run(|| async {
            let told = panics(async {
                tokio::select! {
                    Some(()) = ready(None) => {}
                    () = ready(()), if false => {}
                }
            });
            let expected = "all branches are disabled and there is no else branch";
            assert_eq!(told.await, expected);
        });
    }

    fn a_precondition_keeps_a_branch_from_being_polled() {
        run(|| async {
            let log = Log::default();
            let (yes, no) = (true, &false);
            tokio::select! {
                biased;
                _ = log.made("make-a", log.future("a", 1)), if log.made("if-a", *no) => {
                    unreachable!()
                }
                _ = log.made("make-b", log.future("b", 1)), if no => unreachable!(),
                _ = log.made("make-c", log.future("c", 1)), if log.made("if-c", yes) => {}
            }
            log.says("if-a if-c make-a make-b make-c c drop-a drop-b drop-c");
        });
    }

    fn preconditions_and_futures_may_wait_and_return() {
        async fn odd(n: u32) -> Option<u32> {
            yield_now().await;
            (n % 2 == 1).then_some(n)
        }
        async fn program(n: u32) -> Option<u32> {
            tokio::select! {
                m = ready(odd(n).await?), if odd(n).await.is_some() => Some(m),
                else => None,
            }
        }
        run(|| async {
            assert_eq!((program(3).await, program(4).await), (Some(3), None));
        });
    }

    fn handlers_stand_where_the_macro_does() {
        run(|| async {
            assert_eq!(question_mark(Ok(1)).await, Ok(2));
            assert_eq!(question_mark(Err("no".to_owned())).await, Err("no".to_owned()));
            assert_eq!((returns_early(true).await, returns_early(false).await), (1, 2));
            let mut seen = Vec::new();
            let mut n = 0;
            let last = loop {
                n += 1;
                tokio::select! {
                    value = ready(n) => {
                        if value == 2 {
                            continue;
                        }
                        seen.push(value);
                        if value == 4 {
                            break value;
                        }
                        yield_now().await;
                    }
                }
            };
            assert_eq!((last, seen), (4, vec![1, 3, 4]));
        });
    }

    fn patterns_bind_in_every_way() {
        run(|| async {
            let text = || ready(Some(String::from("text")));
            tokio::select! {
                Some(text) = text() => assert_eq!(text.into_bytes().len(), 4),
                else => unreachable!(),
            }
            tokio::select! {
                Some(mut text) = text() => {
                    text.push('!');
                    assert_eq!(text, "text!");
                }
                else => unreachable!(),
            }
            tokio::select! {
                Some(ref mut text) = text() => text.clear(),
                else => unreachable!(),
            }
            tokio::select! {
                Some(ref text) = text() => assert_eq!(text, "text"),
                else => unreachable!(),
            }
            tokio::select! {
                (first, mut second) = ready((String::new(), 2)) => {
                    second += first.len();
                    assert_eq!(second, 2);
                }
            }
            for (shape, area) in [(Shape::Square(3), 9), (Shape::Circle { r: 2 }, 12)] {
                let computed = tokio::select! {
                    biased;
                    Shape::Square(side @ 1..=9) = ready(shape) => side * side,
                    Shape::Circle { r } | Shape::Square(r) = ready(shape) => 3 * r * r,
                };
                assert_eq!(computed, area);
            }
            tokio::select! { _ = ready(String::new()) => {} }
        });
    }

    fn branches_may_use_the_same_things_one_after_another() {
        run(|| async {
            let mut list = vec![1];
            tokio::select! {
                n = async { list.push(2); list.len() } => {
                    list.push(3);
                    assert_eq!((n, list.len()), (2, 3));
                }
            }
            let mut steps = 0;
            let work = async {
                for _ in 0..5 {
                    yield_now().await;
                }
                "worked"
            };
            tokio::pin!(work);
            let done = loop {
                tokio::select! {
                    biased;
                    done = &mut work => break done,
                    () = yield_now() => steps += 1,
                }
            };
            assert_eq!(done, "worked");
            assert!(steps > 0);
        });
    }

    fn whatever_becomes_a_future_will_do() {
        run(|| async {
            assert_eq!(tokio::select! { n = Becomes(3) => n }, 3);
            assert_eq!(tokio::select! { n = &mut ready(4) => n }, 4);
            let boxed: Pin<Box<dyn Future<Output = u32> + Send>> = Box::pin(async { 5 });
            assert_eq!(tokio::select! { n = boxed => n, () = pending() => 0 }, 5);
            assert_eq!(tokio::join!(Becomes(1), async { 2 }), (1, 2));
            assert_eq!(tokio::try_join!(async { Ok::<_, ()>(2) }), Ok((2,)));
        });
    }

    fn handlers_are_separated_as_in_a_match() {
        run(|| async {
            let chosen = tokio::select! {
                () = pending() => { 1 }
                () = pending() => { 2 },
                () = pending() => if true { 3 } else { 4 },
                () = pending(), if true => { 5 }
                () = pending(), if true => { 6 },
                () = pending(), if true => 7,
                n = ready(8) => n
            };
            assert_eq!(chosen, 8);
            let chosen = tokio::select! { biased; n = ready(1), if true => n, else => 2, };
            assert_eq!(chosen, 1);
        });
    }

    fn a_select_in_a_select() {
        run(|| async {
            let chosen = tokio::select! {
                a = async { tokio::select! { a = ready(1) => a, () = pending() => 0 } } => {
                    tokio::select! { b = ready(2) => a + b, () = pending() => 0 }
                }
                () = pending() => 0,
            };
            assert_eq!(chosen, 3);
        });
    }

    fn sixty_four_branches() {
        macro_rules! many {
            ($last:expr; $($n:literal)*) => {
                tokio::select! {
                    $(() = pending() => { $n })*
                    n = $last => n,
                }
            };
        }
        run(|| async {
            let chosen = many!(
                async { yield_now().await; 64 };
                1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
                32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59
                60 61 62 63
            );
            assert_eq!(chosen, 64);
        });
    }

    fn only_outputs_cross_to_the_handler() {
        fn is_send<T: Send>(value: T) -> T {
            value
        }
        // An output that is not `Send` is nothing that a task keeps while it waits.
        let program = || is_send(async {
            tokio::select! {
                rc = async { std::rc::Rc::new(1) } => drop(rc),
                () = pending() => {}
            }
            yield_now().await;
        });
        run(program);
    }

    fn select_is_fair_to_its_branches() {
        run(|| async {
            let mut seen = [0; 2];
            for _ in 0..200 {
                tokio::select! {
                    () = ready(()) => seen[0] += 1,
                    () = ready(()) => seen[1] += 1,
                }
            }
            assert!(seen.iter().all(|times| *times > 20), "{seen:?}");
        });
    }

    fn select_waits_for_a_new_budget() {
        run(|| async {
            let (polls, other) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut whole = std::pin::pin!(async {
                for _ in 0..300 {
                    tokio::select! {
                        biased;
                        () = poll_fn(|_| { other.fetch_add(1, SeqCst); Poll::Pending }) => {}
                        () = consume_budget() => {}
                    }
                }
            });
            poll_fn(|context| {
                polls.fetch_add(1, SeqCst);
                whole.as_mut().poll(context)
            })
            .await;
            // 128 a poll; a poll that has none left polls no branch.
            assert_eq!((polls.load(SeqCst), other.load(SeqCst)), (3, 300));
        });
    }

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
