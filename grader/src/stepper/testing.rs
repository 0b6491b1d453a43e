//! Executions for the tests of the screens.

use protocol::{Act, Change, Failure, Interleaving, Lane, Place, Step, Thing, Verdict, Wait};

use super::ending::Ending;
use super::listing::Listing;
use super::screen::Told;
use super::tale::Tale;
use crate::diagnosis::{Diagnosis, Mark};

/// The file that everybody runs.
pub const FILE: &str = "exercises/x/threads.rs";

/// Its text.
pub const TEXT: &str = "\
//! verdict: deadlock — this line must not be seen in the game
//!
//! Nor this one.

use std::sync::{Condvar, Mutex};

pub struct Queue {
    items: Mutex<Vec<u32>>,
    not_empty: Condvar,
}

impl Queue {
    #[expect(clippy::all, reason = \"this line must not be seen either\")]
    pub fn push(&self, item: u32) {
        self.items.lock().unwrap().push(item);
        self.not_empty.notify_one();
    }

    pub fn pop(&self) -> u32 {
        let is_empty = self.items.lock().unwrap().is_empty();
        if is_empty {
            drop(self.not_empty.wait(self.items.lock().unwrap()).unwrap());
        }
        self.items.lock().unwrap().pop().unwrap_or_default()
    }
}
";

/// A place in the file.
pub fn place(line: u32) -> Place {
    Place { file: FILE.to_owned(), line, column: 9 }
}

/// A step of the learner's code.
pub fn step(lane: usize, verb: &str, object: Option<usize>, row: u32) -> Step {
    let act = Act::Does { verb: verb.to_owned(), object, result: None };
    let (preempts, wakes, changes) = (false, Vec::new(), Vec::new());
    Step { lane, act, at: Some(place(row)), kit: false, preempts, wakes, changes }
}

/// A wait in the learner's code.
pub fn waits(lane: usize, verb: &str, object: usize, row: u32) -> Step {
    let act = Act::Waits { verb: verb.to_owned(), object: Some(object) };
    Step { act, ..step(lane, verb, None, row) }
}

/// An entry of the log.
pub fn says(lane: usize, text: &str) -> Step {
    Step { act: Act::Log { text: text.to_owned() }, at: None, ..step(lane, "", None, 1) }
}

/// Lanes with these names, after the scenario's own.
pub fn lanes(names: &[&str]) -> Vec<Lane> {
    let own = Lane { name: "scenario".to_owned(), kit: true };
    let others = names.iter().map(|name| Lane { name: (*name).to_owned(), kit: false });
    std::iter::once(own).chain(others).collect()
}

/// Objects of these kinds and names.
pub fn things(things: &[(&str, &str)]) -> Vec<Thing> {
    let thing = |(kind, name): &(&str, &str)| Thing {
        name: (*name).to_owned(),
        kind: (*kind).to_owned(),
        lane: None,
    };
    things.iter().map(thing).collect()
}

/// A notification that comes before the wait.
pub fn lost_wake_up() -> Interleaving {
    let lock = |lane, line| Step {
        changes: vec![Change::Takes { object: 0 }],
        ..step(lane, "lock", Some(0), line)
    };
    let unlock = |lane, line| Step {
        changes: vec![Change::Frees { object: 0, lane }],
        ..step(lane, "unlock", Some(0), line)
    };
    let kit = |step| Step { kit: true, at: None, ..step };
    let steps = vec![
        kit(step(0, "spawn", None, 1)),
        says(1, "pop begins"),
        lock(1, 20),
        unlock(1, 20),
        Step { preempts: true, ..says(2, "push begins") },
        lock(2, 15),
        unlock(2, 15),
        step(2, "notify_one", Some(1), 16),
        says(2, "push ends"),
        kit(step(2, "end", None, 1)),
        lock(1, 22),
        Step { changes: vec![Change::Frees { object: 0, lane: 1 }], ..waits(1, "wait", 1, 22) },
        kit(step(0, "join", None, 1)),
    ];
    Interleaving {
        lanes: lanes(&["taker", "giver"]),
        objects: things(&[("Mutex", "items"), ("Condvar", "not_empty")]),
        left_out: 0,
        steps,
    }
}

/// That execution, of that file.
pub fn tale() -> Tale {
    Tale::new("x/threads  deadlock".to_owned(), Listing::new(FILE, TEXT), lost_wake_up())
}

/// How it fails.
pub fn failure() -> Failure {
    let wait = Wait {
        who: "taker".to_owned(),
        lane: Some(1),
        what: "wait not_empty".to_owned(),
        object: Some(1),
        at: Some(place(22)),
        holders: Vec::new(),
    };
    let summary = "`taker` waits, and nobody can ever wake it";
    Failure { waits: vec![wait], ..Failure::new(Verdict::Deadlock, summary) }
}

/// What it is an example of.
pub fn diagnosis() -> Diagnosis {
    Diagnosis {
        pattern: "lost-wake-up".to_owned(),
        title: "a wake-up is lost".to_owned(),
        text: "giver notifies at line 16 while nobody waits; taker waits only after that. Look at \
               what may happen between the look at the queue and the wait."
            .to_owned(),
        step: Some(7),
        marks: vec![Mark {
            at: place(16),
            label: "giver notifies here, and nobody waits yet".to_owned(),
            step: Some(7),
        }],
    }
}

/// All that is to be said of it.
pub fn told() -> Told {
    let diagnosis = diagnosis();
    let ending = Ending::failed(&failure(), Some(&diagnosis));
    Told { ending, diagnosis: Some(diagnosis), moves: vec![4] }
}

/// Twelve who want the same lock.
pub fn twelve() -> Tale {
    let names: Vec<String> = (1..=12).map(|number| format!("caller {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut steps =
        vec![Step { changes: vec![Change::Takes { object: 0 }], ..step(1, "lock", Some(0), 15) }];
    steps.extend((2..=12).map(|lane| waits(lane, "lock", 0, 20)));
    let interleaving = Interleaving {
        lanes: lanes(&names),
        objects: things(&[("Mutex", "items")]),
        left_out: 0,
        steps,
    };
    Tale::new("x/threads  deadlock".to_owned(), Listing::new(FILE, TEXT), interleaving)
}

/// What a terminal without colours would show, with what ends each line.
pub fn plain(screen: &str) -> String {
    let text = anstream::adapter::strip_str(screen).to_string();
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// A screen fits if it has exactly so many rows, none too long.
pub fn assert_fits(screen: &str, columns: usize, rows: usize) {
    let text = anstream::adapter::strip_str(screen).to_string();
    assert_eq!(text.lines().count(), rows, "{text}");
    let widest = text.lines().map(crate::report::text::width).max().unwrap_or(0);
    assert!(widest <= columns, "{widest} columns of {columns}:\n{text}");
}
