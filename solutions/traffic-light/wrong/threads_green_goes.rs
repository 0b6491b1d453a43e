//! verdict: starvation — whoever finds green goes, so an endless stream of cars keeps the other road waiting for ever.
//! pattern: none
//!
//! A car on red waits until the crossing is empty. On a busy road it never is: the next car comes
//! before the one before is across, finds green, and goes. Everything else is right. Whoever waits
//! must be able to keep newcomers out (a turnstile), or they must be counted (a batch).

use std::sync::{Condvar, Mutex};

struct State {
    green: u32,
    turning: bool,
    /// Cars on the crossing.
    crossing: usize,
}

pub struct TrafficLight {
    state: Mutex<State>,
    changed: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, turning: false, crossing: 0 };
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
        let must_wait =
            |state: &mut State| state.turning || (state.green != road_id && state.crossing > 0);
        let mut state = self.changed.wait_while(self.state.lock().unwrap(), must_wait).unwrap();
        if state.green != road_id {
            state.turning = true;
            drop(state);
            turn_green();
            state = self.state.lock().unwrap();
            (state.green, state.turning) = (road_id, false);
            self.changed.notify_all();
        }
        state.crossing += 1;
        drop(state);

        cross_car();

        self.state.lock().unwrap().crossing -= 1;
        self.changed.notify_all();
    }
}
