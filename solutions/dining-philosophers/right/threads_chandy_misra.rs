//! right: clean and dirty forks (Chandy and Misra), under one mutex
//!
//! Every fork has an owner. Eating makes his forks dirty; a hungry neighbour gets a dirty fork for
//! the asking, cleaned, unless its owner eats right now, and then he gets it after the meal. A
//! clean fork stays with its owner until he has eaten. So whoever has eaten yields to whoever has
//! not, and since the forks begin with the lower of two neighbours, "who yields to whom" never
//! becomes a circle.

use std::sync::{Condvar, Mutex};

const SEATS: usize = 5;

struct Fork {
    owner: usize,
    is_dirty: bool,
    /// Its other neighbour asks for it.
    is_wanted: bool,
}

struct Table {
    forks: [Fork; SEATS],
    eats: [bool; SEATS],
    is_hungry: [bool; SEATS],
}

impl Table {
    fn ask(&mut self, philosopher: usize, fork: usize) {
        let fork = &mut self.forks[fork];
        let other = fork.owner;
        if other == philosopher {
            return;
        }
        fork.is_wanted = true;
        if fork.is_dirty && !self.eats[other] {
            let asks_back = self.is_hungry[other];
            *fork = Fork { owner: philosopher, is_dirty: false, is_wanted: asks_back };
        }
    }
}

pub struct DiningPhilosophers {
    table: Mutex<Table>,
    somebody_is_done: Condvar,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        // Fork i lies between i - 1 and i, and fork 0 between 4 and 0.
        let fork = |i: usize| Fork { owner: i.saturating_sub(1), is_dirty: true, is_wanted: false };
        let forks = std::array::from_fn(fork);
        let table = Table { forks, eats: [false; SEATS], is_hungry: [false; SEATS] };
        Self { table: Mutex::new(table), somebody_is_done: Condvar::new() }
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
        self.become_hungry(philosopher);
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
        self.be_done(philosopher);
    }

    fn become_hungry(&self, philosopher: usize) {
        let forks = forks(philosopher);
        let mut table = self.table.lock().unwrap();
        table.is_hungry[philosopher] = true;
        forks.into_iter().for_each(|fork| table.ask(philosopher, fork));
        let lacks_one = |table: &mut Table| {
            forks.into_iter().any(|fork| table.forks[fork].owner != philosopher)
        };
        let mut table = self.somebody_is_done.wait_while(table, lacks_one).unwrap();
        table.is_hungry[philosopher] = false;
        table.eats[philosopher] = true;
    }

    fn be_done(&self, philosopher: usize) {
        let mut table = self.table.lock().unwrap();
        table.eats[philosopher] = false;
        for (fork, other) in forks(philosopher).into_iter().zip(neighbours(philosopher)) {
            let fork = &mut table.forks[fork];
            if fork.is_wanted {
                *fork = Fork { owner: other, is_dirty: false, is_wanted: false };
            } else {
                fork.is_dirty = true;
            }
        }
        self.somebody_is_done.notify_all();
    }
}

/// The left one, the right one.
fn forks(philosopher: usize) -> [usize; 2] {
    [philosopher, (philosopher + 1) % SEATS]
}

/// The one on the left, the one on the right.
fn neighbours(philosopher: usize) -> [usize; 2] {
    [(philosopher + SEATS - 1) % SEATS, (philosopher + 1) % SEATS]
}
