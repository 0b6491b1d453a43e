//! verdict: wrong-answer — a car leaves the turnstile first, and counts itself onto the crossing afterwards.
//! pattern: check-then-act
//!
//! In between it is nowhere: out of the turnstile, and not in the count. A car on red that comes
//! through just then finds an empty crossing and turns the light, and both go. Whoever hands over
//! from one protection to the next takes the second before letting go of the first.

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
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut green = self.green.lock().unwrap();
        if *green != road_id {
            let crossing = self.crossing.lock().unwrap();
            drop(self.empty.wait_while(crossing, |cars| *cars > 0).unwrap());
            turn_green();
            *green = road_id;
        }
        drop(green);
        *self.crossing.lock().unwrap() += 1;

        cross_car();

        let mut crossing = self.crossing.lock().unwrap();
        *crossing -= 1;
        if *crossing == 0 {
            self.empty.notify_one();
        }
    }
}
