//! verdict: runtime-error — `select!` drops a branch that has one hydrogen and waits for the second, and the hydrogen with it.
//! pattern: cancelled
//!
//! `recv` is cancel safe, but two of them in a row are not: the first atom is already out of the
//! channel and stands in a local variable of the future. Then an oxygen comes, the other branch is
//! done, and the future is dropped. The atom hears that its doorman has gone. Each branch of a
//! `select!` in a loop should be a single step, and what it brings should be put away outside.

use tokio::select;
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
    let (mut pairs, mut singles) = (Vec::new(), Vec::new());
    loop {
        select! {
            Some(pair) = two(&mut hydrogens) => pairs.push(pair),
            Some(atom) = oxygens.recv() => singles.push(atom),
            else => return,
        }
        while !pairs.is_empty() && !singles.is_empty() {
            let (bond, mut all_bonded): (_, Receiver<()>) = mpsc::channel(1);
            for atom in pairs.remove(0).into_iter().chain([singles.remove(0)]) {
                atom.send(bond.clone()).expect("an atom waits for its turn");
            }
            drop(bond);
            assert!(all_bonded.recv().await.is_none(), "nobody sends anything");
        }
    }
}

async fn two(hydrogens: &mut UnboundedReceiver<Atom>) -> Option<[Atom; 2]> {
    let one = hydrogens.recv().await?;
    let other = hydrogens.recv().await?;
    Some([one, other])
}

async fn bond(door: &UnboundedSender<Atom>, release: impl Future<Output = ()> + Send) {
    let (atom, turn) = oneshot::channel();
    assert!(door.send(atom).is_ok(), "the doorman stays as long as the object");
    let bond = turn.await.expect("the doorman lets everybody in");
    release.await;
    drop(bond);
}
