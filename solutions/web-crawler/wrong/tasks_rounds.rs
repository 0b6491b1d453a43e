//! verdict: over-serialized — each round waits for its slowest page before the next one begins.
//! pattern: over-serialized
//!
//! `join_all` looks like the natural way to wait for many. But a link that was found early in a
//! round waits for a page it has nothing to do with. `join_next` gives the links as they come, and
//! a new fetch may join the set at any time.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::task::JoinSet;

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
        let mut round = vec![start_url.to_owned()];
        while !round.is_empty() {
            let mut fetches = JoinSet::new();
            for url in round {
                let parser = Arc::clone(&parser);
                fetches.spawn(async move { parser.get_urls(&url).await });
            }
            let links = fetches.join_all().await.into_iter().flatten();
            let is_new =
                |link: &String| host(link) == host(start_url) && known.insert(link.clone());
            round = links.filter(is_new).collect();
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
