//! verdict: wrong-answer — a flag says that the crossing is in use, and the first car that leaves clears it.
//! pattern: none
//!
//! Right as long as cars cross one by one. With two of them, a slow and a quick one, the quick one
//! reports an empty crossing while the slow one is still on it. What several can hold at once needs
//! a count, and only the last one makes it zero.

use std::sync::{Condvar, Mutex};

pub struct TrafficLight {
    /// The road that is green. Every car goes through here; the mutex is the turnstile.
    green: Mutex<u32>,
    /// Somebody is on the crossing.
    crossing: Mutex<bool>,
    empty: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: Mutex::new(false), empty: Condvar::new() }
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
            let crossing = self.crossing.lock().unwrap();
            drop(self.empty.wait_while(crossing, |in_use| *in_use).unwrap());
            turn_green();
            *green = road_id;
        }
        *self.crossing.lock().unwrap() = true;
        drop(green);

        cross_car();

        *self.crossing.lock().unwrap() = false;
        self.empty.notify_one();
    }
}
