//! verdict: runtime-error — `block_on` inside a task: its thread drives the runtime already.
//! pattern: blocking-in-task
//!
//! Iterators and closures cannot await, and `Handle::block_on` looks like the way out. tokio
//! refuses to block a thread on which its tasks run, and panics. Let the future out of the closure,
//! and await it where that is possible.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::runtime::Handle;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let runtime = Handle::current();
        let fetch = |url: String| {
            let parser = Arc::clone(&parser);
            runtime.spawn(async move { parser.get_urls(&url).await })
        };
        let mut known = HashSet::from([start_url.to_owned()]);
        let mut fetches = vec![fetch(start_url.to_owned())];
        while !fetches.is_empty() {
            let ended = fetches.drain(..).map(|fetch| runtime.block_on(fetch));
            let links: Vec<_> = ended.flat_map(|links| links.expect("no panic")).collect();
            for link in links {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    fetches.push(fetch(link));
                }
            }
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
