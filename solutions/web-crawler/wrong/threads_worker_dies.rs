//! verdict: over-serialized — a worker that finds the list empty goes home, and at first it is empty.
//! pattern: over-serialized
//!
//! At the start there is one page for eight workers: seven find nothing and are gone before its
//! links have come. The last one does all the work alone, one page after the other. Nothing is
//! missing in the result, which makes it hard to notice. An empty list means "wait" as long as
//! somebody fetches.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

#[derive(Default)]
struct State {
    known: HashSet<String>,
    frontier: Vec<String>,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let state = Mutex::new(State::default());
        state.lock().unwrap().known.insert(start_url.to_owned());
        state.lock().unwrap().frontier.push(start_url.to_owned());
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| work(&state, &*parser));
            }
        });
        state.into_inner().unwrap().known.into_iter().collect()
    }
}

fn work(state: &Mutex<State>, parser: &impl HtmlParser) {
    loop {
        let next = state.lock().unwrap().frontier.pop();
        let Some(url) = next else { return };
        let links = parser.get_urls(&url);
        let mut now = state.lock().unwrap();
        for link in links {
            if host(&link) == host(&url) && now.known.insert(link.clone()) {
                now.frontier.push(link);
            }
        }
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
