//! verdict: wrong-answer — it compares the light with the direction instead of the road.
//! pattern: none
//!
//! Both are small numbers, and with direction 1 on road 1 it even works. A car on road 1 in
//! direction 2 takes the light for red and turns it, though it is green for its road. Types of
//! one's own (`Road`, `Direction`) would have told the two apart.

use tokio::sync::{Mutex, RwLock};

pub struct TrafficLight {
    /// The road that is green. Every car goes through here; the mutex is the turnstile.
    green: Mutex<u32>,
    /// Read by each car on the crossing, so whoever can write has the crossing empty.
    crossing: RwLock<()>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: RwLock::new(()) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        _road_id: u32,
        direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let mut green = self.green.lock().await;
        if *green != direction {
            let _empty = self.crossing.write().await;
            turn_green.await;
            *green = direction;
        }
        let _on_the_crossing = self.crossing.read().await;
        drop(green);

        cross_car.await;
    }
}
