//! verdict: wrong-answer — the doorman lets the next three in without hearing that these have bonded, so molecules overlap.
//! pattern: none
//!
//! He picks the right atoms and tells them to go, and at once picks the next. "Go" is not "done":
//! while a slow atom of the first molecule bonds, the second one starts. The atoms must report back.

use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::sync::oneshot;

type Atom = oneshot::Sender<()>;

pub struct H2O {
    hydrogens: UnboundedSender<Atom>,
    oxygens: UnboundedSender<Atom>,
}

impl H2O {
    pub fn new() -> Self {
        let (hydrogens, mut hydrogens_come) = mpsc::unbounded_channel::<Atom>();
        let (oxygens, mut oxygens_come) = mpsc::unbounded_channel::<Atom>();
        tokio::spawn(async move {
            while let (Some(one), Some(two), Some(three)) = (
                hydrogens_come.recv().await,
                hydrogens_come.recv().await,
                oxygens_come.recv().await,
            ) {
                for atom in [one, two, three] {
                    atom.send(()).expect("an atom waits for its turn");
                }
            }
        });
        Self { hydrogens, oxygens }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        bond(&self.hydrogens, release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        bond(&self.oxygens, release_oxygen).await;
    }
}

async fn bond(door: &UnboundedSender<Atom>, release: impl Future<Output = ()> + Send) {
    let (atom, turn) = oneshot::channel();
    assert!(door.send(atom).is_ok(), "the doorman stays as long as the object");
    turn.await.expect("the doorman lets everybody in");
    release.await;
}
