//! verdict: busy-wait — a waiting atom looks again every millisecond, and puts the executor's thread to sleep in between.
//! pattern: busy-wait, blocking-in-task
//!
//! Twice wrong. It polls; and `std::thread::sleep` knows nothing of tasks, so that while it sleeps,
//! nobody else on that thread runs, the partners it waits for among them.

use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

#[derive(Default)]
struct Counts {
    hydrogens: usize,
    oxygens: usize,
    bonded: usize,
}

impl Counts {
    fn let_bond(&self, molecule: usize) -> bool {
        self.hydrogens >= 2 * (molecule + 1)
            && self.oxygens > molecule
            && self.bonded >= 3 * molecule
    }
}

pub struct H2O {
    counts: Mutex<Counts>,
}

impl H2O {
    pub fn new() -> Self {
        Self { counts: Mutex::default() }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        let molecule = {
            let mut counts = self.counts();
            counts.hydrogens += 1;
            (counts.hydrogens - 1) / 2
        };
        self.bond(molecule, release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let molecule = {
            let mut counts = self.counts();
            counts.oxygens += 1;
            counts.oxygens - 1
        };
        self.bond(molecule, release_oxygen).await;
    }

    async fn bond(&self, molecule: usize, release: impl Future<Output = ()> + Send) {
        while !self.counts().let_bond(molecule) {
            thread::sleep(Duration::from_millis(1));
        }
        release.await;
        self.counts().bonded += 1;
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap()
    }
}
