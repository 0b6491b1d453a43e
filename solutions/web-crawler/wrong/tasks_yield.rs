//! verdict: busy-wait — while fetches are under way, it asks again and again whether they still are.
//! pattern: busy-wait
//!
//! `yield_now` gives way and comes back at once: the runtime polls the crawl without end, and a
//! page can take an hour. Wait for something that wakes you: a `JoinSet`, a channel, a `Notify`.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::task::yield_now;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

struct Crawl<P> {
    parser: Arc<P>,
    known: Mutex<HashSet<String>>,
    under_way: AtomicUsize,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let known = Mutex::new(HashSet::from([start_url.to_owned()]));
        let crawl = Arc::new(Crawl { parser, known, under_way: AtomicUsize::new(0) });
        Arc::clone(&crawl).fetch(start_url.to_owned());
        while crawl.under_way.load(Ordering::SeqCst) > 0 {
            yield_now().await;
        }
        crawl.known.lock().unwrap().drain().collect()
    }
}

impl<P: HtmlParser> Crawl<P> {
    fn fetch(self: Arc<Self>, url: String) {
        self.under_way.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(async move {
            for link in self.parser.get_urls(&url).await {
                if host(&link) == host(&url) && self.known.lock().unwrap().insert(link.clone()) {
                    Arc::clone(&self).fetch(link);
                }
            }
            self.under_way.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
