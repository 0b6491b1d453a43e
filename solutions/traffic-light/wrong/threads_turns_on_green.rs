//! verdict: wrong-answer — every car calls `turn_green`, also if its road is green already.
//! pattern: none
//!
//! "Make it green, then cross" sounds safe, since turning to the colour that is there changes
//! nothing. But the callback is the change. It also empties the crossing for each car, so the cars
//! of one road go one by one.

use std::sync::{Condvar, Mutex};

pub struct TrafficLight {
    /// Every car goes through here.
    turnstile: Mutex<()>,
    /// Cars that have gone through and are not across yet.
    crossing: Mutex<usize>,
    empty: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { turnstile: Mutex::new(()), crossing: Mutex::new(0), empty: Condvar::new() }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        _road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let turnstile = self.turnstile.lock().unwrap();
        let crossing = self.crossing.lock().unwrap();
        let mut crossing = self.empty.wait_while(crossing, |cars| *cars > 0).unwrap();
        turn_green();
        *crossing += 1;
        drop(crossing);
        drop(turnstile);

        cross_car();

        let mut crossing = self.crossing.lock().unwrap();
        *crossing -= 1;
        if *crossing == 0 {
            self.empty.notify_one();
        }
    }
}
