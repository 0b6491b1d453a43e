//! Lets time pass for a task: before its first poll, and in callbacks.
//!
//! Called by `run` and `call`.

use std::hint;
use std::sync::Arc;
use std::time::Instant;

use super::disturb::{Disturbance, Occasion};
use super::world::World;

impl dyn World {
    /// What happens before a call is polled first.
    pub(super) fn stagger(self: &Arc<Self>) -> impl Future<Output = ()> + Send + use<> {
        pass(self.disturbance(Occasion::Start), Arc::clone(self))
    }

    /// Takes a while, or no time at all.
    pub(super) async fn disturb(self: &Arc<Self>) {
        pass(self.disturbance(Occasion::Work), Arc::clone(self)).await;
    }
}

async fn pass(disturbance: Disturbance, world: Arc<dyn World>) {
    match disturbance {
        Disturbance::Turns(turns) => {
            for _ in 0..turns {
                world.turn().await;
            }
        }
        Disturbance::Spin(time) => {
            let began = Instant::now();
            while began.elapsed() < time {
                hint::spin_loop();
            }
        }
        Disturbance::Sleep(time) => world.sleep(time).await,
    }
}
