//! verdict: deadlock — it waits until the last sender is gone, and has one itself.
//! pattern: no-final-wake-up
//!
//! Every fetch owns a sender, and the channel ends when the last one is dropped: a good way to
//! notice the end. But the first sender, from which the others were cloned, still stands in the
//! crawl, and `recv` waits for it too. `drop` it once the first fetch has its own.

use std::collections::HashSet;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
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
        let known = Arc::new(Mutex::new(HashSet::from([start_url.to_owned()])));
        let (fetched, pages) = mpsc::channel();
        fetch(start_url.to_owned(), &known, &parser, &fetched);
        pages.iter().collect()
    }
}

fn fetch(
    url: String,
    known: &Arc<Mutex<HashSet<String>>>,
    parser: &Arc<impl HtmlParser>,
    fetched: &Sender<String>,
) {
    let (known, parser, fetched) = (Arc::clone(known), Arc::clone(parser), fetched.clone());
    thread::spawn(move || {
        for link in parser.get_urls(&url) {
            if host(&link) == host(&url) && known.lock().unwrap().insert(link.clone()) {
                fetch(link, &known, &parser, &fetched);
            }
        }
        fetched.send(url).expect("the crawl listens");
    });
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
