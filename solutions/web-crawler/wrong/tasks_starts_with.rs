//! verdict: wrong-answer — `starts_with` compares the beginning of a name, not the name.
//! pattern: none
//!
//! `http://a.com.evil` begins with `http://a.com`, and it is somebody else's. A host is a whole
//! word: cut it out of both URLs, then compare for equality.

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
        let site: String = start_url.split_inclusive('/').take(3).collect();
        let site = site.strip_suffix('/').unwrap_or(&site);
        let mut known = HashSet::from([start_url.to_owned()]);
        let mut fetches = JoinSet::new();
        fetches.spawn(fetch(Arc::clone(&parser), start_url.to_owned()));
        while let Some(links) = fetches.join_next().await {
            for link in links.expect("a fetch does not panic") {
                if link.starts_with(site) && known.insert(link.clone()) {
                    fetches.spawn(fetch(Arc::clone(&parser), link));
                }
            }
        }
        known.into_iter().collect()
    }
}

async fn fetch(parser: Arc<impl HtmlParser>, url: String) -> Vec<String> {
    parser.get_urls(&url).await
}
