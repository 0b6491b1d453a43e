//! verdict: deadlock — it looks at the count first and asks to be notified afterwards.
//! pattern: lost-wake-up
//!
//! `notify_waiters` wakes those who wait, and is forgotten then. Between the look and `notified()`
//! there is no await, so on one executor thread nobody can step in. On two, the last fetch can: it
//! counts itself off and calls, and nobody hears it. Make the `notified` future first, then look.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

struct Crawl<P> {
    parser: Arc<P>,
    known: Mutex<HashSet<String>>,
    under_way: AtomicUsize,
    complete: Notify,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let known = Mutex::new(HashSet::from([start_url.to_owned()]));
        let (under_way, complete) = (AtomicUsize::new(0), Notify::new());
        let crawl = Arc::new(Crawl { parser, known, under_way, complete });
        Arc::clone(&crawl).fetch(start_url.to_owned());
        while crawl.under_way.load(Ordering::SeqCst) > 0 {
            crawl.complete.notified().await;
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
            if self.under_way.fetch_sub(1, Ordering::SeqCst) == 1 {
                self.complete.notify_waiters();
            }
        });
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
