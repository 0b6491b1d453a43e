//! verdict: over-serialized — a mutex in the object lets one crawl in at a time.
//! pattern: over-serialized
//!
//! It was put there so that two crawls cannot get into each other's way. But they share nothing
//! that has to be guarded: a second crawl waits for the first one, which may take an hour, for no
//! reason.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {
    crawling: Mutex<()>,
}

impl Crawler {
    pub fn new() -> Self {
        Self { crawling: Mutex::new(()) }
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let _one_at_a_time = self.crawling.lock().unwrap();
        let (brings, links_come) = mpsc::channel();
        thread::scope(|scope| {
            let fetch = |url: String| {
                let (parser, brings) = (&parser, brings.clone());
                scope.spawn(move || brings.send(parser.get_urls(&url)));
            };
            let mut known = HashSet::from([start_url.to_owned()]);
            fetch(start_url.to_owned());
            let mut under_way = 1;
            while under_way > 0 {
                for link in links_come.recv().expect("we have a sender ourselves") {
                    if host(&link) == host(start_url) && known.insert(link.clone()) {
                        fetch(link);
                        under_way += 1;
                    }
                }
                under_way -= 1;
            }
            known.into_iter().collect()
        })
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
