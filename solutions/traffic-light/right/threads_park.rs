//! right: a turnstile, an atomic count, and a car that parks until the count is zero
//!
//! A car on red leaves its handle, then looks, then parks: whoever leaves last after that look finds
//! the handle. It is copied, not taken: a last car that is slow to unpark may meet the next one
//! that waits, which then only looks once more.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Thread};

pub struct TrafficLight {
    /// The road that is green. Every car goes through here.
    green: Mutex<u32>,
    /// Cars on the crossing.
    crossing: AtomicUsize,
    /// Who was the last to wait for an empty crossing.
    waiting: Mutex<Option<Thread>>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: Mutex::new(1), crossing: AtomicUsize::new(0), waiting: Mutex::default() }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut green = self.green.lock().unwrap();
        if *green != road_id {
            *self.waiting.lock().unwrap() = Some(thread::current());
            while self.crossing.load(Ordering::SeqCst) > 0 {
                thread::park();
            }
            turn_green();
            *green = road_id;
        }
        self.crossing.fetch_add(1, Ordering::SeqCst);
        drop(green);

        cross_car();

        if self.crossing.fetch_sub(1, Ordering::SeqCst) == 1
            && let Some(waiting) = &*self.waiting.lock().unwrap()
        {
            waiting.unpark();
        }
    }
}
