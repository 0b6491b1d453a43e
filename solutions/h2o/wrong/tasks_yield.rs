//! verdict: busy-wait — an atom that must wait yields and looks again instead of sleeping.
//! pattern: busy-wait
//!
//! Every molecule is right, and the other tasks get their turns. But two hydrogens that wait an
//! hour for their oxygen keep the executor busy for an hour. `yield_now` lets others go first; it
//! does not wait for anything.

use std::sync::{Mutex, MutexGuard};

use tokio::task::yield_now;

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
            yield_now().await;
        }
        release.await;
        self.counts().bonded += 1;
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap()
    }
}
