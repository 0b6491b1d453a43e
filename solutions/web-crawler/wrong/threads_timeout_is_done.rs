//! verdict: wrong-answer — no news for 100 ms is taken for the end of the crawl.
//! pattern: sleep-as-order
//!
//! A guess that holds as long as every page comes quickly. One slow page, and everything behind it
//! is missing. How long it takes says nothing about whether it will come; a count does.

use std::collections::HashSet;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

const SURELY_LONG_ENOUGH: Duration = Duration::from_millis(100);

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (brings, links_come) = mpsc::channel();
        let fetch = |url: String| {
            let (parser, brings) = (Arc::clone(&parser), brings.clone());
            thread::spawn(move || {
                let _ = brings.send(parser.get_urls(&url));
            });
        };
        let mut known = HashSet::from([start_url.to_owned()]);
        fetch(start_url.to_owned());
        while let Ok(links) = links_come.recv_timeout(SURELY_LONG_ENOUGH) {
            for link in links {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    fetch(link);
                }
            }
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
