//! right: a doorman in a `select!` loop, with a `JoinSet` of those who are bonding
//!
//! He hears of three things: a hydrogen has come, an oxygen has come, an atom has bonded. Every
//! branch is a single step that can be dropped half-way without losing anything (`recv` and
//! `join_next` are cancel safe), and what it brings is put away before the next round. A molecule
//! is let in when all three are there and nobody bonds. For each of its atoms there is a task in
//! the set, which ends when the atom has dropped its half of a channel. When the object is gone,
//! both doors are closed and nobody bonds: all branches are off, and he goes home.

use tokio::select;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// Dropped by an atom that has bonded.
type Bond = oneshot::Sender<()>;
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
        tokio::spawn(keep_the_doors(hydrogens_come, oxygens_come));
        Self { hydrogens, oxygens }
    }

    pub async fn hydrogen(&self, release_hydrogen: impl Future<Output = ()> + Send) {
        bond(&self.hydrogens, release_hydrogen).await;
    }

    pub async fn oxygen(&self, release_oxygen: impl Future<Output = ()> + Send) {
        bond(&self.oxygens, release_oxygen).await;
    }
}

async fn keep_the_doors(
    mut hydrogens: UnboundedReceiver<Atom>,
    mut oxygens: UnboundedReceiver<Atom>,
) {
    let (mut waiting_hydrogens, mut waiting_oxygens) = (Vec::new(), Vec::new());
    let mut bonding = JoinSet::new();
    loop {
        select! {
            biased;
            Some(bonded) = bonding.join_next() => bonded.expect("it only waits"),
            Some(atom) = oxygens.recv() => waiting_oxygens.push(atom),
            Some(atom) = hydrogens.recv() => waiting_hydrogens.push(atom),
            else => return,
        }
        if bonding.is_empty() && waiting_hydrogens.len() >= 2 && !waiting_oxygens.is_empty() {
            for atom in waiting_hydrogens.drain(..2).chain(waiting_oxygens.drain(..1)) {
                let (bond, bonded) = oneshot::channel();
                atom.send(bond).expect("an atom waits for its turn");
                bonding.spawn(async {
                    // Nothing is ever sent: that the sender is gone is the message.
                    let _ = bonded.await;
                });
            }
        }
    }
}

async fn bond(door: &UnboundedSender<Atom>, release: impl Future<Output = ()> + Send) {
    let (atom, turn) = oneshot::channel();
    assert!(door.send(atom).is_ok(), "the doorman stays as long as the object");
    let bond = turn.await.expect("the doorman lets everybody in");
    release.await;
    drop(bond);
}
