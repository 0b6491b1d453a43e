//! Print in Order with async tasks: a semaphore per hand-over, which starts empty. The editorial
//! beside this file says why it works.

use tokio::sync::Semaphore;

/// A permit in `first_done` means that the first callback has ended; likewise the second.
pub struct Foo {
    first_done: Semaphore,
    second_done: Semaphore,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: Semaphore::new(0), second_done: Semaphore::new(0) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.first_done.add_permits(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.acquire().await.expect("nobody closes it").forget();
        print_second.await;
        self.second_done.add_permits(1);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.acquire().await.expect("nobody closes it").forget();
        print_third.await;
    }
}
