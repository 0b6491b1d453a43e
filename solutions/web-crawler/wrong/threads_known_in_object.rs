//! verdict: wrong-answer — the set of known pages is in the object, so a second crawl knows them all.
//! pattern: none
//!
//! The first crawl is right. The second one finds nothing new and comes back with what the first
//! has left. What belongs to one call belongs into the call; the object is for what outlives it,
//! and here that is nothing.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread::{self, Scope};

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {
    known: Mutex<HashSet<String>>,
}

impl Crawler {
    pub fn new() -> Self {
        Self { known: Mutex::default() }
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        thread::scope(|scope| self.visit(scope, &*parser, start_url.to_owned()));
        let known = self.known.lock().unwrap();
        known.iter().filter(|url| host(url) == host(start_url)).cloned().collect()
    }

    fn visit<'s, 'a>(&'a self, scope: &'s Scope<'s, 'a>, parser: &'a impl HtmlParser, url: String) {
        if !self.known.lock().unwrap().insert(url.clone()) {
            return;
        }
        for link in parser.get_urls(&url) {
            if host(&link) == host(&url) {
                scope.spawn(move || self.visit(scope, parser, link));
            }
        }
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
