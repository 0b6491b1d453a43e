//! verdict: over-serialized — the mutex is held while a page is fetched, so the others stand in line.
//! pattern: over-serialized, guard-held
//!
//! Nothing is wrong with the result: no page is lost, none comes twice. There are eight workers,
//! and seven of them wait for the mutex. What is slow belongs outside of every lock.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread::{self, Scope};

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let known = Mutex::new(HashSet::from([start_url.to_owned()]));
        thread::scope(|scope| visit(scope, &known, &*parser, start_url.to_owned()));
        known.into_inner().unwrap().into_iter().collect()
    }
}

fn visit<'s, 'a>(
    scope: &'s Scope<'s, 'a>,
    known: &'a Mutex<HashSet<String>>,
    parser: &'a impl HtmlParser,
    url: String,
) {
    let mut set = known.lock().unwrap();
    for link in parser.get_urls(&url) {
        if host(&link) == host(&url) && set.insert(link.clone()) {
            scope.spawn(move || visit(scope, known, parser, link));
        }
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
