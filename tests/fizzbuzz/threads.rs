//! The hidden tests of Fizz Buzz with OS threads: the simplest cases sort first. `grader` compiles
//! them together with one learner's file.
//!
//! Each of the four may wait for the three others to turn up, so every scenario calls all of them
//! in the end.

use std::sync::Arc;
use std::time::Duration;

use count::{Pace, ROLES, Role};
use harness::threads::{Run, check};
use rstest::rstest;

use crate::exercise::FizzBuzz;

#[path = "count.rs"]
mod count;

const NONE: Duration = Duration::ZERO;
const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);
/// Longer than all callbacks together work.
const DAYS: Duration = Duration::from_secs(3 * 24 * 3600);

/// One object under test. Its callbacks log under its name, so that two objects can share a log.
#[derive(Clone)]
struct Subject {
    run: Run,
    fizzbuzz: Arc<FizzBuzz>,
    n: u32,
    name: &'static str,
}

impl Subject {
    fn new(run: &Run, n: u32) -> Self {
        Self::named(run, n, "")
    }

    fn named(run: &Run, n: u32, name: &'static str) -> Self {
        Self { run: run.clone(), fizzbuzz: Arc::new(FizzBuzz::new(n)), n, name }
    }

    /// Calls a method from a thread of its own.
    fn call(&self, role: Role, pace: Pace) {
        let subject = self.clone();
        self.run.call(format!("{}{}", self.name, role.name()), move || {
            let print = || subject.print(role.name(), pace);
            match role {
                Role::Fizz => subject.fizzbuzz.fizz(print),
                Role::Buzz => subject.fizzbuzz.buzz(print),
                Role::FizzBuzz => subject.fizzbuzz.fizzbuzz(print),
                Role::Number => {
                    subject.fizzbuzz.number(|number| subject.print(&number.to_string(), pace));
                }
            }
        });
    }

    /// Calls all methods but one, in any order.
    fn call_all_but(&self, missing: Option<Role>, pace: Pace) {
        let mut roles = ROLES;
        self.run.shuffle(&mut roles);
        roles.into_iter().filter(|role| Some(*role) != missing).for_each(|role| {
            self.call(role, pace);
        });
    }

    /// What every callback does.
    fn print(&self, word: &str, pace: Pace) {
        self.run.faultless(count::fault_if_begins(word, &self.log(), self.n));
        let label = format!("{}{word}", self.name);
        match pace {
            Pace::Any => self.run.work(&label),
            Pace::Lasting(time) => self.run.work_for(&label, time),
        }
    }

    /// Claims that everything was printed, once nothing more can be.
    fn expect_all(&self) {
        self.run.faultless(count::fault_at_end(&self.log(), self.n));
    }

    fn log(&self) -> Vec<String> {
        self.run.entries_of(self.name)
    }
}

#[rstest]
fn counts_together(#[values(0, 1, 2, 3, 5, 14, 15, 16)] n: u32) {
    check(move |run: &Run| {
        let count = Subject::new(run, n);
        count.call_all_but(None, Pace::Any);
        run.join();
        count.expect_all();
    });
}

/// Whoever has no turn waits without using the processor.
#[rstest]
#[case::fizzbuzz(Role::FizzBuzz)]
#[case::number(Role::Number)]
fn idle_while_one_is_missing(#[case] missing: Role) {
    check(move |run: &Run| {
        let count = Subject::new(run, 16);
        count.call_all_but(Some(missing), Pace::Lasting(NONE));
        run.idle();
        count.call(missing, Pace::Any);
        run.join();
        count.expect_all();
    });
}

/// Callbacks that take no time: the narrow windows.
#[rstest]
fn instant_callbacks(#[values(3, 5, 16, 45, 130)] n: u32) {
    check(move |run: &Run| {
        let count = Subject::new(run, n);
        count.call_all_but(None, Pace::Lasting(NONE));
        run.join();
        count.expect_all();
    });
}

#[rstest]
fn long_count_with_any_callbacks() {
    check(|run: &Run| {
        let count = Subject::new(run, 100);
        count.call_all_but(None, Pace::Any);
        run.join();
        count.expect_all();
    });
}

/// However late one comes, it finds everything as it should be. (Callbacks take no time, since the
/// others may print what they can before it comes, or wait for it.)
#[rstest]
#[case::fizz(Role::Fizz, 16)]
#[case::buzz(Role::Buzz, 16)]
#[case::fizzbuzz(Role::FizzBuzz, 16)]
#[case::number(Role::Number, 16)]
#[case::fizzbuzz_without_a_number(Role::FizzBuzz, 2)]
#[case::number_without_a_number(Role::Number, 0)]
fn one_comes_an_hour_late(#[case] late: Role, #[case] n: u32) {
    check(move |run: &Run| {
        let count = Subject::new(run, n);
        count.call_all_but(Some(late), Pace::Lasting(NONE));
        run.pause(HOUR);
        count.call(late, Pace::Lasting(NONE));
        run.join();
        count.expect_all();
        run.takes(HOUR);
    });
}

/// Each goes on, or returns, at the very instant at which the callback before has ended.
#[rstest]
#[case::all_alike(15, [1, 1, 1, 1])]
#[case::all(16, [2, 3, 7, 1])]
#[case::the_last_fizz(3, [3600, 0, 0, 0])]
#[case::the_last_fizzbuzz(15, [0, 0, 3600, 0])]
#[case::the_only_number(1, [0, 0, 0, 3600])]
fn slow_callbacks(#[case] n: u32, #[case] seconds: [u64; 4]) {
    check(move |run: &Run| {
        let count = Subject::new(run, n);
        let mut roles = ROLES;
        run.shuffle(&mut roles);
        for role in roles {
            let lasting = Duration::from_secs(seconds[role as usize]);
            count.call(role, Pace::Lasting(lasting));
        }
        run.join();
        count.expect_all();
        run.takes(count::duration(n, seconds));
    });
}

/// Callbacks of two objects may overlap, and so two counts take no longer than one.
#[rstest]
fn two_objects_count_at_the_same_time() {
    check(|run: &Run| {
        let subjects = ["left ", "right "].map(|name| Subject::named(run, 3, name));
        for count in &subjects {
            count.call_all_but(None, Pace::Lasting(SECOND));
        }
        run.join();
        subjects.iter().for_each(Subject::expect_all);
        run.takes_at_most(3 * SECOND);
    });
}

/// What happens to one object must not release, or hold up, a waiter of the other.
#[rstest]
fn two_objects_do_not_disturb_each_other() {
    check(|run: &Run| {
        let (left, right) = (Subject::named(run, 5, "left "), Subject::named(run, 6, "right "));
        right.call_all_but(Some(Role::Fizz), Pace::Any);
        left.call_all_but(None, Pace::Any);
        run.pause(DAYS);
        if run.is_virtual() {
            left.expect_all();
        }
        right.call(Role::Fizz, Pace::Any);
        run.join();
        left.expect_all();
        right.expect_all();
    });
}
