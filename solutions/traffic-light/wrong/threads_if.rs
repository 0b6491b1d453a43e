//! verdict: wrong-answer — `if` around the wait: it goes on after a wake-up without looking again.
//! pattern: wait-not-in-loop
//!
//! With one car in the turnstile and a `notify_one` by the last to leave, it looks as if a wake-up
//! could mean one thing only. But a wait may also end for no reason (a spurious wake-up, which std
//! documents), and then the light changes under a car. A wake-up is a hint; wait in a loop.

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
            let mut crossing = self.crossing.lock().unwrap();
            if *crossing > 0 {
                crossing = self.empty.wait(crossing).unwrap();
            }
            drop(crossing);
            turn_green();
            *green = road_id;
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
