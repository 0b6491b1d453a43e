//! verdict: wrong-answer — the fetch is counted off before its links are on the list.
//! pattern: check-then-act
//!
//! For a moment nothing is under way and nothing is on the list, although a worker still has links
//! in its hands. Whoever looks just then takes the crawl for complete; here it is the crawl itself.
//! What is known together must change together: first the links, then the count, and both under one
//! lock.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

#[derive(Default)]
struct Shared {
    known: Mutex<HashSet<String>>,
    under_way: Mutex<usize>,
    changed: Condvar,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let shared = Arc::new(Shared::default());
        shared.known.lock().unwrap().insert(start_url.to_owned());
        fetch(start_url.to_owned(), &shared, &parser);
        let under_way = shared.under_way.lock().unwrap();
        drop(shared.changed.wait_while(under_way, |count| *count > 0).unwrap());
        let known = shared.known.lock().unwrap();
        known.iter().cloned().collect()
    }
}

fn fetch(url: String, shared: &Arc<Shared>, parser: &Arc<impl HtmlParser>) {
    *shared.under_way.lock().unwrap() += 1;
    let (shared, parser) = (Arc::clone(shared), Arc::clone(parser));
    thread::spawn(move || {
        let links = parser.get_urls(&url);
        *shared.under_way.lock().unwrap() -= 1;
        for link in links {
            if host(&link) == host(&url) && shared.known.lock().unwrap().insert(link.clone()) {
                fetch(link, &shared, &parser);
            }
        }
        shared.changed.notify_all();
    });
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
