//! verdict: deadlock — the element is taken out before `select!` has chosen to send it, and is lost if it chooses otherwise.
//! pattern: permit-lost, cancelled
//!
//! A helper thread keeps the elements and offers the first of them to the consumers. While it
//! offers one, another one comes in: `select!` receives that, the offer is dropped, and the element
//! with it. Only look at the first element before the choice (`front`), and take it out when it is
//! sent.

use std::collections::VecDeque;
use std::thread;

use crossbeam::channel::{self, Receiver, Sender};
use crossbeam::select;

pub struct BoundedBlockingQueue<T> {
    incoming: Sender<T>,
    outgoing: Receiver<T>,
    /// A token for every free place.
    room: (Sender<()>, Receiver<()>),
    capacity: usize,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let (incoming, comes) = channel::unbounded();
        let (goes, outgoing) = channel::bounded(0);
        let room = channel::bounded(capacity);
        (0..capacity).for_each(|_| room.0.send(()).expect("the receiver is beside it"));
        thread::spawn(move || keep(&comes, &goes));
        Self { incoming, outgoing, room, capacity }
    }

    pub fn enqueue(&self, element: T) {
        self.room.1.recv().expect("the sender lives in the same object");
        assert!(self.incoming.send(element).is_ok(), "the helper stays as long as the object");
    }

    pub fn dequeue(&self) -> T {
        let element = self.outgoing.recv().expect("the helper stays as long as the object");
        self.room.0.send(()).expect("the receiver lives in the same object");
        element
    }

    pub fn size(&self) -> usize {
        self.capacity - self.room.1.len()
    }
}

fn keep<T>(comes: &Receiver<T>, goes: &Sender<T>) {
    let mut elements = VecDeque::new();
    loop {
        let Some(first) = elements.pop_front() else {
            let Ok(element) = comes.recv() else { return };
            elements.push_back(element);
            continue;
        };
        select! {
            recv(comes) -> element => match element {
                Ok(element) => elements.push_back(element),
                Err(_) => return,
            },
            send(goes, first) -> sent => if sent.is_err() {
                return;
            },
        }
    }
}
