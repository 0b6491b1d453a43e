//! verdict: wrong-answer — the lock lives in a block that ends before the light is turned and the car crosses.
//! pattern: check-then-act, permit-lost
//!
//! A std guard cannot live across an await, so the look and the change went into a block of their
//! own, and the awaits come after it. It compiles, and protects a number. Nothing keeps the other
//! road away while the light changes or a car crosses.

use std::sync::Mutex;

pub struct TrafficLight {
    green: Mutex<u32>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let is_red = {
            let mut green = self.green.lock().unwrap();
            let is_red = *green != road_id;
            *green = road_id;
            is_red
        };
        if is_red {
            turn_green.await;
        }
        cross_car.await;
    }
}
