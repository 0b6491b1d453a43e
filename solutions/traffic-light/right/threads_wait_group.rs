//! right: a turnstile, and a `WaitGroup` for the cars on the crossing
//!
//! A car takes a clone of the group along and drops it when it is across. A car on red takes the
//! whole group out of the turnstile, leaves a new one there, and waits until all clones of the old
//! one are gone. There is no count to keep, and nothing to notify.

use std::mem;

use crossbeam::sync::WaitGroup;
use parking_lot::Mutex;

pub struct TrafficLight {
    /// The road that is green, and its cars on the crossing. Every car goes through here.
    light: Mutex<(u32, WaitGroup)>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { light: Mutex::new((1, WaitGroup::new())) }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut light = self.light.lock();
        if light.0 != road_id {
            mem::take(&mut light.1).wait();
            turn_green();
            light.0 = road_id;
        }
        let on_the_crossing = light.1.clone();
        drop(light);

        cross_car();
        drop(on_the_crossing);
    }
}
