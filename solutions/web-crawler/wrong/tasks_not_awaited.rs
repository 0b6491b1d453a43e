//! verdict: wrong-answer — each visit starts others and awaits none of them.
//! pattern: none
//!
//! A task that was spawned lives on by itself, and nobody hears of its end unless somebody awaits
//! it. The crawl awaits the start page alone. It looks right as long as all links are on the first
//! page and one has luck.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

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
        let known = Known::new(Mutex::new(HashSet::from([start_url.to_owned()])));
        visit(start_url.to_owned(), Arc::clone(&known), parser).await;
        let known = known.lock().unwrap();
        known.iter().cloned().collect()
    }
}

fn visit(
    url: String,
    known: Known,
    parser: Arc<impl HtmlParser>,
) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        for link in parser.get_urls(&url).await {
            if host(&link) == host(&url) && known.lock().unwrap().insert(link.clone()) {
                tokio::spawn(visit(link, Arc::clone(&known), Arc::clone(&parser)));
            }
        }
    })
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
