//! verdict: over-serialized — the car that turns the light keeps the write lock while it crosses, so it crosses alone.
//! pattern: over-serialized, guard-held
//!
//! Cars that find green share the read lock and cross together. But every car that waited for green
//! takes the write lock and crosses under it, one after the other. The write lock is needed for the
//! change only. (A `downgrade` is not enough: those behind queue for writing as well, and must be
//! able to find out that the light is green by now.)

use tokio::sync::RwLock;

pub struct TrafficLight {
    /// The road that is green.
    green: RwLock<u32>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: RwLock::new(1) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let green = self.green.read().await;
        if *green == road_id {
            cross_car.await;
            return;
        }
        drop(green);

        let mut green = self.green.write().await;
        if *green != road_id {
            turn_green.await;
            *green = road_id;
        }
        cross_car.await;
    }
}
