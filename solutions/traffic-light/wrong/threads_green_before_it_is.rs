//! verdict: wrong-answer — it writes down the new colour before `turn_green` has run.
//! pattern: check-then-act
//!
//! The state says green, the lock is free, and the light is still changing: the next car of the
//! same road crosses in the middle of the change. What others may rely on is written down when it
//! has become true, and until then something has to keep them out.

use std::sync::{Condvar, Mutex};

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
        let mut state = self.state.lock().unwrap();
        let number = state.next;
        state.next += 1;
        let must_wait = |state: &mut State| {
            state.turn != number || (state.green != road_id && state.crossing > 0)
        };
        state = self.changed.wait_while(state, must_wait).unwrap();
        let is_red = state.green != road_id;
        state.green = road_id;
        state.crossing += 1;
        state.turn += 1;
        drop(state);
        self.changed.notify_all();
        if is_red {
            turn_green();
        }

        cross_car();

        self.state.lock().unwrap().crossing -= 1;
        self.changed.notify_all();
    }
}
