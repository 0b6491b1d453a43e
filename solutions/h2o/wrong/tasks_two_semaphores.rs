//! verdict: wrong-answer — hydrogens are released before any oxygen has come.
//! pattern: none
//!
//! The most copied answer to this problem, and LeetCode accepts it: in the finished string every
//! three letters are a molecule. But the string does not show *when* the letters were written. Two
//! hydrogens that come alone are released at once, and the oxygen that would make them water may
//! never come. The oxygen waits for the hydrogens; nobody waits for the oxygen.

use tokio::sync::Semaphore;

pub struct H2O {
    /// Places for hydrogens in this molecule.
    hydrogens: Semaphore,
    /// Hydrogens that have bonded.
    bonded: Semaphore,
}

impl H2O {
    pub fn new() -> Self {
        Self { hydrogens: Semaphore::new(2), bonded: Semaphore::new(0) }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        self.hydrogens.acquire().await.expect("nobody closes it").forget();
        release_hydrogen.await;
        self.bonded.add_permits(1);
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        self.bonded.acquire_many(2).await.expect("nobody closes it").forget();
        release_oxygen.await;
        self.hydrogens.add_permits(2);
    }
}
