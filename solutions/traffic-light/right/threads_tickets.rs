//! right: tickets, and cars are let in strictly in their order
//!
//! A car takes the next number and waits for two things: everybody before it has gone in, and its
//! road is green or the crossing is empty. So a car on red stops all who come after it. The lock
//! is held for a look only, never during a callback. Each change may concern anybody: `notify_all`.

use std::sync::{Condvar, Mutex, MutexGuard};

struct State {
    green: u32,
    /// Cars on the crossing.
    crossing: usize,
    /// The number of the next car that comes.
    next: u64,
    /// The number of the next car that goes in.
    turn: u64,
}

pub struct TrafficLight {
    state: Mutex<State>,
    changed: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, crossing: 0, next: 0, turn: 0 };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut state = self.state();
        let number = state.next;
        state.next += 1;
        let must_wait = |state: &mut State| {
            state.turn != number || (state.green != road_id && state.crossing > 0)
        };
        state = self.changed.wait_while(state, must_wait).unwrap();
        if state.green != road_id {
            // It is still our turn, so nobody goes in while the light changes.
            drop(state);
            turn_green();
            state = self.state();
            state.green = road_id;
        }
        state.crossing += 1;
        state.turn += 1;
        drop(state);
        self.changed.notify_all();

        cross_car();

        self.state().crossing -= 1;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}
