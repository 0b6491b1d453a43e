//! verdict: wrong-answer — a car leaves the turnstile first, and takes its place on the crossing afterwards.
//! pattern: check-then-act
//!
//! In between it is nowhere: out of the turnstile, and not on the crossing. A car on red that comes
//! through just then finds the crossing empty and turns the light, and both go. Whoever hands over
//! from one protection to the next takes the second before letting go of the first.

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
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let mut green = self.green.lock().await;
        if *green != road_id {
            let _empty = self.crossing.write().await;
            turn_green.await;
            *green = road_id;
        }
        drop(green);
        let _on_the_crossing = self.crossing.read().await;

        cross_car.await;
    }
}
