//! right: a conductor, a task of its own that gives each side its cue
//!
//! The sequence stands in one place, as a straight loop. A cue is the number to print, with a
//! `oneshot` on which the answer is awaited. When the conductor is through, its sending ends are
//! dropped, and the three loops end with them. Should the object be dropped before, the `JoinSet`
//! that holds the conductor aborts it.

use tokio::sync::Mutex;
use tokio::sync::mpsc::{self, Receiver};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

struct Cue {
    number: u32,
    printed: oneshot::Sender<()>,
}

pub struct ZeroEvenOdd {
    zero: Mutex<Receiver<Cue>>,
    even: Mutex<Receiver<Cue>>,
    odd: Mutex<Receiver<Cue>>,
    _conductor: JoinSet<()>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let (to_zero, zero) = mpsc::channel(1);
        let (to_even, even) = mpsc::channel(1);
        let (to_odd, odd) = mpsc::channel(1);
        let mut conductor = JoinSet::new();
        conductor.spawn(async move {
            for number in 1..=n {
                let next = if number % 2 == 0 { &to_even } else { &to_odd };
                for (side, number) in [(&to_zero, 0), (next, number)] {
                    let (printed, hears) = oneshot::channel();
                    let cue = Cue { number, printed };
                    if side.send(cue).await.is_err() || hears.await.is_err() {
                        return; // a side gave up
                    }
                }
            }
        });
        let (zero, even, odd) = (Mutex::new(zero), Mutex::new(even), Mutex::new(odd));
        Self { zero, even, odd, _conductor: conductor }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        play(&self.zero, print_number).await;
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        play(&self.even, print_number).await;
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        play(&self.odd, print_number).await;
    }
}

async fn play<Fut>(cues: &Mutex<Receiver<Cue>>, print_number: impl Fn(u32) -> Fut + Send + Sync)
where
    Fut: Future<Output = ()> + Send,
{
    let mut cues = cues.lock().await;
    while let Some(Cue { number, printed }) = cues.recv().await {
        print_number(number).await;
        let _ = printed.send(()); // the conductor may be gone
    }
}
