//! verdict: over-serialized — each round waits for its slowest page before the next one begins.
//! pattern: over-serialized
//!
//! Breadth first, with all pages of a distance at once: easy to get right, since between two rounds
//! there is nobody but the crawl. But a link that was found early in a round waits for a page it
//! has nothing to do with. A deep site behind quick pages, with one slow page on each level, takes
//! the sum of the slowest.

use std::collections::HashSet;
use std::sync::Arc;
use std::thread;

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
        let mut round = vec![start_url.to_owned()];
        while !round.is_empty() {
            let links: Vec<String> = thread::scope(|scope| {
                let fetch = |url: &'_ String| {
                    let (url, parser) = (url.clone(), &parser);
                    scope.spawn(move || parser.get_urls(&url))
                };
                let fetches: Vec<_> = round.iter().map(fetch).collect();
                let links = fetches.into_iter().map(|fetch| fetch.join());
                links.flat_map(|links| links.expect("a fetch does not panic")).collect()
            });
            let is_new =
                |link: &String| host(link) == host(start_url) && known.insert(link.clone());
            round = links.into_iter().filter(is_new).collect();
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
