//! verdict: wrong-answer — it looks at the light before it has the lock, and believes that look afterwards.
//! pattern: check-then-act
//!
//! Two cars find red at the same moment. The first one turns the light; the second one, when it
//! gets the lock, turns it again. (Or the light was green at the look, and is red by the time the
//! car goes.) Every await is a place where the world may change: look again after it.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::{Mutex, RwLock};

pub struct TrafficLight {
    green: AtomicU32,
    turnstile: Mutex<()>,
    crossing: RwLock<()>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: AtomicU32::new(1), turnstile: Mutex::new(()), crossing: RwLock::new(()) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let is_red = self.green.load(Ordering::SeqCst) != road_id;
        let turnstile = self.turnstile.lock().await;
        if is_red {
            let _empty = self.crossing.write().await;
            turn_green.await;
            self.green.store(road_id, Ordering::SeqCst);
        }
        let _on_the_crossing = self.crossing.read().await;
        drop(turnstile);

        cross_car.await;
    }
}
