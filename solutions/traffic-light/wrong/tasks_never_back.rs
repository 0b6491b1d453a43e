//! verdict: wrong-answer — the light is turned for road 2, and never turned back for road 1.
//! pattern: none
//!
//! "Road 1 is green" is taken for granted, since it is so at the start. After the first car of road
//! 2 it is not, and the cars of road 1 cross on red. The roads exclude each other all the same, which
//! hides it well: only the light is wrong.

use tokio::sync::{Mutex, OnceCell, RwLock};

pub struct TrafficLight {
    /// The road that crosses now, which has nothing to do with the light.
    crosses: Mutex<u32>,
    road_2_is_green: OnceCell<()>,
    crossing: RwLock<()>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { crosses: Mutex::new(1), road_2_is_green: OnceCell::new(), crossing: RwLock::new(()) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let mut crosses = self.crosses.lock().await;
        if *crosses != road_id {
            let _empty = self.crossing.write().await;
            *crosses = road_id;
            if road_id == 2 {
                self.road_2_is_green.get_or_init(async || turn_green.await).await;
            }
        }
        let _on_the_crossing = self.crossing.read().await;
        drop(crosses);

        cross_car.await;
    }
}
