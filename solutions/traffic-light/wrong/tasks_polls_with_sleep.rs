//! verdict: busy-wait — the car in the turnstile sleeps ten milliseconds and looks again.
//! pattern: busy-wait
//!
//! A sleep is a pause between two looks, not a wait for the thing itself. The car gets up a hundred
//! times a second for nothing, and when the crossing is empty at last it goes up to ten milliseconds
//! late. The last car to leave knows the moment: let it tell.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

pub struct TrafficLight {
    green: Mutex<u32>,
    crossing: AtomicUsize,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: AtomicUsize::new(0) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let mut green = self.green.lock().await;
        if *green != road_id {
            while self.crossing.load(Ordering::SeqCst) > 0 {
                sleep(Duration::from_millis(10)).await;
            }
            turn_green.await;
            *green = road_id;
        }
        self.crossing.fetch_add(1, Ordering::SeqCst);
        drop(green);
        cross_car.await;
        self.crossing.fetch_sub(1, Ordering::SeqCst);
    }
}
