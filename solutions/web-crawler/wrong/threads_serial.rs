//! verdict: over-serialized — one page after the other: correct, and as slow as can be.
//! pattern: over-serialized
//!
//! The crawl that everybody writes first. It is the right place to begin, and it shows what must
//! not get lost later: the set of known pages, and the test of the host. But while it waits for one
//! page, it could wait for many.

use std::collections::HashSet;
use std::sync::Arc;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let mut known = HashSet::from([start_url.to_owned()]);
        let mut frontier = vec![start_url.to_owned()];
        while let Some(url) = frontier.pop() {
            for link in parser.get_urls(&url) {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    frontier.push(link);
                }
            }
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
