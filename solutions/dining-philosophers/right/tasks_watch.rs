//! right: a waiter who serves strictly as they come, his book in a `watch` channel
//!
//! Both forks are taken in one step, by whoever has the next number. `wait_for` would only look; to
//! look and take must be one step, so `send_if_modified` does it, and who did not get his forks
//! waits for the next change. He subscribed before he looked, so no change is missed.

use tokio::sync::watch;

const SEATS: usize = 5;

#[derive(Default)]
struct Book {
    /// The next one to come gets this number.
    next: u64,
    /// The next one to be served has this number.
    serves: u64,
    taken: [bool; SEATS],
}

impl Book {
    /// Whether it is this number's turn and the forks were free: now they are taken.
    fn take(&mut self, number: u64, forks: [usize; 2]) -> bool {
        let is_free = self.serves == number && forks.iter().all(|&fork| !self.taken[fork]);
        if is_free {
            self.serves += 1;
            forks.into_iter().for_each(|fork| self.taken[fork] = true);
        }
        is_free
    }
}

pub struct DiningPhilosophers {
    book: watch::Sender<Book>,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { book: watch::Sender::new(Book::default()) }
    }

    pub async fn wants_to_eat(
        &self,
        philosopher: usize,
        pick_left_fork: impl Future<Output = ()> + Send,
        pick_right_fork: impl Future<Output = ()> + Send,
        eat: impl Future<Output = ()> + Send,
        put_left_fork: impl Future<Output = ()> + Send,
        put_right_fork: impl Future<Output = ()> + Send,
    ) {
        let [left, right] = [philosopher, (philosopher + 1) % SEATS];
        let mut changes = self.book.subscribe();
        let mut number = 0;
        self.book.send_if_modified(|book| {
            number = book.next;
            book.next += 1;
            false // matters to nobody who waits
        });
        while !self.book.send_if_modified(|book| book.take(number, [left, right])) {
            changes.changed().await.expect("the sender lives in self");
        }
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        self.book.send_modify(|book| book.taken[left] = false);
        put_right_fork.await;
        self.book.send_modify(|book| book.taken[right] = false);
    }
}
