//! verdict: over-serialized — each fetch is awaited before the next one begins.
//! pattern: over-serialized
//!
//! `async` does not make things happen at the same time: a future does nothing until it is polled,
//! and an `.await` in a loop polls one of them to its end. Spawn the fetches, or put them into a
//! `JoinSet`, and await what comes first.

use std::collections::HashSet;
use std::sync::Arc;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let mut known = HashSet::from([start_url.to_owned()]);
        let mut frontier = vec![start_url.to_owned()];
        while let Some(url) = frontier.pop() {
            for link in parser.get_urls(&url).await {
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
