//! right: every fetch starts the fetches of what it has found, all in one `thread::scope`, which is
//! over when no thread is left. Nobody counts.

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
        let host = start_url.split('/').nth(2);
        let known = Mutex::new(HashSet::from([start_url.to_owned()]));
        thread::scope(|scope| {
            let visit = Visit { host, known: &known, parser: &*parser };
            visit.page(scope, start_url.to_owned());
        });
        known.into_inner().unwrap().into_iter().collect()
    }
}

struct Visit<'a, P> {
    host: Option<&'a str>,
    known: &'a Mutex<HashSet<String>>,
    parser: &'a P,
}

impl<'a, P: HtmlParser> Visit<'a, P> {
    fn page<'s>(&self, scope: &'s Scope<'s, 'a>, url: String) {
        for link in self.parser.get_urls(&url) {
            let is_ours = link.split('/').nth(2) == self.host;
            if is_ours && self.known.lock().unwrap().insert(link.clone()) {
                let visit = Visit { ..*self };
                scope.spawn(move || visit.page(scope, link));
            }
        }
    }
}
