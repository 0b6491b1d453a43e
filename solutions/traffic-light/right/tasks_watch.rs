//! right: a turnstile, and the number of cars on the crossing in a `watch` channel
//!
//! `wait_for` looks before it sleeps, so it cannot miss the last car. Only the car in the turnstile
//! waits for the number, and nobody can raise it meanwhile: once it is zero it stays zero.

use tokio::sync::{Mutex, watch};

pub struct TrafficLight {
    /// The road that is green. Every car goes through here.
    green: Mutex<u32>,
    /// Cars on the crossing.
    crossing: watch::Sender<usize>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: watch::Sender::new(0) }
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
            let mut crossing = self.crossing.subscribe();
            let empty = crossing.wait_for(|cars| *cars == 0).await;
            drop(empty.expect("the sender lives in self"));
            turn_green.await;
            *green = road_id;
        }
        self.crossing.send_modify(|cars| *cars += 1);
        drop(green);

        cross_car.await;
        self.crossing.send_modify(|cars| *cars -= 1);
    }
}
