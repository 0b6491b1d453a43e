//! Hidden tests of Print FooBar Alternately with async tasks: compiled by the grader together with
//! one learner's file.
//!
//! `foo` may wait for `bar` to turn up, so every scenario calls both in the end.

use std::sync::Arc;
use std::time::Duration;

use harness::tasks::{Run, check};
use rstest::rstest;

use crate::exercise::FooBar;
use turns::{BAR, FOO, METHODS, expect_turn};

#[path = "turns.rs"]
mod turns;

const NONE: Duration = Duration::ZERO;
const MOMENT: Duration = Duration::from_millis(1);
const WHILE: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);
/// Longer than any callback works.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// One object under test. Its callbacks log under its name, so that two objects can share a log.
#[derive(Clone)]
struct Subject {
    run: Run,
    foobar: Arc<FooBar>,
    rounds: u32,
    name: &'static str,
}

impl Subject {
    fn new(run: &Run, rounds: u32, name: &'static str) -> Self {
        Self { run: run.clone(), foobar: Arc::new(FooBar::new(rounds)), rounds, name }
    }

    /// Calls a method from a task of its own, with callbacks that work for some time or other.
    fn call(&self, method: usize) {
        self.call_with(method, move |subject, label| async move {
            expect_turn(&subject.run, subject.name, method);
            subject.run.work(&label).await;
        });
    }

    /// Calls a method with callbacks that take exactly so long each.
    fn call_lasting(&self, method: usize, lasting: Duration) {
        self.call_with(method, move |subject, label| async move {
            expect_turn(&subject.run, subject.name, method);
            subject.run.work_for(&label, lasting).await;
        });
    }

    fn call_with<Fut>(
        &self,
        method: usize,
        print: impl Fn(Self, String) -> Fut + Send + Sync + 'static,
    ) where
        Fut: Future<Output = ()> + Send,
    {
        let subject = self.clone();
        let label = format!("{}{}", self.name, METHODS[method]);
        self.run.call(label.clone(), async move {
            let print = || print(subject.clone(), label.clone());
            match method {
                FOO => subject.foobar.foo(print).await,
                _ => subject.foobar.bar(print).await,
            }
        });
    }

    fn expect_all(&self) {
        turns::expect_all(&self.run, self.name, self.rounds);
    }
}

#[rstest]
fn alternates(
    #[values(0, 1, 2, 3, 7)] rounds: u32,
    #[values([FOO, BAR], [BAR, FOO])] order: [usize; 2],
    #[values(NONE, MOMENT)] gap: Duration,
) {
    check(move |run: Run| async move {
        let foobar = Subject::new(&run, rounds, "");
        for method in order {
            foobar.call(method);
            run.pause(gap).await;
        }
        run.join().await;
        foobar.expect_all();
    });
}

/// Whoever is there alone waits without using the processor.
#[rstest]
#[case::bar([BAR, FOO])]
#[case::foo([FOO, BAR])]
fn idle_while_waiting(#[case] order: [usize; 2]) {
    check(move |run: Run| async move {
        let foobar = Subject::new(&run, 2, "");
        foobar.call_lasting(order[0], NONE);
        run.pause(WHILE).await;
        run.idle().await;
        foobar.call(order[1]);
        run.join().await;
        foobar.expect_all();
    });
}

/// Callbacks that take no time: the narrow windows.
#[rstest]
#[case::two_rounds(2, [FOO, BAR])]
#[case::two_rounds_bar_first(2, [BAR, FOO])]
#[case::fifty_rounds(50, [FOO, BAR])]
#[case::a_thousand_rounds(1000, [BAR, FOO])]
#[case::four_thousand_rounds(4000, [FOO, BAR])]
fn instant_callbacks(#[case] rounds: u32, #[case] order: [usize; 2]) {
    check(move |run: Run| async move {
        let foobar = Subject::new(&run, rounds, "");
        for method in order {
            foobar.call_with(method, |subject, label| async move { subject.run.log(label) });
        }
        run.join().await;
        run.expect_log(METHODS.repeat(rounds as usize));
    });
}

/// However early one comes, the other finds everything as it should be. (Callbacks take no time,
/// since an early foo may print its first one at once or wait for bar.)
#[rstest]
#[case::bar([BAR, FOO])]
#[case::foo([FOO, BAR])]
fn one_comes_an_hour_early(#[case] order: [usize; 2]) {
    check(move |run: Run| async move {
        let foobar = Subject::new(&run, 3, "");
        foobar.call_lasting(order[0], NONE);
        run.pause(HOUR).await;
        foobar.call_lasting(order[1], NONE);
        run.join().await;
        foobar.expect_all();
        run.takes(HOUR);
    });
}

/// Each goes on at the very instant at which the other's callback has ended.
#[rstest]
#[case::foo([2, 0])]
#[case::bar([0, 2])]
#[case::both_alike([1, 1])]
#[case::both([3, 2])]
fn slow_callbacks(#[case] lasting: [u32; 2]) {
    check(move |run: Run| async move {
        let foobar = Subject::new(&run, 3, "");
        let mut order = [FOO, BAR];
        run.shuffle(&mut order);
        for method in order {
            foobar.call_lasting(method, lasting[method] * WHILE);
        }
        run.join().await;
        foobar.expect_all();
        run.takes(3 * lasting.iter().sum::<u32>() * WHILE);
    });
}

#[rstest]
fn some_rounds_with_any_callbacks() {
    check(|run: Run| async move {
        let foobar = Subject::new(&run, 50, "");
        foobar.call(FOO);
        foobar.call(BAR);
        run.join().await;
        foobar.expect_all();
    });
}

/// What happens to one object must not release, or hold up, a waiter of the other.
#[rstest]
fn two_objects_do_not_disturb_each_other() {
    check(|run: Run| async move {
        let (left, right) = (Subject::new(&run, 2, "left "), Subject::new(&run, 3, "right "));
        right.call(BAR);
        left.call(BAR);
        left.call(FOO);
        run.pause(DAY).await;
        if run.is_virtual() {
            left.expect_all();
        }
        right.call(FOO);
        run.join().await;
        left.expect_all();
        right.expect_all();
    });
}
