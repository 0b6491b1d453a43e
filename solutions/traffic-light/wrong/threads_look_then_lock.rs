//! verdict: wrong-answer — it looks at the light before it has the lock, and believes that look afterwards.
//! pattern: check-then-act
//!
//! Two cars find red at the same moment. The first one turns the light; the second one, when it
//! gets the lock, turns it again. (Or the light was green at the look, and is red by the time the
//! car goes.) Look again once nobody else can change what you look at.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex};

pub struct TrafficLight {
    green: AtomicU32,
    turnstile: Mutex<()>,
    crossing: Mutex<usize>,
    empty: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self {
            green: AtomicU32::new(1),
            turnstile: Mutex::new(()),
            crossing: Mutex::new(0),
            empty: Condvar::new(),
        }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let is_red = self.green.load(Ordering::SeqCst) != road_id;
        let turnstile = self.turnstile.lock().unwrap();
        if is_red {
            let crossing = self.crossing.lock().unwrap();
            drop(self.empty.wait_while(crossing, |cars| *cars > 0).unwrap());
            turn_green();
            self.green.store(road_id, Ordering::SeqCst);
        }
        *self.crossing.lock().unwrap() += 1;
        drop(turnstile);

        cross_car();

        let mut crossing = self.crossing.lock().unwrap();
        *crossing -= 1;
        if *crossing == 0 {
            self.empty.notify_one();
        }
    }
}
