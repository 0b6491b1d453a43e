//! verdict: over-serialized — the guard lives across the `.await` of the fetch.
//! pattern: over-serialized, guard-held
//!
//! With std's mutex this would not even compile, since its guard must not cross an `.await`.
//! tokio's may, and it does what was asked for: whoever fetches keeps all others out. That the
//! compiler is content does not mean that the lock is short.

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
            let mut known = self.known.lock().await;
            for link in self.parser.get_urls(&url).await {
                if host(&link) == host(&url) && known.insert(link.clone()) {
                    Arc::clone(&self).fetch(link, alive.clone());
                }
            }
        });
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
