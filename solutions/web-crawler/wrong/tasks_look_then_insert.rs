//! verdict: wrong-answer — "is it known?" and "now it is" take the lock twice.
//! pattern: check-then-act
//!
//! Both sides of the diamond find the bottom. Both look, both see that it is not known, both start
//! a fetch. Between the two `.await`s of the lock every other task may run. `insert` looks and acts
//! in one step, and says which it was.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::Mutex;
use tokio::sync::mpsc::{self, Sender};

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

struct Crawl<P> {
    parser: Arc<P>,
    known: Mutex<HashSet<String>>,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let known = Mutex::new(HashSet::from([start_url.to_owned()]));
        let crawl = Arc::new(Crawl { parser, known });
        let (alive, mut all_gone) = mpsc::channel(1);
        Arc::clone(&crawl).fetch(start_url.to_owned(), alive);
        all_gone.recv().await;
        crawl.known.lock().await.drain().collect()
    }
}

impl<P: HtmlParser> Crawl<P> {
    fn fetch(self: Arc<Self>, url: String, alive: Sender<()>) {
        tokio::spawn(async move {
            for link in self.parser.get_urls(&url).await {
                if host(&link) == host(&url) && !self.known.lock().await.contains(&link) {
                    self.known.lock().await.insert(link.clone());
                    Arc::clone(&self).fetch(link, alive.clone());
                }
            }
        });
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
