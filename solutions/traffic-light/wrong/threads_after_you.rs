//! verdict: deadlock — each road lets the other one go first if somebody waits there, so both stand for ever.
//! pattern: none
//!
//! The courtesy should keep an endless stream from starving the other road, and it does. But it has
//! no end: with a waiting car on each side and an empty crossing, both say "after you". A right of
//! way needs a rule that always lets one side go: a turn, an order of arrival, a bounded batch.

use std::sync::{Condvar, Mutex};

struct State {
    green: u32,
    turning: bool,
    /// Cars on the crossing.
    crossing: usize,
    /// Cars that wait, a road.
    waiting: [usize; 2],
}

impl State {
    fn must_wait(&self, road: u32) -> bool {
        let others_wait = self.waiting[2 - road as usize] > 0;
        let is_closed = self.turning || (self.green != road && self.crossing > 0);
        is_closed || others_wait
    }
}

pub struct TrafficLight {
    state: Mutex<State>,
    changed: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, turning: false, crossing: 0, waiting: [0, 0] };
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
        let own = road_id as usize - 1;
        let mut state = self.state.lock().unwrap();
        state.waiting[own] += 1;
        state = self.changed.wait_while(state, |state| state.must_wait(road_id)).unwrap();
        state.waiting[own] -= 1;
        state.crossing += 1;
        if state.green != road_id {
            state.turning = true;
            drop(state);
            turn_green();
            state = self.state.lock().unwrap();
            (state.green, state.turning) = (road_id, false);
        }
        drop(state);
        self.changed.notify_all();

        cross_car();

        self.state.lock().unwrap().crossing -= 1;
        self.changed.notify_all();
    }
}
