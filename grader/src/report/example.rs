//! Hand-made executions, for the snapshots of all screens: two who wait for each other's signal, and as
//! many philosophers as one likes.

use protocol::{
    Act, Again, Change, Detours, Engine, Failure, Holder, Interleaving, Lane, LogEntry, Place,
    Step, Thing, Verdict, Wait,
};

use crate::diagnosis::{Diagnosis, Mark};
use crate::graded::Graded;

/// The file of all examples.
pub(super) const FILE: &str = "exercises/foobar/threads.rs";

/// Its text.
pub(super) const TEXT: &str = "\
use std::sync::{Condvar, Mutex};

pub struct FooBar {
    foo_is_next: Mutex<bool>,
    changed: Condvar,
}

impl FooBar {
    pub fn foo(&self, print_foo: impl Fn()) {
        while !*self.foo_is_next.lock().unwrap() {
            drop(self.changed.wait(self.foo_is_next.lock().unwrap()).unwrap());
        }
        print_foo();
        let mut foo_is_next = self.foo_is_next.lock().unwrap();
        *foo_is_next = false;
        self.changed.notify_all();
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        while *self.foo_is_next.lock().unwrap() {
            drop(self.changed.wait(self.foo_is_next.lock().unwrap()).unwrap());
        }
        print_bar();
    }
}
";

/// A place in it.
pub(super) fn place(line: u32, column: u32) -> Place {
    Place { file: FILE.into(), line, column }
}

/// A step of the learner's code in some line.
pub(super) fn does(who: usize, verb: &str, object: usize, line: u32, column: u32) -> Step {
    let act = Act::Does { verb: verb.into(), object: Some(object), result: None };
    Step { at: Some(place(line, column)), ..Step::new(who, act) }
}

/// The learner's code waits.
pub(super) fn waits(who: usize, verb: &str, object: usize, line: u32, column: u32) -> Step {
    let act = Act::Waits { verb: verb.into(), object: Some(object) };
    Step { at: Some(place(line, column)), ..Step::new(who, act) }
}

/// A step of the kit's own.
pub(super) fn kit(lane: usize, verb: &str) -> Step {
    let act = Act::Does { verb: verb.into(), object: None, result: None };
    Step { kit: true, ..Step::new(lane, act) }
}

/// An entry of the log.
pub(super) fn says(lane: usize, text: &str) -> Step {
    Step::new(lane, Act::Log { text: text.into() })
}

fn takes(step: Step, object: usize) -> Step {
    Step { changes: vec![Change::Takes { object }], ..step }
}

fn frees(step: Step, object: usize) -> Step {
    let lane = step.lane;
    Step { changes: vec![Change::Frees { object, lane }], ..step }
}

fn lane(name: &str, kit: bool) -> Lane {
    Lane { name: name.into(), kit }
}

fn thing(name: &str, kind: &str) -> Thing {
    Thing { name: name.into(), kind: kind.into(), lane: None }
}

/// `bar` looks, `foo` notifies, `bar` begins to wait.
pub(super) fn lost_wake_up() -> Interleaving {
    let (flag, changed) = (0, 1);
    let look = |who, line, column| {
        [
            takes(does(who, "lock", flag, line, column), flag),
            frees(does(who, "unlock", flag, line, column), flag),
        ]
    };
    let mut steps = vec![kit(0, "spawn"), kit(0, "spawn"), kit(1, "start"), kit(2, "start")];
    steps.extend(look(2, 20, 33));
    let mut first = look(1, 10, 34);
    first[0].preempts = true;
    steps.extend(first);
    steps.extend([says(1, "foo begins"), kit(1, "callback runs"), says(1, "foo ends")]);
    let [begin, end] = look(1, 14, 48);
    steps.extend([begin, does(1, "notify_all", changed, 16, 22), end, kit(1, "end")]);
    steps.push(takes(does(2, "lock", flag, 21, 53), flag));
    steps.push(frees(waits(2, "wait", changed, 21, 31), flag));
    Interleaving {
        lanes: vec![lane("scenario", true), lane("foo", false), lane("bar", false)],
        objects: vec![thing("foo_is_next", "Mutex"), thing("changed", "Condvar")],
        left_out: 0,
        steps,
    }
}

/// The report on that.
pub(super) fn deadlock(diagnosed: bool) -> Graded {
    let entry = |what: &str| LogEntry { who: "foo".into(), what: what.into(), at_ns: 0 };
    let mut graded = Graded::new("foobar/threads".into(), FILE.into(), Verdict::Deadlock, 1);
    graded.engine = Some(Engine::Model);
    graded.case = Some("alternates::rounds_2_1::order_1__FOO_BAR_".into());
    graded.reproduce =
        Some("cargo run -p grader -- replay foobar/threads:model:alternates:c2".into());
    (graded.build_ms, graded.model_ms) = (Some(412), Some(7));
    graded.failure = Some(Failure {
        log: vec![entry("foo begins"), entry("foo ends")],
        interleaving: Some(lost_wake_up()),
        waits: vec![Wait {
            who: "bar".into(),
            lane: Some(2),
            what: "wait changed".into(),
            object: Some(1),
            at: Some(place(21, 31)),
            holders: vec![],
        }],
        again: Again::Detours(Detours(vec![(4, 2)])),
        execution: 3,
        ..Failure::new(Verdict::Deadlock, "`bar` waits, and nobody can ever wake it")
    });
    let mark = |line, column, label: &str| Mark {
        at: place(line, column),
        label: label.into(),
        step: None,
    };
    graded.diagnosis = diagnosed.then(|| Diagnosis {
        pattern: "lost-wake-up".into(),
        title: "a wake-up is lost".into(),
        text: "`foo` notifies between the moment in which `bar` looks and the moment in which it \
               begins to wait. A condition variable does not remember; look at what the lock is held \
               for."
            .into(),
        step: Some(12),
        marks: vec![
            mark(16, 22, "`foo` notifies, and nobody waits"),
            mark(20, 33, "`bar` has looked here"),
            mark(21, 31, "`bar` begins to wait only then"),
        ],
    });
    graded
}

/// So many philosophers, each with one fork, each waiting for the next one's.
pub(super) fn circle(seats: usize) -> Interleaving {
    let mut steps = vec![kit(0, "spawn")];
    for seat in 0..seats {
        steps.push(says(seat + 1, &format!("{seat} calls")));
        steps.push(takes(does(seat + 1, "lock", seat, 10, 34), seat));
    }
    for seat in 0..seats {
        steps.push(waits(seat + 1, "lock", (seat + 1) % seats, 11, 53));
    }
    let philosophers = (0..seats).map(|seat| lane(&format!("philosopher {seat}"), false));
    Interleaving {
        lanes: [lane("scenario", true)].into_iter().chain(philosophers).collect(),
        objects: (0..seats).map(|n| thing(&format!("forks (Mutex #{})", n + 1), "Mutex")).collect(),
        left_out: 0,
        steps,
    }
}

/// The report on that.
pub(super) fn circular(seats: usize) -> Graded {
    let mut graded = deadlock(false);
    let of = circle(seats);
    let wait = |seat: usize| {
        let next = (seat + 1) % seats;
        Wait {
            who: of.lane_name(seat + 1).to_owned(),
            lane: Some(seat + 1),
            what: format!("lock {}", of.object_name(next)),
            object: Some(next),
            at: Some(place(11, 53)),
            holders: vec![Holder {
                who: of.lane_name(next + 1).to_owned(),
                lane: next + 1,
                since: Some(place(10, 34)),
            }],
        }
    };
    let waits = (0..seats).map(wait).collect();
    let summary = "everybody waits, and nobody can ever wake them";
    graded.failure = Some(Failure {
        interleaving: Some(of.clone()),
        waits,
        ..Failure::new(Verdict::Deadlock, summary)
    });
    graded
}

/// A panic, which another run does not repeat.
pub(super) fn panic() -> Graded {
    let mut graded = deadlock(false);
    graded.verdict = Verdict::RuntimeError;
    graded.file = "solutions/foobar/wrong/threads_panics.rs".into();
    let at = Place { file: graded.file.clone(), line: 10, column: 34 };
    let summary = format!("`foo` panicked at {}:10:34: poisoned", graded.file);
    graded.failure = Some(Failure {
        at: Some(at),
        repeats: false,
        notes: vec!["The same schedule, run again, did not lead to the same failure.".into()],
        ..Failure::new(Verdict::RuntimeError, summary)
    });
    graded
}

/// A wrong answer, found natively: no schedule is known.
pub(super) fn wrong_answer() -> Graded {
    let mut graded = deadlock(false);
    graded.engine = Some(Engine::Native);
    graded.verdict = Verdict::WrongAnswer;
    let entry =
        |who: &str, at_ns| LogEntry { who: who.into(), what: format!("{who} begins"), at_ns };
    graded.failure = Some(Failure {
        expected: Some("foo begins, foo ends, bar begins".into()),
        seen: Some("bar begins".into()),
        log: vec![entry("bar", 1_500_000), entry("foo", 20_000_000)],
        again: Again::Seed(0x2f),
        ..Failure::new(Verdict::WrongAnswer, "`bar` was printed before anything else")
    });
    graded
}
