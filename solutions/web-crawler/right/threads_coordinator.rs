//! right: a thread for every page, and one who listens: the crawl itself owns all that is known,
//! and takes the links out of a channel. What is under way is a plain number, which it alone
//! counts.

use std::collections::HashSet;
use std::sync::{Arc, mpsc};
use std::thread;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (brings, links_come) = mpsc::channel();
        thread::scope(|scope| {
            let fetch = |url: String| {
                let (parser, brings) = (&parser, brings.clone());
                scope.spawn(move || {
                    brings.send(parser.get_urls(&url)).expect("the crawl listens until we report");
                });
            };
            let mut known = HashSet::from([start_url.to_owned()]);
            fetch(start_url.to_owned());
            let mut under_way = 1;
            while under_way > 0 {
                let links = links_come.recv().expect("we have a sender ourselves");
                under_way -= 1;
                for link in links {
                    if host(&link) == host(start_url) && known.insert(link.clone()) {
                        fetch(link);
                        under_way += 1;
                    }
                }
            }
            known.into_iter().collect()
        })
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
