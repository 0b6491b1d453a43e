//! verdict: over-serialized — one lock around everything lets a single car onto the crossing.
//! pattern: over-serialized, guard-held
//!
//! The most copied answer, and LeetCode accepts it: cars of different roads never meet, the light
//! is always right. But cars of the same road never meet either. Four of them, a second each, take
//! four seconds. The lock has to protect the light, not the crossing.

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
        cross_car();
    }
}
