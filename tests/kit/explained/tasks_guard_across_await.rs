//! explained: guard, await

use std::sync::Mutex;

pub struct Foo {
    stage: Mutex<u32>,
}

impl Foo {
    pub fn new() -> Self {
        Self { stage: Mutex::new(0) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        let mut stage = self.stage.lock().unwrap();
        print_first.await;
        *stage = 1;
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        print_second.await;
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        print_third.await;
    }
}
