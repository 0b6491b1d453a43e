//! verdict: wrong-answer — it sleeps and hopes that the others are done by then.
//! pattern: sleep-as-order
//!
//! No pause is long enough: a task can be started late, a callback can be slow, a machine can be
//! busy. Time is not an order.

use std::time::Duration;

use tokio::time;

pub struct Foo;

impl Foo {
    pub fn new() -> Self {
        Self
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        time::sleep(Duration::from_millis(10)).await;
        print_second.await;
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        time::sleep(Duration::from_millis(20)).await;
        print_third.await;
    }
}
