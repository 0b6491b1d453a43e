//! verdict: wrong-answer — the lock protects the light only, and is gone when the car crosses.
//! pattern: check-then-act, permit-lost
//!
//! The light is turned by one car at a time, and never twice. But nothing says that somebody is on
//! the crossing: a car of the other road turns the light while this one still crosses. It cures the
//! one lock around everything by removing what was right about it.

use std::sync::Mutex;

pub struct TrafficLight {
    green: Mutex<u32>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1) }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut green = self.green.lock().unwrap();
        if *green != road_id {
            turn_green();
            *green = road_id;
        }
        drop(green);
        cross_car();
    }
}
