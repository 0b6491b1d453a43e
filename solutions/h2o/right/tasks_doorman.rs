//! right: a doorman, a task of its own that lets the atoms in, three at a time
//!
//! All the waiting is in one straight line of code: two hydrogens, an oxygen, "bond!", and wait
//! until all have bonded. Each atom that is let in gets a sender and drops it when its bond has
//! ended; the doorman hears of the last one because his receiver then has no sender left. When the
//! object is dropped, nobody can come any more, and the doorman goes home.

use tokio::sync::mpsc::{self, Receiver, Sender, UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;

/// Dropped by an atom that has bonded.
type Bond = Sender<()>;
/// How an atom is told to bond.
type Atom = oneshot::Sender<Bond>;

pub struct H2O {
    hydrogens: UnboundedSender<Atom>,
    oxygens: UnboundedSender<Atom>,
}

impl H2O {
    pub fn new() -> Self {
        let (hydrogens, hydrogens_come) = mpsc::unbounded_channel();
        let (oxygens, oxygens_come) = mpsc::unbounded_channel();
        tokio::spawn(keep_the_door(hydrogens_come, oxygens_come));
        Self { hydrogens, oxygens }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        bond(&self.hydrogens, release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        bond(&self.oxygens, release_oxygen).await;
    }
}

async fn keep_the_door(
    mut hydrogens: UnboundedReceiver<Atom>,
    mut oxygens: UnboundedReceiver<Atom>,
) {
    while let (Some(one), Some(two), Some(three)) =
        (hydrogens.recv().await, hydrogens.recv().await, oxygens.recv().await)
    {
        let (bond, mut all_bonded): (_, Receiver<()>) = mpsc::channel(1);
        for atom in [one, two, three] {
            atom.send(bond.clone()).expect("an atom waits for its turn");
        }
        drop(bond);
        assert!(all_bonded.recv().await.is_none(), "nobody sends anything");
    }
}

async fn bond(door: &UnboundedSender<Atom>, release: impl Future<Output = ()> + Send) {
    let (atom, turn) = oneshot::channel();
    assert!(door.send(atom).is_ok(), "the doorman stays as long as the object");
    let bond = turn.await.expect("the doorman lets everybody in");
    release.await;
    drop(bond);
}
