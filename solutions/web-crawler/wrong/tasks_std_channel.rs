//! verdict: deadlock — std's `recv` puts the thread to sleep that the fetches need.
//! pattern: blocking-in-task
//!
//! It works on a runtime with several threads, as long as there are more threads than crawls. On
//! one thread the crawl sleeps, and the fetches that could wake it never run. A task waits with
//! `.await`, and for that it needs a channel of tokio's.

use std::collections::HashSet;
use std::sync::{Arc, mpsc};

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (brings, links_come) = mpsc::channel();
        let fetch = |url: String| {
            let (parser, brings) = (Arc::clone(&parser), brings.clone());
            tokio::spawn(async move {
                let _ = brings.send(parser.get_urls(&url).await);
            });
        };
        let mut known = HashSet::from([start_url.to_owned()]);
        fetch(start_url.to_owned());
        let mut under_way = 1;
        while under_way > 0 {
            for link in links_come.recv().expect("we have a sender ourselves") {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    fetch(link);
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
