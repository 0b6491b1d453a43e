//! verdict: wrong-answer — an empty channel is taken for the end, though fetches are under way.
//! pattern: none
//!
//! `try_recv` does not wait: that nothing is there now does not mean that nothing will come. At
//! first nothing can be there, since the first fetch has not even begun.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::mpsc;

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
        while let Ok(links) = links_come.try_recv() {
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
