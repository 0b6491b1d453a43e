//! right: a turnstile, and a semaphore of which each car on the crossing has a permit
//!
//! Whoever can take *all* the permits in one step has the crossing empty. The permits are as many
//! as `acquire_many` can count, so there is always one left for another car of the same road.

use tokio::sync::{Mutex, Semaphore};

const ALL: u32 = u32::MAX;

pub struct TrafficLight {
    /// The road that is green. Every car goes through here.
    green: Mutex<u32>,
    crossing: Semaphore,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: Semaphore::new(ALL as usize) }
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
            let _empty = self.crossing.acquire_many(ALL).await.expect("it is never closed");
            turn_green.await;
            *green = road_id;
        }
        let _on_the_crossing = self.crossing.acquire().await.expect("it is never closed");
        drop(green);

        cross_car.await;
    }
}
