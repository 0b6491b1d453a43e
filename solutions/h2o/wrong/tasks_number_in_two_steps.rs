//! verdict: wrong-answer — it reads its number under the lock, and counts itself under the lock again.
//! pattern: check-then-act
//!
//! No await comes between the two, so on one executor thread they are one step. On two they are
//! not: two hydrogens read the same number, and three belong to one molecule. "No await" means only
//! that no task on *this* thread can come in between. Read and count under one guard.

use std::sync::{Mutex, MutexGuard};

use tokio::sync::watch;

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
    changed: watch::Sender<()>,
}

impl H2O {
    pub fn new() -> Self {
        Self { counts: Mutex::default(), changed: watch::Sender::new(()) }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        let molecule = self.counts().hydrogens / 2;
        self.counts().hydrogens += 1;
        self.bond(molecule, release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let molecule = self.counts().oxygens;
        self.counts().oxygens += 1;
        self.bond(molecule, release_oxygen).await;
    }

    async fn bond(&self, molecule: usize, release: impl Future<Output = ()> + Send) {
        self.changed.send_replace(());
        let mut changed = self.changed.subscribe();
        while !self.counts().let_bond(molecule) {
            changed.changed().await.expect("the sender lives in self");
        }
        release.await;
        self.counts().bonded += 1;
        self.changed.send_replace(());
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap()
    }
}
