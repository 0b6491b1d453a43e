//! A std `MutexGuard` must be dropped by the thread that locked, but a task may go on elsewhere
//! after an await.

use std::sync::{Arc, Mutex};

async fn print() {}

#[tokio::main]
async fn main() {
    let stage = Arc::new(Mutex::new(0));
    tokio::spawn(async move {
        let mut stage = stage.lock().unwrap();
        print().await;
        *stage += 1;
    })
    .await
    .unwrap();
}
