//! verdict: wrong-answer — "is it known?" and "now it is" are two steps, and two workers fit in between.
//! pattern: check-then-act
//!
//! In the diamond, both sides find the bottom. Both look, both see that it is not known, both put
//! it on the list. The set does not mind being told twice; the page is fetched twice. `insert`
//! looks and acts in one step, and says which it was.

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
        for link in parser.get_urls(&url) {
            let is_known = state.lock().unwrap().known.contains(&link);
            if host(&link) == host(&url) && !is_known {
                let mut now = state.lock().unwrap();
                now.known.insert(link.clone());
                now.frontier.push(link);
                changed.notify_one();
            }
        }
        state.lock().unwrap().under_way -= 1;
        changed.notify_all();
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
