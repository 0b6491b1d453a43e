//! verdict: over-serialized — three workers, where four pages must be able to be fetched at once.
//! pattern: over-serialized
//!
//! Whoever fetches mostly waits, so the number of cores is no measure for the number of workers: a
//! pool that is right for arithmetic is too small for a crawl. It is asked for four; eight or sixty
//! would cost hardly more.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// One for each core, and one core for the rest.
const WORKERS: usize = 3;

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
        let changed = Condvar::new();
        thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| work(&state, &changed, &*parser));
            }
        });
        state.into_inner().unwrap().known.into_iter().collect()
    }
}

fn work(state: &Mutex<State>, changed: &Condvar, parser: &impl HtmlParser) {
    loop {
        let now = state.lock().unwrap();
        let may_come = |now: &mut State| now.frontier.is_empty() && now.under_way > 0;
        let mut now = changed.wait_while(now, may_come).unwrap();
        let Some(url) = now.frontier.pop() else { return };
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
        changed.notify_all();
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
