//! verdict: deadlock — a `JoinSet` aborts its tasks when it is dropped, and this one is dropped at the end of `new`.
//! pattern: cancelled
//!
//! A dropped `JoinHandle` lets its task run on, a dropped `JoinSet` does not. The helper is gone
//! before it has begun, and the atoms at its doors wait for ever. Keep the set in the object: then
//! the helper lives as long as the object, and ends with it.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

#[derive(Clone)]
struct Door {
    outside: Arc<Semaphore>,
    inside: Arc<Semaphore>,
    bonded: Arc<Semaphore>,
}

impl Door {
    fn new() -> Self {
        let [outside, inside, bonded] = [(); 3].map(|()| Arc::new(Semaphore::new(0)));
        Self { outside, inside, bonded }
    }

    async fn pass(&self, release: impl Future<Output = ()> + Send) {
        self.outside.add_permits(1);
        take(&self.inside, 1).await;
        release.await;
        self.bonded.add_permits(1);
    }
}

pub struct H2O {
    hydrogens: Door,
    oxygens: Door,
}

impl H2O {
    pub fn new() -> Self {
        let (hydrogens, oxygens) = (Door::new(), Door::new());
        let mut helpers = JoinSet::new();
        helpers.spawn(keep_the_doors(hydrogens.clone(), oxygens.clone()));
        Self { hydrogens, oxygens }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        self.hydrogens.pass(release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        self.oxygens.pass(release_oxygen).await;
    }
}

async fn keep_the_doors(hydrogens: Door, oxygens: Door) {
    loop {
        take(&hydrogens.outside, 2).await;
        take(&oxygens.outside, 1).await;
        hydrogens.inside.add_permits(2);
        oxygens.inside.add_permits(1);
        take(&hydrogens.bonded, 2).await;
        take(&oxygens.bonded, 1).await;
    }
}

async fn take(permits: &Semaphore, count: u32) {
    permits.acquire_many(count).await.expect("nobody closes it").forget();
}
