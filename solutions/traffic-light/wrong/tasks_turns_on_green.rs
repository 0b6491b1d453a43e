//! verdict: wrong-answer — every car awaits `turn_green`, also if its road is green already.
//! pattern: none
//!
//! "Make it green, then cross" sounds safe, since turning to the colour that is there changes
//! nothing. But the callback is the change. It also empties the crossing for each car, so the cars
//! of one road go one by one.

use tokio::sync::{Mutex, RwLock};

pub struct TrafficLight {
    /// Every car goes through here.
    turnstile: Mutex<()>,
    crossing: RwLock<()>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { turnstile: Mutex::new(()), crossing: RwLock::new(()) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        _road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let turnstile = self.turnstile.lock().await;
        {
            let _empty = self.crossing.write().await;
            turn_green.await;
        }
        let _on_the_crossing = self.crossing.read().await;
        drop(turnstile);

        cross_car.await;
    }
}
