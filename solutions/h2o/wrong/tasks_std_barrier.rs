//! verdict: deadlock — `std::sync::Barrier` blocks the executor's thread, and the atoms that should come run on that thread.
//! pattern: blocking-in-task
//!
//! On a runtime with one thread the first atom goes to sleep *with the thread*: no other task is
//! polled any more. With several threads it works until that many atoms wait. A task must wait with
//! `.await`: tokio has a barrier of its own.

use std::sync::Barrier;

use tokio::sync::Semaphore;

pub struct H2O {
    hydrogens: Semaphore,
    oxygens: Semaphore,
    meeting: Barrier,
}

impl H2O {
    pub fn new() -> Self {
        Self { hydrogens: Semaphore::new(2), oxygens: Semaphore::new(1), meeting: Barrier::new(3) }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        let _permit = self.hydrogens.acquire().await.expect("nobody closes it");
        self.meeting.wait();
        release_hydrogen.await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let _permit = self.oxygens.acquire().await.expect("nobody closes it");
        self.meeting.wait();
        release_oxygen.await;
    }
}
