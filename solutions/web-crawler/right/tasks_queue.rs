//! right: eight workers share the receiving end of a channel of pages behind tokio's `Mutex`; the
//! crawl takes the links from another channel, counts, and drops the sender at the end.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::{Mutex, mpsc};
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
        let (ask, asked) = mpsc::unbounded_channel::<String>();
        let (answer, mut answered) = mpsc::channel(1);
        let asked = Arc::new(Mutex::new(asked));
        let mut workers = JoinSet::new();
        for _ in 0..8 {
            let (parser, asked, answer) = (Arc::clone(&parser), Arc::clone(&asked), answer.clone());
            workers.spawn(async move {
                loop {
                    let next = asked.lock().await.recv().await; // the guard is gone after this line
                    let Some(url) = next else { return };
                    let links = parser.get_urls(&url).await;
                    answer.send(links).await.expect("the crawl listens");
                }
            });
        }
        let mut known = HashSet::from([start_url.to_owned()]);
        ask.send(start_url.to_owned()).expect("workers are there");
        let mut to_come = 1;
        while to_come > 0 {
            let links = answered.recv().await.expect("we have a sender ourselves");
            for link in links {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    ask.send(link).expect("workers are there");
                    to_come += 1;
                }
            }
            to_come -= 1;
        }
        drop(ask);
        workers.join_all().await;
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
