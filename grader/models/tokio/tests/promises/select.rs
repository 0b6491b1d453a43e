//! `select!`.

use std::future::{Future, pending, poll_fn, ready};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::task::Poll;

use tokio::task::{consume_budget, yield_now};
use tokio::time::{Duration, sleep};

use super::noted::{Becomes, Log};
use super::{promises, run};

const MS: Duration = Duration::from_millis(1);

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
}
