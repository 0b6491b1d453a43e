//! verdict: deadlock — it looks first and registers for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and `notified()` there is no await, so on one executor thread nobody can step
//! in. On two, the last atom of the molecule can: it counts itself and calls `notify_waiters` just
//! there, and nobody hears it. Make the `notified` future first, then look, then await it.

use std::sync::{Mutex, MutexGuard};

use tokio::sync::Notify;

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
        self.changed.notify_waiters();
        while !self.counts().let_bond(molecule) {
            self.changed.notified().await;
        }
        release.await;
        self.counts().bonded += 1;
        self.changed.notify_waiters();
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap()
    }
}
