//! verdict: wrong-answer — the set of known pages is in the object, so a second crawl knows them all.
//! pattern: none
//!
//! The first crawl is right. The second one takes its start page for an old acquaintance, fetches
//! nothing, and comes back with what the first has left. What belongs to one call belongs into the
//! call; the object is for what outlives it, and here that is nothing.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use tokio::task::JoinSet;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {
    known: Mutex<HashSet<String>>,
}

impl Crawler {
    pub fn new() -> Self {
        Self { known: Mutex::default() }
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let mut fetches = JoinSet::new();
        if self.is_new(start_url) {
            fetches.spawn(fetch(Arc::clone(&parser), start_url.to_owned()));
        }
        while let Some(links) = fetches.join_next().await {
            for link in links.expect("a fetch does not panic") {
                if host(&link) == host(start_url) && self.is_new(&link) {
                    fetches.spawn(fetch(Arc::clone(&parser), link));
                }
            }
        }
        let known = self.known.lock().unwrap();
        known.iter().filter(|url| host(url) == host(start_url)).cloned().collect()
    }

    fn is_new(&self, url: &str) -> bool {
        self.known.lock().unwrap().insert(url.to_owned())
    }
}

async fn fetch(parser: Arc<impl HtmlParser>, url: String) -> Vec<String> {
    parser.get_urls(&url).await
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
