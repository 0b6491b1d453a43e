//! verdict: deadlock — the end of the crawl is news for all, and one is told.
//! pattern: no-final-wake-up
//!
//! For a new page one worker is enough. But when the last fetch has ended, everybody has to go
//! home, and `notify_one` wakes one: it sees that all is done and leaves, and the others sleep on.
//! Either wake all, or let everyone who leaves wake the next.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex};
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
        let changed = Condvar::new();
        thread::scope(|scope| {
            for _ in 0..8 {
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
                changed.notify_one();
            }
        }
        now.under_way -= 1;
        changed.notify_one();
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
