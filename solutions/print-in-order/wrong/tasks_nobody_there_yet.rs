//! verdict: runtime-error — `first` takes a sender that is there only after `second` has come.
//! pattern: lost-wake-up
//!
//! `second` makes the channel when it arrives and leaves the sender for `first`. If `first` is
//! quicker, there is none, and the `expect` panics. Leaving the `expect` out would not cure it:
//! then `second` would wait for ever. Make both ends in `new`, so that it does not matter who comes
//! first.

use std::sync::Mutex;

use tokio::sync::oneshot;

type Waiter = Mutex<Option<oneshot::Sender<()>>>;

pub struct Foo {
    second: Waiter,
    third: Waiter,
}

impl Foo {
    pub fn new() -> Self {
        Self { second: Mutex::new(None), third: Mutex::new(None) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        Self::wake(&self.second);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        Self::wait(&self.second).await;
        print_second.await;
        Self::wake(&self.third);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        Self::wait(&self.third).await;
        print_third.await;
    }

    async fn wait(waiter: &Waiter) {
        let (sender, receiver) = oneshot::channel();
        *waiter.lock().unwrap() = Some(sender);
        receiver.await.unwrap();
    }

    fn wake(waiter: &Waiter) {
        let sender = waiter.lock().unwrap().take();
        sender.expect("the waiter has come").send(()).unwrap();
    }
}
