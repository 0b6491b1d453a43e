//! verdict: wrong-answer — `wait()` without `.await` makes a future and drops it: nobody waits.
//! pattern: none
//!
//! Nothing of an async function happens before it is polled. The compiler warns of a future that is
//! not used, but not of one that has a name. What is left are the permits, which say who may bond
//! and not when: hydrogens are released before their oxygen has come.

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
        let _all_here = self.meeting.wait();
        release_hydrogen.await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let _permit = self.oxygens.acquire().await.expect("nobody closes it");
        let _all_here = self.meeting.wait();
        release_oxygen.await;
    }
}
