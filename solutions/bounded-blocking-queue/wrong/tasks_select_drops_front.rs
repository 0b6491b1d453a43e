//! verdict: deadlock — `select!` drops the `send` that has not come through, and the element with it.
//! pattern: cancelled, permit-lost
//!
//! A helper task keeps the elements and sends the first of them on. While the consumers' channel is
//! full, that `send` waits, with the element inside the future; then another element comes in, the
//! other branch is done, and the future is dropped. `send` is cancel safe in that it has not sent
//! half of something, not in that the element survives. Wait for `reserve` instead, and take the
//! element out when there is a place for it.

use std::collections::VecDeque;

use tokio::select;
use tokio::sync::mpsc::{self, Receiver, Sender, UnboundedReceiver, UnboundedSender};
use tokio::sync::{Mutex, Semaphore};

pub struct BoundedBlockingQueue<T> {
    incoming: UnboundedSender<T>,
    outgoing: Mutex<Receiver<T>>,
    room: Semaphore,
    capacity: usize,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let (incoming, comes) = mpsc::unbounded_channel();
        let (goes, outgoing) = mpsc::channel(1);
        tokio::spawn(keep(comes, goes));
        Self { incoming, outgoing: Mutex::new(outgoing), room: Semaphore::new(capacity), capacity }
    }

    pub async fn enqueue(&self, element: T) {
        self.room.acquire().await.expect("nobody closes it").forget();
        assert!(self.incoming.send(element).is_ok(), "the helper stays as long as the object");
    }

    pub async fn dequeue(&self) -> T {
        let element = self.outgoing.lock().await.recv().await;
        self.room.add_permits(1);
        element.expect("the helper stays as long as the object")
    }

    pub async fn size(&self) -> usize {
        self.capacity - self.room.available_permits()
    }
}

async fn keep<T>(mut comes: UnboundedReceiver<T>, goes: Sender<T>) {
    let mut elements = VecDeque::new();
    loop {
        let Some(first) = elements.pop_front() else {
            let Some(element) = comes.recv().await else { return };
            elements.push_back(element);
            continue;
        };
        select! {
            sent = goes.send(first) => if sent.is_err() {
                return;
            },
            element = comes.recv() => match element {
                Some(element) => elements.push_back(element),
                None => return,
            },
        }
    }
}
