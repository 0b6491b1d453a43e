//! verdict: deadlock — the crawl returns, and its workers wait for more pages for ever.
//! pattern: no-final-wake-up
//!
//! The result is right, and it comes at the right time. But every worker owns a sender of the
//! channel from which it receives, so that channel never ends. Each crawl leaves eight threads
//! behind. Who starts threads must also know how they end: tell them, and `join` them.

use std::collections::HashSet;
use std::sync::Arc;
use std::thread;

use crossbeam::channel::unbounded;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

enum Message {
    Fetch(String),
    Fetched(Vec<String>),
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (to_workers, pages) = unbounded();
        let (to_crawl, news) = unbounded();
        for _ in 0..8 {
            let (to_workers, pages) = (to_workers.clone(), pages.clone());
            let (to_crawl, parser) = (to_crawl.clone(), Arc::clone(&parser));
            thread::spawn(move || {
                let _for_later = to_workers;
                while let Ok(Message::Fetch(url)) = pages.recv() {
                    let _ = to_crawl.send(Message::Fetched(parser.get_urls(&url)));
                }
            });
        }
        let mut known = HashSet::from([start_url.to_owned()]);
        to_workers.send(Message::Fetch(start_url.to_owned())).expect("workers are there");
        let mut under_way = 1;
        while under_way > 0 {
            let Ok(Message::Fetched(links)) = news.recv() else { break };
            for link in links {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    to_workers.send(Message::Fetch(link)).expect("workers are there");
                    under_way += 1;
                }
            }
            under_way -= 1;
        }
        known.into_iter().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
