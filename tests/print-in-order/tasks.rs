//! Hidden tests of Print in Order with async tasks: compiled by the grader together with one
//! learner's file.
//!
//! `first` may wait for `second` to turn up, so every scenario calls all three in the end.

use std::sync::Arc;
use std::time::Duration;

use harness::tasks::{Run, check};
use rstest::rstest;

use crate::exercise::Foo;
use order::{FIRST, METHODS, SECOND, THIRD, expect_so_far};

#[path = "order.rs"]
mod order;

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
    foo: Arc<Foo>,
    name: &'static str,
}

impl Subject {
    fn new(run: &Run, name: &'static str) -> Self {
        Self { run: run.clone(), foo: Arc::new(Foo::new()), name }
    }

    /// Calls a method from a task of its own, with a callback that works for some time or other.
    fn call(&self, method: usize) {
        self.call_with(method, |subject, label| async move {
            expect_so_far(&subject.run, subject.name, method);
            subject.run.work(&label).await;
        });
    }

    /// Calls a method with a callback that takes exactly so long.
    fn call_lasting(&self, method: usize, lasting: Duration) {
        self.call_with(method, move |subject, label| async move {
            expect_so_far(&subject.run, subject.name, method);
            subject.run.work_for(&label, lasting).await;
        });
    }

    fn call_with<Fut>(&self, method: usize, print: impl FnOnce(Self, String) -> Fut)
    where
        Fut: Future<Output = ()> + Send + 'static,
    {
        let foo = Arc::clone(&self.foo);
        let label = format!("{}{}", self.name, METHODS[method]);
        let print = print(self.clone(), label.clone());
        self.run.call(label, async move {
            match method {
                FIRST => foo.first(print).await,
                SECOND => foo.second(print).await,
                _ => foo.third(print).await,
            }
        });
    }

    fn expect_all(&self) {
        order::expect_all(&self.run, self.name);
    }
}

#[rstest]
fn called_one_long_after_the_other() {
    check(|run: Run| async move {
        let foo = Subject::new(&run, "");
        for method in [FIRST, SECOND, THIRD] {
            foo.call(method);
            run.pause(DAY).await;
        }
        run.join().await;
        foo.expect_all();
    });
}

#[rstest]
fn every_start_order(
    #[values(
        [FIRST, SECOND, THIRD],
        [FIRST, THIRD, SECOND],
        [SECOND, FIRST, THIRD],
        [SECOND, THIRD, FIRST],
        [THIRD, FIRST, SECOND],
        [THIRD, SECOND, FIRST]
    )]
    order: [usize; 3],
    #[values(NONE, MOMENT, WHILE)] gap: Duration,
) {
    check(move |run: Run| async move {
        let foo = Subject::new(&run, "");
        for method in order {
            foo.call(method);
            run.pause(gap).await;
        }
        run.join().await;
        foo.expect_all();
    });
}

/// Waiting uses no processor time: neither for one waiter nor for two, nor half-way.
#[rstest]
#[case::second(&[SECOND], &[FIRST, THIRD])]
#[case::third(&[THIRD], &[SECOND, FIRST])]
#[case::second_and_third(&[SECOND, THIRD], &[FIRST])]
#[case::third_after_first(&[FIRST, THIRD], &[SECOND])]
fn idle_while_waiting(#[case] early: &'static [usize], #[case] late: &'static [usize]) {
    check(move |run: Run| async move {
        let foo = Subject::new(&run, "");
        early.iter().for_each(|method| foo.call_lasting(*method, NONE));
        run.pause(WHILE).await;
        run.idle().await;
        late.iter().for_each(|method| foo.call(*method));
        run.join().await;
        foo.expect_all();
    });
}

/// A fresh object again and again, with callbacks that take no time: the narrow windows.
#[rstest]
fn instant_callbacks_many_times() {
    check(|run: Run| async move {
        for round in 1..=50 {
            let foo = Subject::new(&run, "");
            let mut order = [FIRST, SECOND, THIRD];
            run.shuffle(&mut order);
            for method in order {
                foo.call_with(method, |subject, label| async move { subject.run.log(label) });
            }
            run.join().await;
            run.expect_log(METHODS.repeat(round));
        }
    });
}

/// Nothing is printed before `first` is called, and then everything without delay.
#[rstest]
#[case::second_first([SECOND, THIRD])]
#[case::third_first([THIRD, SECOND])]
fn late_first(#[case] early: [usize; 2]) {
    check(move |run: Run| async move {
        let foo = Subject::new(&run, "");
        early.iter().for_each(|method| foo.call_lasting(*method, 2 * WHILE));
        run.pause(HOUR).await;
        foo.call_lasting(FIRST, WHILE);
        run.join().await;
        foo.expect_all();
        run.takes(HOUR + 5 * WHILE);
    });
}

/// Each waiter goes on at the very instant at which the callback before its own has ended.
#[rstest]
#[case::first([3, 0, 0])]
#[case::second([0, 3, 0])]
#[case::third([0, 0, 3])]
#[case::all([1, 2, 3])]
fn slow_callbacks(#[case] lasting: [u32; 3]) {
    check(move |run: Run| async move {
        let foo = Subject::new(&run, "");
        let mut order = [FIRST, SECOND, THIRD];
        run.shuffle(&mut order);
        for method in order {
            foo.call_lasting(method, lasting[method] * WHILE);
        }
        run.join().await;
        foo.expect_all();
        run.takes(lasting.iter().sum::<u32>() * WHILE);
    });
}

#[rstest]
fn third_an_hour_early() {
    check(|run: Run| async move {
        let foo = Subject::new(&run, "");
        foo.call_lasting(THIRD, WHILE);
        run.pause(HOUR).await;
        foo.call_lasting(FIRST, WHILE);
        foo.call_lasting(SECOND, WHILE);
        run.join().await;
        foo.expect_all();
        run.takes(HOUR + 3 * WHILE);
    });
}

/// What happens to one object must not release, or hold up, a waiter of the other.
#[rstest]
fn two_objects_do_not_disturb_each_other() {
    check(|run: Run| async move {
        let (left, right) = (Subject::new(&run, "left "), Subject::new(&run, "right "));
        for method in [THIRD, SECOND] {
            right.call(method);
            left.call(method);
        }
        left.call(FIRST);
        run.pause(DAY).await;
        if run.is_virtual() {
            left.expect_all();
        }
        right.call(FIRST);
        run.join().await;
        left.expect_all();
        right.expect_all();
    });
}
