//! verdict: wrong-answer — it turns the light first, and waits for the crossing to be empty afterwards.
//! pattern: none
//!
//! The cars never meet. But the light changes while cars of the other road are still on the
//! crossing: for them it is red half-way. First the crossing must be empty, then the light may
//! change, then cars may go.

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
            turn_green();
            *green = road_id;
            let crossing = self.crossing.lock().unwrap();
            drop(self.empty.wait_while(crossing, |cars| *cars > 0).unwrap());
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
