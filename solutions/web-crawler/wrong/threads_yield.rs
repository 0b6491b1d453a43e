//! verdict: busy-wait — a worker without a page asks again and again whether there is one now.
//! pattern: busy-wait
//!
//! Whether the crawl is complete is asked rightly, list and count together. But between two looks
//! there is nothing but `yield_now`, and a page can take an hour. A condition variable asks once
//! and is told.

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
    under_way: usize,
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
        let mut now = state.lock().unwrap();
        let Some(url) = now.frontier.pop() else {
            if now.under_way == 0 {
                return;
            }
            drop(now);
            thread::yield_now();
            continue;
        };
        now.under_way += 1;
        drop(now);
        let links = parser.get_urls(&url);
        let mut now = state.lock().unwrap();
        for link in links {
            if host(&link) == host(&url) && now.known.insert(link.clone()) {
                now.frontier.push(link);
            }
        }
        now.under_way -= 1;
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
