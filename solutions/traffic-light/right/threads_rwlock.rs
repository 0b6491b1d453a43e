//! right: a turnstile, and a `RwLock` that the cars on the crossing share
//!
//! Reading means "I am on the crossing", writing means "the crossing is empty". Only the car in the
//! turnstile asks for the lock, so it does not matter whether the lock prefers readers or writers,
//! and nobody comes in between its write and its read.

use std::sync::{Mutex, RwLock};

pub struct TrafficLight {
    /// The road that is green. Every car goes through here.
    green: Mutex<u32>,
    crossing: RwLock<()>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: RwLock::new(()) }
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
            let _empty = self.crossing.write().unwrap();
            turn_green();
            *green = road_id;
        }
        let _on_the_crossing = self.crossing.read().unwrap();
        drop(green);

        cross_car();
    }
}
