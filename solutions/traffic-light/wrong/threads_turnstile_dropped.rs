//! verdict: wrong-answer — `let _ =` drops the guard of the turnstile on the spot.
//! pattern: permit-lost, check-then-act
//!
//! `let _turnstile = …` keeps the guard until the end of its scope; `let _ = …` does not keep it at
//! all, and two cars on red turn the light together. For std's mutex the compiler refuses that line;
//! for others it does not know.

use std::sync::atomic::{AtomicU32, Ordering};

use parking_lot::{Condvar, Mutex};

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

    #[expect(clippy::let_underscore_lock, reason = "it is the mistake that this file is about")]
    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        {
            let _ = self.turnstile.lock();
            if self.green.load(Ordering::SeqCst) != road_id {
                self.empty.wait_while(&mut self.crossing.lock(), |cars| *cars > 0);
                turn_green();
                self.green.store(road_id, Ordering::SeqCst);
            }
            *self.crossing.lock() += 1;
        }

        cross_car();

        let mut crossing = self.crossing.lock();
        *crossing -= 1;
        if *crossing == 0 {
            self.empty.notify_all();
        }
    }
}
