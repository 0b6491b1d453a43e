//! Traffic Light Controlled Intersection with OS threads: a turnstile that a car on red keeps until
//! the crossing is empty, and a count of the cars on the crossing. The editorial beside this file
//! says why it works.

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
        car_id: u32,
        road_id: u32,
        direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let _ = (car_id, direction); // only the road matters
        let mut green = self.green.lock().unwrap();
        if *green != road_id {
            // Nobody can come in behind us: we have the turnstile.
            let crossing = self.crossing.lock().unwrap();
            drop(self.empty.wait_while(crossing, |cars| *cars > 0).unwrap());
            turn_green();
            *green = road_id;
        }
        *self.crossing.lock().unwrap() += 1;
        drop(green);

        cross_car();

        let mut crossing = self.crossing.lock().unwrap();
        *crossing -= 1;
        if *crossing == 0 {
            self.empty.notify_one(); // only the car in the turnstile can be waiting
        }
    }
}
