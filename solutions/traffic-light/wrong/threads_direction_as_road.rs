//! verdict: wrong-answer — it compares the light with the direction instead of the road.
//! pattern: none
//!
//! Both are small numbers, and with direction 1 on road 1 it even works. A car on road 1 in
//! direction 2 takes the light for red and turns it, though it is green for its road. Types of
//! one's own (`Road`, `Direction`) would have told the two apart.

use std::sync::{Condvar, Mutex};

pub struct TrafficLight {
    /// The road that is green. Every car goes through here; the mutex is the turnstile.
    green: Mutex<u32>,
    /// Cars that have gone through and are not across yet.
    crossing: Mutex<usize>,
    empty: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: Mutex::new(0), empty: Condvar::new() }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        _road_id: u32,
        direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut green = self.green.lock().unwrap();
        if *green != direction {
            let crossing = self.crossing.lock().unwrap();
            drop(self.empty.wait_while(crossing, |cars| *cars > 0).unwrap());
            turn_green();
            *green = direction;
        }
        *self.crossing.lock().unwrap() += 1;
        drop(green);

        cross_car();

        let mut crossing = self.crossing.lock().unwrap();
        *crossing -= 1;
        if *crossing == 0 {
            self.empty.notify_one();
        }
    }
}
