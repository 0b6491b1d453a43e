//! verdict: wrong-answer — `starts_with` compares the beginning of a name, not the name.
//! pattern: none
//!
//! `http://a.com.evil` begins with `http://a.com`, and it is somebody else's. A host is a whole
//! word: cut it out of both URLs, then compare for equality.

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
        let end = start_url[7..].find('/').map_or(start_url.len(), |at| 7 + at);
        let known = Mutex::new(HashSet::from([start_url.to_owned()]));
        thread::scope(|scope| {
            visit(scope, &start_url[..end], &known, &*parser, start_url.to_owned());
        });
        known.into_inner().unwrap().into_iter().collect()
    }
}

fn visit<'s, 'a>(
    scope: &'s Scope<'s, 'a>,
    site: &'a str,
    known: &'a Mutex<HashSet<String>>,
    parser: &'a impl HtmlParser,
    url: String,
) {
    for link in parser.get_urls(&url) {
        if link.starts_with(site) && known.lock().unwrap().insert(link.clone()) {
            scope.spawn(move || visit(scope, site, known, parser, link));
        }
    }
}
