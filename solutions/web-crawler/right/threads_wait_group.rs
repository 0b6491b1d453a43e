//! right: a detached thread for every page, and a crossbeam `WaitGroup` that knows when all of them
//! are through. A thread lets go of the parser and the rest before it says so.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread;

use crossbeam::sync::WaitGroup;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let known = Arc::new(Mutex::new(HashSet::from([start_url.to_owned()])));
        let fetches = WaitGroup::new();
        fetch(start_url.to_owned(), &known, &parser, &fetches);
        fetches.wait();
        let known = std::mem::take(&mut *known.lock().unwrap());
        known.into_iter().collect()
    }
}

fn fetch(
    url: String,
    known: &Arc<Mutex<HashSet<String>>>,
    parser: &Arc<impl HtmlParser>,
    fetches: &WaitGroup,
) {
    let (known, parser, fetches) = (Arc::clone(known), Arc::clone(parser), fetches.clone());
    thread::spawn(move || {
        for link in parser.get_urls(&url) {
            if host(&link) == host(&url) && known.lock().unwrap().insert(link.clone()) {
                fetch(link, &known, &parser, &fetches);
            }
        }
        drop((known, parser));
        drop(fetches);
    });
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
