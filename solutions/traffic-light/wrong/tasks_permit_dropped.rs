//! verdict: wrong-answer — `let _ =` drops the car's permit before it has crossed.
//! pattern: permit-lost
//!
//! The permit means "I am on the crossing". With a name (`let _permit = …`) it lives until the end
//! of its scope; as `_` it goes back on the spot, and the crossing always looks empty.

use tokio::sync::{Mutex, Semaphore};

const ALL: u32 = 1_000;

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
        let _ = self.crossing.acquire().await.expect("it is never closed");
        drop(green);

        cross_car.await;
    }
}
