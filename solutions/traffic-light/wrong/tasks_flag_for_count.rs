//! verdict: wrong-answer — a flag says that the crossing is in use, and the first car that leaves clears it.
//! pattern: none
//!
//! Right as long as cars cross one by one. With two of them, a slow and a quick one, the quick one
//! reports an empty crossing while the slow one is still on it. What several can hold at once needs
//! a count, and only the last one makes it zero.

use tokio::sync::{Mutex, watch};

pub struct TrafficLight {
    /// The road that is green. Every car goes through here; the mutex is the turnstile.
    green: Mutex<u32>,
    /// Somebody is on the crossing.
    crossing: watch::Sender<bool>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: watch::Sender::new(false) }
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
            let mut crossing = self.crossing.subscribe();
            let empty = crossing.wait_for(|in_use| !in_use).await;
            drop(empty.expect("the sender lives in self"));
            turn_green.await;
            *green = road_id;
        }
        self.crossing.send_replace(true);
        drop(green);

        cross_car.await;
        self.crossing.send_replace(false);
    }
}
