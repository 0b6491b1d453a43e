//! verdict: starvation — eats once neither neighbour eats, and two who take turns pass him over.
//! pattern: none
//!
//! Dijkstra's solution, as many books print it. It cannot deadlock, and it lets as many eat as
//! possible. But a philosopher takes both forks or none, so between two neighbours who are never
//! both away from the table he is passed over for ever.

use std::sync::{Condvar, Mutex};

const SEATS: usize = 5;

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    Thinking,
    Hungry,
    Eating,
}

pub struct DiningPhilosophers {
    states: Mutex<[State; SEATS]>,
    may_eat: [Condvar; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { states: Mutex::default(), may_eat: Default::default() }
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
        let mut states = self.states.lock().unwrap();
        states[philosopher] = State::Hungry;
        self.test(&mut states, philosopher);
        let is_hungry = |states: &mut [State; SEATS]| states[philosopher] == State::Hungry;
        drop(self.may_eat[philosopher].wait_while(states, is_hungry).unwrap());
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
        let mut states = self.states.lock().unwrap();
        states[philosopher] = State::Thinking;
        self.test(&mut states, (philosopher + 1) % SEATS);
        self.test(&mut states, (philosopher + SEATS - 1) % SEATS);
    }

    fn test(&self, states: &mut [State; SEATS], philosopher: usize) {
        let (left, right) = ((philosopher + SEATS - 1) % SEATS, (philosopher + 1) % SEATS);
        if states[philosopher] == State::Hungry
            && states[left] != State::Eating
            && states[right] != State::Eating
        {
            states[philosopher] = State::Eating;
            self.may_eat[philosopher].notify_one();
        }
    }
}
