//! right: atoms are numbered under tokio's mutex, and `notify_waiters` tells of every change
//!
//! The counts are those of the reference. `enable` registers for the next change *before* the look,
//! so a change that comes between the look and the await is heard. The guard ends with its block:
//! whoever waits holds nothing. `notify_waiters` has no memory, and needs none, since the counts
//! have it.

use std::pin::pin;

use tokio::sync::{Mutex, Notify};

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
    changed: Notify,
}

impl H2O {
    pub fn new() -> Self {
        Self { counts: Mutex::default(), changed: Notify::new() }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        let molecule = {
            let mut counts = self.counts.lock().await;
            counts.hydrogens += 1;
            (counts.hydrogens - 1) / 2
        };
        self.bond(molecule, release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let molecule = {
            let mut counts = self.counts.lock().await;
            counts.oxygens += 1;
            counts.oxygens - 1
        };
        self.bond(molecule, release_oxygen).await;
    }

    async fn bond(&self, molecule: usize, release: impl Future<Output = ()> + Send) {
        self.changed.notify_waiters();
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if self.counts.lock().await.let_bond(molecule) {
                break;
            }
            changed.await;
        }
        release.await;
        self.counts.lock().await.bonded += 1;
        self.changed.notify_waiters();
    }
}
