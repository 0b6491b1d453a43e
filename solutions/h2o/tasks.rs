//! Building H2O with async tasks: atoms are numbered as they come, and three counts that only ever
//! grow, in a `watch` channel, tell each of them when its molecule may bond. The editorial beside
//! this file says why it works.

use tokio::sync::watch;

/// What has happened so far.
#[derive(Default)]
struct Counts {
    hydrogens: usize,
    oxygens: usize,
    /// Bonds that have ended.
    bonded: usize,
}

impl Counts {
    /// All atoms of this molecule (counted from 0) have come, and the ones before have bonded.
    fn let_bond(&self, molecule: usize) -> bool {
        self.hydrogens >= 2 * (molecule + 1)
            && self.oxygens > molecule
            && self.bonded >= 3 * molecule
    }
}

pub struct H2O {
    counts: watch::Sender<Counts>,
}

impl H2O {
    pub fn new() -> Self {
        Self { counts: watch::Sender::new(Counts::default()) }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        let mut molecule = 0;
        self.counts.send_modify(|counts| {
            molecule = counts.hydrogens / 2;
            counts.hydrogens += 1;
        });
        self.bond(molecule, release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        let mut molecule = 0;
        self.counts.send_modify(|counts| {
            molecule = counts.oxygens;
            counts.oxygens += 1;
        });
        self.bond(molecule, release_oxygen).await;
    }

    /// The rest of an atom's life, once it has been counted.
    async fn bond(&self, molecule: usize, release: impl Future<Output = ()> + Send) {
        let mut counts = self.counts.subscribe();
        let all_here = counts.wait_for(|counts| counts.let_bond(molecule)).await;
        drop(all_here.expect("the sender lives in self"));
        release.await;
        self.counts.send_modify(|counts| counts.bonded += 1);
    }
}
