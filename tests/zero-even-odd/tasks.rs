//! Hidden tests of Print Zero Even Odd with async tasks: compiled by the grader together with one
//! learner's file.
//!
//! The three calls may wait for each other, so every scenario makes all of them in the end, and
//! none expects a call to return before.

use std::sync::Arc;
use std::time::Duration;

use harness::tasks::{Run, check};
use rstest::rstest;

use crate::exercise::ZeroEvenOdd;
use sequence::{EVEN, METHODS, ODD, ZERO};

#[path = "sequence.rs"]
mod sequence;

const NONE: Duration = Duration::ZERO;
const MOMENT: Duration = Duration::from_millis(1);
const WHILE: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);
/// Longer than all callbacks work for 2 or 3 numbers.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// So many numbers can be judged again at each print.
const SHORT: u32 = 10;

/// One object under test. Its callbacks log under its name, so that two objects can share a log.
#[derive(Clone)]
struct Subject {
    run: Run,
    zero_even_odd: Arc<ZeroEvenOdd>,
    n: u32,
    name: &'static str,
}

impl Subject {
    fn new(run: &Run, n: u32, name: &'static str) -> Self {
        Self { run: run.clone(), zero_even_odd: Arc::new(ZeroEvenOdd::new(n)), n, name }
    }

    /// Calls a method from a task of its own, with callbacks that work for some time or other.
    fn call(&self, method: usize) {
        self.call_with(method, |run, label| async move { run.work(&label).await });
    }

    /// Calls a method with callbacks that take exactly so long each.
    fn call_lasting(&self, method: usize, lasting: Duration) {
        let print = move |run: Run, label: String| async move {
            run.work_for(&label, lasting).await;
        };
        self.call_with(method, print);
    }

    fn call_with<Fut>(
        &self,
        method: usize,
        print: impl Fn(Run, String) -> Fut + Send + Sync + 'static,
    ) where
        Fut: Future<Output = ()> + Send,
    {
        let subject = self.clone();
        self.run.call(format!("{}{}", self.name, METHODS[method]), async move {
            let (subject, print) = (&subject, &print);
            let print_number = |number| async move {
                let entry = format!("{} {number}", METHODS[method]);
                subject.expect_next(&entry);
                print(subject.run.clone(), format!("{}{entry}", subject.name)).await;
            };
            match method {
                ZERO => subject.zero_even_odd.zero(print_number).await,
                ODD => subject.zero_even_odd.odd(print_number).await,
                _ => subject.zero_even_odd.even(print_number).await,
            }
        });
    }

    /// Claims that this is what has to be printed now. (A long sequence is judged at the end only.)
    fn expect_next(&self, entry: &str) {
        if self.n > SHORT {
            return;
        }
        let mut log = self.log();
        log.push(format!("{entry} begins"));
        self.run.faultless(sequence::fault(&log, self.n));
    }

    fn expect_all(&self) {
        self.run.faultless(sequence::fault_at_the_end(&self.log(), self.n));
    }

    /// Its entries in the log, without its name.
    fn log(&self) -> Vec<String> {
        self.run.entries_of(self.name)
    }
}

/// All three methods, in an order from the execution's seed.
fn any_order(run: &Run) -> [usize; 3] {
    let mut order = [ZERO, ODD, EVEN];
    run.shuffle(&mut order);
    order
}

#[rstest]
fn all_numbers_in_order(#[values(0, 1, 2, 3, 10)] n: u32) {
    check(move |run: Run| async move {
        let numbers = Subject::new(&run, n, "");
        any_order(&run).into_iter().for_each(|method| numbers.call(method));
        run.join().await;
        numbers.expect_all();
    });
}

#[rstest]
#[case::zero_odd_even([ZERO, ODD, EVEN])]
#[case::zero_even_odd([ZERO, EVEN, ODD])]
#[case::odd_zero_even([ODD, ZERO, EVEN])]
#[case::odd_even_zero([ODD, EVEN, ZERO])]
#[case::even_zero_odd([EVEN, ZERO, ODD])]
#[case::even_odd_zero([EVEN, ODD, ZERO])]
fn every_start_order(#[case] order: [usize; 3]) {
    check(move |run: Run| async move {
        let numbers = Subject::new(&run, [2, 3][run.pick(2)], "");
        let gap = [NONE, MOMENT, DAY][run.pick(3)];
        for method in order {
            numbers.call(method);
            run.pause(gap).await;
        }
        run.join().await;
        numbers.expect_all();
    });
}

/// Whoever is there too early waits without using the processor: alone, or with one of the others.
#[rstest]
#[case::even(&[EVEN], &[ODD, ZERO])]
#[case::odd(&[ODD], &[EVEN, ZERO])]
#[case::odd_and_even(&[ODD, EVEN], &[ZERO])]
#[case::zero(&[ZERO], &[ODD, EVEN])]
#[case::zero_and_even(&[ZERO, EVEN], &[ODD])]
#[case::zero_and_odd(&[ZERO, ODD], &[EVEN])]
fn idle_while_waiting(#[case] early: &'static [usize], #[case] late: &'static [usize]) {
    check(move |run: Run| async move {
        let numbers = Subject::new(&run, 3, "");
        early.iter().for_each(|method| numbers.call_lasting(*method, NONE));
        run.pause(WHILE).await;
        run.idle().await;
        late.iter().for_each(|method| numbers.call(*method));
        run.join().await;
        numbers.expect_all();
    });
}

/// Callbacks that take no time: the narrow windows.
#[rstest]
fn instant_callbacks(#[values(1, 2, 3, 130)] n: u32) {
    check(move |run: Run| async move {
        let numbers = Subject::new(&run, n, "");
        for method in any_order(&run) {
            numbers.call_with(method, |run, label| async move { run.log(label) });
        }
        run.join().await;
        numbers.expect_all();
    });
}

/// However late one comes, it finds everything as it should be. (Callbacks take no time, since the
/// others may print what they can in the meantime, or wait.)
#[rstest]
#[case::even([ODD, ZERO, EVEN])]
#[case::odd([EVEN, ZERO, ODD])]
#[case::zero([EVEN, ODD, ZERO])]
fn one_comes_an_hour_late(#[case] order: [usize; 3]) {
    check(move |run: Run| async move {
        let numbers = Subject::new(&run, 3, "");
        let [first, second, late] = order;
        numbers.call_lasting(first, NONE);
        numbers.call_lasting(second, NONE);
        run.pause(HOUR).await;
        numbers.call_lasting(late, NONE);
        run.join().await;
        numbers.expect_all();
        run.takes(HOUR);
    });
}

/// Each goes on at the very instant at which the callback before its own has ended.
#[rstest]
#[case::all([1, 2, 3])]
#[case::all_alike([1, 1, 1])]
#[case::even([0, 0, 2])]
#[case::odd([0, 2, 0])]
#[case::zero([2, 0, 0])]
fn slow_callbacks(#[case] lasting: [u32; 3]) {
    check(move |run: Run| async move {
        let n = [3, 4][run.pick(2)];
        let numbers = Subject::new(&run, n, "");
        for method in any_order(&run) {
            numbers.call_lasting(method, lasting[method] * WHILE);
        }
        run.join().await;
        numbers.expect_all();
        let [zero, odd, even] = lasting;
        run.takes((n * zero + n.div_ceil(2) * odd + n / 2 * even) * WHILE);
    });
}

/// What happens to one object must not release, or hold up, a waiter of the other.
#[rstest]
fn two_objects_do_not_disturb_each_other() {
    check(|run: Run| async move {
        let (left, right) = (Subject::new(&run, 2, "left "), Subject::new(&run, 3, "right "));
        for method in [EVEN, ODD] {
            right.call(method);
            left.call(method);
        }
        left.call(ZERO);
        run.pause(DAY).await;
        if run.is_virtual() {
            left.expect_all();
        }
        right.call(ZERO);
        run.join().await;
        left.expect_all();
        right.expect_all();
    });
}

/// Callbacks of two objects may overlap, and so two take no longer than one.
#[rstest]
fn two_objects_print_at_the_same_time() {
    check(|run: Run| async move {
        let objects = ["left ", "right "].map(|name| Subject::new(&run, 2, name));
        for object in &objects {
            [ZERO, ODD, EVEN].into_iter().for_each(|method| object.call_lasting(method, WHILE));
        }
        run.join().await;
        objects.iter().for_each(Subject::expect_all);
        run.takes_at_most(4 * WHILE);
    });
}
