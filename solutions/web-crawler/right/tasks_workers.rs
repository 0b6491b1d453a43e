//! right: eight worker tasks around one state; who finds nothing waits for a `Notify`. It registers
//! first and looks then, so that it cannot miss the call.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;
use tokio::task::JoinSet;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

#[derive(Default)]
struct Progress {
    known: HashSet<String>,
    frontier: Vec<String>,
    under_way: usize,
}

#[derive(Default)]
struct Crawl {
    progress: Mutex<Progress>,
    changed: Notify,
}

/// What there is to do.
enum Next {
    Fetch(String),
    Wait,
    GoHome,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let crawl = Arc::new(Crawl::default());
        crawl.found(vec![start_url.to_owned()], start_url);
        let mut workers = JoinSet::new();
        for _ in 0..8 {
            workers.spawn(Arc::clone(&crawl).work(Arc::clone(&parser)));
        }
        workers.join_all().await;
        crawl.progress.lock().unwrap().known.drain().collect()
    }
}

impl Crawl {
    async fn work(self: Arc<Self>, parser: Arc<impl HtmlParser>) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            match self.next() {
                Next::GoHome => return,
                Next::Wait => changed.await,
                Next::Fetch(url) => {
                    let links = parser.get_urls(&url).await;
                    self.found(links, &url);
                    self.progress.lock().unwrap().under_way -= 1;
                    self.changed.notify_waiters();
                }
            }
        }
    }

    fn next(&self) -> Next {
        let mut progress = self.progress.lock().unwrap();
        match progress.frontier.pop() {
            Some(url) => {
                progress.under_way += 1;
                Next::Fetch(url)
            }
            None if progress.under_way > 0 => Next::Wait,
            None => Next::GoHome,
        }
    }

    fn found(&self, links: Vec<String>, on: &str) {
        let mut progress = self.progress.lock().unwrap();
        for link in links {
            if host(&link) == host(on) && progress.known.insert(link.clone()) {
                progress.frontier.push(link);
            }
        }
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
