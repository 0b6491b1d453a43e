//! verdict: deadlock — the car in the turnstile looks first and registers for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and `notified()` there is no await, so on one executor thread nobody can step
//! in. On two, the last car can: it leaves and calls `notify_waiters` just there, and nobody hears
//! it. Make the `notified` future first, then look, then await it. (Or use `notify_one`, which
//! leaves a permit if nobody is there.)

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Mutex, Notify};

pub struct TrafficLight {
    green: Mutex<u32>,
    crossing: AtomicUsize,
    empty: Notify,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: AtomicUsize::new(0), empty: Notify::new() }
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
            while self.crossing.load(Ordering::SeqCst) > 0 {
                self.empty.notified().await;
            }
            turn_green.await;
            *green = road_id;
        }
        self.crossing.fetch_add(1, Ordering::SeqCst);
        drop(green);

        cross_car.await;

        if self.crossing.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.empty.notify_waiters();
        }
    }
}
