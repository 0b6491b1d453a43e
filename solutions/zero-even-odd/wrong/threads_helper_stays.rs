//! verdict: deadlock — all three calls return, and the conductor's thread waits for another answer for ever.
//! pattern: no-final-wake-up
//!
//! Each answer makes it give the next cue, and it ends when there are no more answers: when the
//! last sender is dropped. But it shares the stage with the object, both ends of every channel, so
//! as long as it lives there is a sender: its own. Give a helper only the ends that it uses.

use std::sync::Arc;
use std::thread;

use crossbeam::channel::{self, Receiver, Sender};

const ZERO: usize = 0;
const ODD: usize = 1;
const EVEN: usize = 2;

type Line = (Sender<()>, Receiver<()>);

struct Stage {
    cues: [Line; 3],
    printed: Line,
}

impl Stage {
    fn conduct(&self) {
        let mut sides = [ZERO, ODD, ZERO, EVEN].into_iter().cycle();
        let mut give_cue = || {
            let side = sides.next().expect("they go round and round");
            self.cues[side].0.send(()).expect("the receiver is in the same place");
        };
        give_cue();
        for () in &self.printed.1 {
            give_cue();
        }
    }
}

pub struct ZeroEvenOdd {
    n: u32,
    stage: Arc<Stage>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let cues = [channel::unbounded(), channel::unbounded(), channel::unbounded()];
        let stage = Arc::new(Stage { cues, printed: channel::unbounded() });
        let conducted = Arc::clone(&stage);
        thread::spawn(move || conducted.conduct());
        Self { n, stage }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for _ in 1..=self.n {
            self.on_cue(ZERO, || print_number(0));
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for number in (2..=self.n).step_by(2) {
            self.on_cue(EVEN, || print_number(number));
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).step_by(2) {
            self.on_cue(ODD, || print_number(number));
        }
    }

    fn on_cue(&self, own: usize, print: impl FnOnce()) {
        self.stage.cues[own].1.recv().expect("the sender is in the same place");
        print();
        self.stage.printed.0.send(()).expect("the receiver is in the same place");
    }
}
