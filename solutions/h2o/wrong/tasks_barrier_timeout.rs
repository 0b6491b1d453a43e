//! verdict: wrong-answer — tokio's barrier still counts whoever has given up, so an atom that tries again counts twice.
//! pattern: cancelled
//!
//! Every ten minutes an atom gives up and comes back, "to see whether all is well". `Barrier::wait`
//! is documented as not cancel safe: it counts the atom when it comes and does not forget it when
//! its future is dropped. After two retries a lone hydrogen is three. What may be inside a
//! `timeout` is only what can be dropped half-way; else make the future once and lend it (`pin!`,
//! `&mut`).

use std::time::Duration;

use tokio::sync::{Barrier, Semaphore};
use tokio::time::timeout;

const A_LONG_TIME: Duration = Duration::from_secs(10 * 60);

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
        self.meet().await;
        release_hydrogen.await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let _permit = self.oxygens.acquire().await.expect("nobody closes it");
        self.meet().await;
        release_oxygen.await;
    }

    async fn meet(&self) {
        while timeout(A_LONG_TIME, self.meeting.wait()).await.is_err() {}
    }
}
