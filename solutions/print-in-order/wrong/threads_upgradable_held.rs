//! verdict: deadlock — an upgradable read guard is held while waiting for somebody who must write.
//! pattern: guard-held
//!
//! It lets other readers in, so it looks harmless. But it keeps every writer out, and `first` has
//! to write for the wait to end. Waiting with any guard in hand, reader's or writer's, is waiting
//! for those who need the lock.

use crossbeam::channel::{self, Receiver, Sender};
use parking_lot::{RwLock, RwLockUpgradableReadGuard};

struct Signal {
    sender: Sender<()>,
    receiver: Receiver<()>,
}

impl Signal {
    fn new() -> Self {
        let (sender, receiver) = channel::bounded(1);
        Self { sender, receiver }
    }
}

pub struct Foo {
    ended: RwLock<u8>,
    first_done: Signal,
    second_done: Signal,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: RwLock::new(0), first_done: Signal::new(), second_done: Signal::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        *self.ended.write() = 1;
        self.first_done.sender.send(()).unwrap();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        let ended = self.ended.upgradable_read();
        if *ended < 1 {
            self.first_done.receiver.recv().unwrap();
        }
        print_second();
        *RwLockUpgradableReadGuard::upgrade(ended) = 2;
        self.second_done.sender.send(()).unwrap();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        let must_wait = *self.ended.read() < 2;
        if must_wait {
            self.second_done.receiver.recv().unwrap();
        }
        print_third();
    }
}
