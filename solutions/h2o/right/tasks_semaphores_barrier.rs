//! right: two permits for hydrogens, one for oxygens, and a barrier for three
//!
//! The permits decide *who* may come to the meeting place: never a third hydrogen or a second
//! oxygen. The barrier decides *when*: nobody bonds before all three are there. Each atom keeps its
//! permit, by name and not as `_`, until its bond has ended, so three new atoms can be at the
//! barrier only when all three old ones are through: that keeps the molecules apart.

use tokio::sync::{Barrier, Semaphore};

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
        self.meeting.wait().await;
        release_hydrogen.await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let _permit = self.oxygens.acquire().await.expect("nobody closes it");
        self.meeting.wait().await;
        release_oxygen.await;
    }
}
