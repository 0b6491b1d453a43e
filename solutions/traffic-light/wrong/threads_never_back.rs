//! verdict: wrong-answer — the light is turned for road 2, and never turned back for road 1.
//! pattern: none
//!
//! "Road 1 is green" is taken for granted, since it is so at the start. After the first car of road
//! 2 it is not, and the cars of road 1 cross on red. The light belongs to whoever turned it last;
//! both roads have to look.

use std::sync::{Condvar, Mutex};

struct State {
    road_2_is_green: bool,
    /// The road whose cars are on the crossing, and how many they are.
    crossing: (u32, usize),
}

pub struct TrafficLight {
    turnstile: Mutex<()>,
    state: Mutex<State>,
    empty: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { road_2_is_green: false, crossing: (1, 0) };
        Self { turnstile: Mutex::new(()), state: Mutex::new(state), empty: Condvar::new() }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let turnstile = self.turnstile.lock().unwrap();
        let others_cross = |state: &mut State| state.crossing.0 != road_id && state.crossing.1 > 0;
        let mut state = self.empty.wait_while(self.state.lock().unwrap(), others_cross).unwrap();
        if road_id == 2 && !state.road_2_is_green {
            turn_green();
            state.road_2_is_green = true;
        }
        state.crossing = (road_id, state.crossing.1 + 1);
        drop(state);
        drop(turnstile);

        cross_car();

        let mut state = self.state.lock().unwrap();
        state.crossing.1 -= 1;
        if state.crossing.1 == 0 {
            self.empty.notify_one();
        }
    }
}
