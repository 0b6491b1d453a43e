//! verdict: over-serialized — the car that turns the light keeps the write lock while it crosses, so it crosses alone.
//! pattern: over-serialized, guard-held
//!
//! Cars that find green share the read lock and cross together. But every car that waited for green
//! takes the write lock and crosses under it, one after the other. The write lock is needed for the
//! change only. (Giving it back is not enough: those behind queue for writing as well, and must be
//! able to find out that the light is green by now.)

use parking_lot::RwLock;

pub struct TrafficLight {
    /// The road that is green.
    green: RwLock<u32>,
}

impl TrafficLight {
    pub fn new() -> Self {
        Self { green: RwLock::new(1) }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let green = self.green.read();
        if *green == road_id {
            cross_car();
            return;
        }
        drop(green);

        let mut green = self.green.write();
        if *green != road_id {
            turn_green();
            *green = road_id;
        }
        cross_car();
    }
}
