//! verdict: deadlock — the crawl returns, and its workers wait for more pages for ever.
//! pattern: no-final-wake-up
//!
//! The result is right, and it comes at the right time. But each worker owns what it waits on: an
//! `Arc` with the channel in it, both ends, so that it never ends. A task that was spawned does not
//! end with the one who has spawned it. Close the channel, or keep the workers in a `JoinSet`,
//! which takes them along.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::{Mutex, mpsc};

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

struct Pages {
    put: mpsc::UnboundedSender<String>,
    take: Mutex<mpsc::UnboundedReceiver<String>>,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (put, take) = mpsc::unbounded_channel();
        let pages = Arc::new(Pages { put, take: Mutex::new(take) });
        let (brings, mut links_come) = mpsc::unbounded_channel();
        for _ in 0..8 {
            let (pages, brings) = (Arc::clone(&pages), brings.clone());
            let parser = Arc::clone(&parser);
            tokio::spawn(async move {
                loop {
                    let next = pages.take.lock().await.recv().await;
                    let Some(url) = next else { return };
                    let _ = brings.send(parser.get_urls(&url).await);
                }
            });
        }
        let mut known = HashSet::from([start_url.to_owned()]);
        pages.put.send(start_url.to_owned()).expect("workers are there");
        let mut under_way = 1;
        while under_way > 0 {
            for link in links_come.recv().await.expect("we have a sender ourselves") {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    pages.put.send(link).expect("workers are there");
                    under_way += 1;
                }
            }
            under_way -= 1;
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
