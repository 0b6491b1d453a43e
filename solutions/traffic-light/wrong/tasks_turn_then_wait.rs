//! verdict: wrong-answer — it turns the light first, and waits for the crossing to be empty afterwards.
//! pattern: none
//!
//! The cars never meet. But the light changes while cars of the other road are still on the
//! crossing: for them it is red half-way. First the crossing must be empty, then the light may
//! change, then cars may go.

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
            turn_green.await;
            *green = road_id;
            drop(self.crossing.write().await);
        }
        let _on_the_crossing = self.crossing.read().await;
        drop(green);

        cross_car.await;
    }
}
