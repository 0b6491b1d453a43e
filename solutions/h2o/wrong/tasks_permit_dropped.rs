//! verdict: wrong-answer — `let _ =` drops the permit at once, so nothing limits who comes to the barrier.
//! pattern: permit-lost
//!
//! `let _permit = …` keeps the value until the end of the function; `let _ = …` does not keep it at
//! all. One character less, and what is left is a barrier alone, which three hydrogens pass.

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
        let _ = self.hydrogens.acquire().await;
        self.meeting.wait().await;
        release_hydrogen.await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let _ = self.oxygens.acquire().await;
        self.meeting.wait().await;
        release_oxygen.await;
    }
}
