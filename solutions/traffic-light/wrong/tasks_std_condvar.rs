//! verdict: deadlock — a condition variable of std puts the executor's thread to sleep, on which the car it waits for should go on.
//! pattern: blocking-in-task
//!
//! On a runtime with one thread the car on red goes to sleep *with the thread*: the car on the
//! crossing is never polled again. With several threads it works until as many wait. A task must
//! wait with `.await`.

use std::sync::{Condvar, Mutex as StdMutex};

use tokio::sync::Mutex;

pub struct TrafficLight {
    /// The road that is green. Every car goes through here.
    green: Mutex<u32>,
    crossing: StdMutex<usize>,
    empty: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: StdMutex::new(0), empty: Condvar::new() }
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
            self.wait_until_empty();
            turn_green.await;
            *green = road_id;
        }
        *self.crossing.lock().unwrap() += 1;
        drop(green);

        cross_car.await;

        *self.crossing.lock().unwrap() -= 1;
        self.empty.notify_one();
    }

    fn wait_until_empty(&self) {
        let crossing = self.crossing.lock().unwrap();
        drop(self.empty.wait_while(crossing, |cars| *cars > 0).unwrap());
    }
}
