//! right: a task for every page, but a semaphore lets six of them fetch at a time. The permit is
//! held for the fetch, and for nothing else.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::Semaphore;
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
        let at_once = Arc::new(Semaphore::new(6));
        let fetch = |url: String| {
            let (parser, at_once) = (Arc::clone(&parser), Arc::clone(&at_once));
            async move {
                let _permit = at_once.acquire().await.expect("nobody closes it");
                parser.get_urls(&url).await
            }
        };
        let mut known = HashSet::from([start_url.to_owned()]);
        let mut fetches = JoinSet::from_iter([fetch(start_url.to_owned())]);
        while let Some(links) = fetches.join_next().await {
            let links = links.expect("a fetch does not panic").into_iter();
            for link in links.filter(|link| host(link) == host(start_url)) {
                if known.insert(link.clone()) {
                    fetches.spawn(fetch(link));
                }
            }
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
