//! verdict: runtime-error — after a wake-up it takes a page without looking whether there is one.
//! pattern: wait-not-in-loop
//!
//! `notify_all` wakes everybody for one new page: the first one takes it, the second one finds the
//! list empty. A wake-up means "look again" and never "it is yours", even where it never comes for
//! no reason at all, as with `parking_lot`: the look belongs into a loop.

use std::collections::HashSet;
use std::sync::Arc;
use std::thread;

use parking_lot::{Condvar, Mutex};

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
        state.lock().known.insert(start_url.to_owned());
        state.lock().frontier.push(start_url.to_owned());
        let changed = Condvar::new();
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| work(&state, &changed, &*parser));
            }
        });
        state.into_inner().known.into_iter().collect()
    }
}

fn work(state: &Mutex<State>, changed: &Condvar, parser: &impl HtmlParser) {
    loop {
        let mut now = state.lock();
        if now.frontier.is_empty() && now.under_way > 0 {
            changed.wait(&mut now);
        }
        if now.frontier.is_empty() && now.under_way == 0 {
            return;
        }
        let url = now.frontier.pop().expect("I was woken for a page");
        now.under_way += 1;
        drop(now);
        let links = parser.get_urls(&url);
        let mut now = state.lock();
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
