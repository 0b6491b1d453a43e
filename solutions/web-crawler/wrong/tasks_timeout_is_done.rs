//! verdict: wrong-answer — no news for a second is taken for the end of the crawl.
//! pattern: sleep-as-order
//!
//! A guess that holds as long as every page comes quickly. One slow page, and everything behind it
//! is missing. How long it takes says nothing about whether it will come; a count does.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

const SURELY_LONG_ENOUGH: Duration = Duration::from_secs(1);

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (brings, mut links_come) = mpsc::unbounded_channel();
        let fetch = |url: String| {
            let (parser, brings) = (Arc::clone(&parser), brings.clone());
            tokio::spawn(async move {
                let _ = brings.send(parser.get_urls(&url).await);
            });
        };
        let mut known = HashSet::from([start_url.to_owned()]);
        fetch(start_url.to_owned());
        while let Ok(Some(links)) = timeout(SURELY_LONG_ENOUGH, links_come.recv()).await {
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
