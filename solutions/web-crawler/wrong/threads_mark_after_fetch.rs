//! verdict: wrong-answer — a page is known only after it was fetched, so it is found again until then.
//! pattern: check-then-act
//!
//! "Visited" sounds as if a page had to be visited first. But what must not happen twice is that it
//! is put on the list: between that and the end of its fetch lies the longest time there is here,
//! and whoever links to it puts it there again.

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
            if host(&link) == host(&url) && !now.known.contains(&link) {
                now.frontier.push(link);
            }
        }
        now.known.insert(url);
        now.under_way -= 1;
        changed.notify_all();
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
