//! verdict: deadlock — the helper task forms one molecule and ends, so the atoms of the second wait for ever.
//! pattern: none
//!
//! It passes every test with three atoms. A coordinator needs a loop, and then a way to notice that
//! the object is gone, and a way to hear when all three have bonded.

use std::sync::Arc;

use tokio::sync::Semaphore;

struct Door {
    outside: Semaphore,
    inside: Semaphore,
}

impl Door {
    fn new() -> Arc<Self> {
        Arc::new(Self { outside: Semaphore::new(0), inside: Semaphore::new(0) })
    }

    async fn let_in(&self, atoms: u32) {
        self.outside.acquire_many(atoms).await.expect("nobody closes it").forget();
    }

    async fn pass(&self) {
        self.outside.add_permits(1);
        self.inside.acquire().await.expect("nobody closes it").forget();
    }
}

pub struct H2O {
    hydrogens: Arc<Door>,
    oxygens: Arc<Door>,
}

impl H2O {
    pub fn new() -> Self {
        let (hydrogens, oxygens) = (Door::new(), Door::new());
        let doors = (Arc::clone(&hydrogens), Arc::clone(&oxygens));
        tokio::spawn(async move {
            doors.0.let_in(2).await;
            doors.1.let_in(1).await;
            doors.0.inside.add_permits(2);
            doors.1.inside.add_permits(1);
        });
        Self { hydrogens, oxygens }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        self.hydrogens.pass().await;
        release_hydrogen.await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        self.oxygens.pass().await;
        release_oxygen.await;
    }
}
