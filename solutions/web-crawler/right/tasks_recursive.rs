//! right: a page is through when its own links are: each task starts one for every page it has
//! found first, and awaits them all. The set is in tokio's `Mutex`, held for a single look.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;

use tokio::sync::Mutex;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

type Known = Arc<Mutex<HashSet<String>>>;

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let known: Known = Arc::new(Mutex::new(HashSet::from([start_url.to_owned()])));
        visit(start_url.to_owned(), Arc::clone(&known), parser).await;
        known.lock().await.drain().collect()
    }
}

/// An async function that calls itself needs a box around the future.
fn visit(
    url: String,
    known: Known,
    parser: Arc<impl HtmlParser>,
) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        let mut found = Vec::new();
        for link in parser.get_urls(&url).await {
            if host(&link) == host(&url) && known.lock().await.insert(link.clone()) {
                found.push(tokio::spawn(visit(link, Arc::clone(&known), Arc::clone(&parser))));
            }
        }
        for page in found {
            page.await.expect("a visit does not panic");
        }
    })
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
