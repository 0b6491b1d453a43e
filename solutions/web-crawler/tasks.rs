//! Web Crawler Multithreaded with async tasks: a task a fetch, and the crawl itself takes what they
//! bring, one after the other. It is over when no task is left. The editorial beside this file says
//! why it works.

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
        let mut fetches = JoinSet::new();
        fetches.spawn(fetch(Arc::clone(&parser), start_url.to_owned()));
        while let Some(links) = fetches.join_next().await {
            for link in links.expect("a fetch does not panic") {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
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

/// What stands between `http://` and the next `/`.
fn host(url: &str) -> &str {
    let rest = url.strip_prefix("http://").unwrap_or(url);
    rest.split('/').next().unwrap_or(rest)
}
