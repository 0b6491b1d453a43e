//! verdict: deadlock — it waits until the last sender is gone, and has one itself.
//! pattern: no-final-wake-up
//!
//! The count of the senders is the count of the fetches: a good way to notice the end. But the
//! first sender, from which the others were cloned, still stands in the crawl, and `recv` waits for
//! it too. Give it to the first fetch instead of a clone.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc::{self, UnboundedSender};

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
        let (fetched, mut pages) = mpsc::unbounded_channel();
        Arc::new(Crawl { parser, known }).fetch(start_url.to_owned(), fetched.clone());
        let mut result = Vec::new();
        while let Some(page) = pages.recv().await {
            result.push(page);
        }
        result
    }
}

impl<P: HtmlParser> Crawl<P> {
    fn fetch(self: Arc<Self>, url: String, fetched: UnboundedSender<String>) {
        tokio::spawn(async move {
            for link in self.parser.get_urls(&url).await {
                let is_ours = host(&link) == host(&url);
                if is_ours && self.known.lock().unwrap().insert(link.clone()) {
                    Arc::clone(&self).fetch(link, fetched.clone());
                }
            }
            fetched.send(url).expect("the crawl listens");
        });
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
