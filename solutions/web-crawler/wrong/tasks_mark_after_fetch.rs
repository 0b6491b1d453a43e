//! verdict: wrong-answer — a page is known only after it was fetched, so it is found again until then.
//! pattern: check-then-act
//!
//! The set is touched by one task alone, there is no race between two lines anywhere. Still both
//! sides of the diamond find the bottom: when the second one comes, the fetch that the first one
//! has started is under way, and the set does not know of it. A page is known when it is found.

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
        let mut visited = HashSet::new();
        let mut fetches = JoinSet::new();
        fetches.spawn(fetch(Arc::clone(&parser), start_url.to_owned()));
        while let Some(fetched) = fetches.join_next().await {
            let (url, links) = fetched.expect("a fetch does not panic");
            visited.insert(url);
            for link in links {
                if host(&link) == host(start_url) && !visited.contains(&link) {
                    fetches.spawn(fetch(Arc::clone(&parser), link));
                }
            }
        }
        visited.into_iter().collect()
    }
}

async fn fetch(parser: Arc<impl HtmlParser>, url: String) -> (String, Vec<String>) {
    let links = parser.get_urls(&url).await;
    (url, links)
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
