//! verdict: busy-wait — the car in the turnstile yields and looks again until the crossing is empty.
//! pattern: busy-wait
//!
//! The turnstile is right, and so is the count. But a slow car on the crossing keeps the executor
//! busy until it is across. `yield_now` lets others go first; it does not wait for anything.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Mutex;
use tokio::task::yield_now;

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
                yield_now().await;
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
