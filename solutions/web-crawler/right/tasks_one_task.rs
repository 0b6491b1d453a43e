//! right: no task but the crawl itself: it polls all fetches under way by hand, whenever one of
//! them wakes it. Nothing runs in parallel, and everything at the same time.

use std::collections::HashSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

type Fetch = Pin<Box<dyn Future<Output = Vec<String>> + Send>>;

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let fetch = |url: String| -> Fetch {
            let parser = Arc::clone(&parser);
            Box::pin(async move { parser.get_urls(&url).await })
        };
        let mut known = HashSet::from([start_url.to_owned()]);
        let mut fetches = vec![fetch(start_url.to_owned())];
        while !fetches.is_empty() {
            for link in first_of(&mut fetches).await {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    fetches.push(fetch(link));
                }
            }
        }
        known.into_iter().collect()
    }
}

/// Waits for one of them to end, whichever it is, and takes it out.
async fn first_of(fetches: &mut Vec<Fetch>) -> Vec<String> {
    poll_fn(|context| {
        let ended = fetches.iter_mut().enumerate().find_map(|(at, fetch)| {
            match fetch.as_mut().poll(context) {
                Poll::Ready(links) => Some((at, links)),
                Poll::Pending => None,
            }
        });
        let Some((at, links)) = ended else { return Poll::Pending };
        drop(fetches.swap_remove(at));
        Poll::Ready(links)
    })
    .await
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
