//! right: the oxygen whose turn it is takes two hydrogens at once, and waits until they have bonded
//!
//! Oxygens queue for a mutex, so one molecule is built at a time. The one that has it takes the
//! permits of two hydrogens in one step (`acquire_many`), lets two bond, bonds itself, and goes
//! only when it has heard of two bonds. Permits are counts here: each is `forget`ten by the one who
//! takes it, since it stands for something that happens once. The mutex is held over awaits on
//! purpose, and none of those who are waited for needs it.

use tokio::sync::{Mutex, Semaphore};

pub struct H2O {
    /// Held by the oxygen whose molecule is built.
    turn: Mutex<()>,
    /// Hydrogens that have come and that no oxygen has taken.
    free: Semaphore,
    /// Hydrogens that may bond.
    chosen: Semaphore,
    /// Hydrogens that have bonded.
    bonded: Semaphore,
}

impl H2O {
    pub fn new() -> Self {
        Self {
            turn: Mutex::new(()),
            free: Semaphore::new(0),
            chosen: Semaphore::new(0),
            bonded: Semaphore::new(0),
        }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        self.free.add_permits(1);
        take(&self.chosen, 1).await;
        release_hydrogen.await;
        self.bonded.add_permits(1);
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let _turn = self.turn.lock().await;
        take(&self.free, 2).await;
        self.chosen.add_permits(2);
        release_oxygen.await;
        take(&self.bonded, 2).await;
    }
}

async fn take(permits: &Semaphore, count: u32) {
    permits.acquire_many(count).await.expect("nobody closes it").forget();
}
