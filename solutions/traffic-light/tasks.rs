//! Traffic Light Controlled Intersection with async tasks: a turnstile that a car on red keeps until
//! the crossing is empty, and a lock that all cars on the crossing share. The editorial beside this
//! file says why it works.

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
        car_id: u32,
        road_id: u32,
        direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let _ = (car_id, direction); // only the road matters
        let mut green = self.green.lock().await;
        if *green != road_id {
            // Nobody can come in behind us: we have the turnstile.
            let _empty = self.crossing.write().await;
            turn_green.await;
            *green = road_id;
        }
        let _on_the_crossing = self.crossing.read().await;
        drop(green);

        cross_car.await;
    }
}
