//! verdict: deadlock — a visit keeps its permit while it waits for the pages behind it.
//! pattern: guard-held
//!
//! Eight permits, so that eight pages at most are fetched at a time. But a visit is over only when
//! those of its links are, and until then it keeps its permit. In a chain of ten pages the first
//! eight have one each, and the ninth waits for ever. A permit is for the fetch: drop it before you
//! wait for somebody who needs one too.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

struct Crawl<P> {
    parser: Arc<P>,
    known: Mutex<HashSet<String>>,
    at_once: Semaphore,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let known = Mutex::new(HashSet::from([start_url.to_owned()]));
        let crawl = Arc::new(Crawl { parser, known, at_once: Semaphore::new(8) });
        Arc::clone(&crawl).visit(start_url.to_owned()).await;
        crawl.known.lock().unwrap().drain().collect()
    }
}

impl<P: HtmlParser> Crawl<P> {
    fn visit(self: Arc<Self>, url: String) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            let _permit = self.at_once.acquire().await.expect("nobody closes it");
            let mut visits = JoinSet::new();
            for link in self.parser.get_urls(&url).await {
                if host(&link) == host(&url) && self.known.lock().unwrap().insert(link.clone()) {
                    visits.spawn(Arc::clone(&self).visit(link));
                }
            }
            visits.join_all().await;
        })
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
