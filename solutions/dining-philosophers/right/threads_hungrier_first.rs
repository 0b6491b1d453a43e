//! right: a state table in which the hungrier neighbour goes first, a `parking_lot::Condvar` each
//!
//! Dijkstra's table lets somebody eat as soon as both neighbours do not, and starves whoever sits
//! between two that take turns. Here a hungry neighbour who came earlier counts like one who eats.
//! The one who has waited longest of all waits for eaters only, so somebody can always go on.

use parking_lot::{Condvar, Mutex};

const SEATS: usize = 5;

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Thinking,
    /// Since this number.
    Hungry(u64),
    Eating,
}

#[derive(Default)]
struct Table {
    clock: u64,
    states: [State; SEATS],
}

impl Table {
    fn may_eat(&self, philosopher: usize, since: u64) -> bool {
        neighbours(philosopher).into_iter().all(|other| match self.states[other] {
            State::Thinking => true,
            State::Hungry(other_since) => since < other_since,
            State::Eating => false,
        })
    }
}

pub struct DiningPhilosophers {
    table: Mutex<Table>,
    changed_beside: [Condvar; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { table: Mutex::default(), changed_beside: Default::default() }
    }

    pub fn wants_to_eat(
        &self,
        philosopher: usize,
        pick_left_fork: impl FnOnce(),
        pick_right_fork: impl FnOnce(),
        eat: impl FnOnce(),
        put_left_fork: impl FnOnce(),
        put_right_fork: impl FnOnce(),
    ) {
        self.take_both(philosopher);
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
        self.table.lock().states[philosopher] = State::Thinking;
        for other in neighbours(philosopher) {
            self.changed_beside[other].notify_one();
        }
    }

    fn take_both(&self, philosopher: usize) {
        let mut table = self.table.lock();
        let since = table.clock;
        table.clock += 1;
        table.states[philosopher] = State::Hungry(since);
        // Who goes from hungry to eating holds his neighbours up as before: no need to tell them.
        self.changed_beside[philosopher]
            .wait_while(&mut table, |table| !table.may_eat(philosopher, since));
        table.states[philosopher] = State::Eating;
    }
}

fn neighbours(philosopher: usize) -> [usize; 2] {
    [(philosopher + SEATS - 1) % SEATS, (philosopher + 1) % SEATS]
}
