//! verdict: busy-wait — the car in the turnstile yields and looks again until the crossing is empty.
//! pattern: busy-wait
//!
//! The turnstile is right, and so is the count. But a slow car on the crossing keeps the processor
//! of the car on red hot until it is across. `yield_now` lets others go first; it does not wait for
//! anything.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub struct TrafficLight {
    green: Mutex<u32>,
    crossing: AtomicUsize,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: AtomicUsize::new(0) }
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
            while self.crossing.load(Ordering::SeqCst) > 0 {
                thread::yield_now();
            }
            turn_green();
            *green = road_id;
        }
        self.crossing.fetch_add(1, Ordering::SeqCst);
        drop(green);
        cross_car();
        self.crossing.fetch_sub(1, Ordering::SeqCst);
    }
}
