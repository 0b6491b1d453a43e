//! verdict: over-serialized — it spawns a task and awaits it in the same breath.
//! pattern: over-serialized
//!
//! A spawned task runs beside the one who has spawned it, until that one waits for it. Here there
//! is nothing in between, so `spawn` is only a longer way to write a call. First spawn them all,
//! then await them.

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
        known.lock().unwrap().drain().collect()
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
                let page = tokio::spawn(visit(link, Arc::clone(&known), Arc::clone(&parser)));
                page.await.expect("a visit does not panic");
            }
        }
    })
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
