//! verdict: busy-wait — it waits with a limit of 10 ms, and looks again a hundred times a second.
//! pattern: busy-wait
//!
//! Nobody calls `notify` here, so every wait ends by its limit: the condition variable is a `sleep`
//! in disguise. Each worker gets up for nothing again and again while a page takes its time, and a
//! new page waits until somebody happens to look. Wait without a limit, and tell whoever waits.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

const A_MOMENT: Duration = Duration::from_millis(10);

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
        let mut now = state.lock().unwrap();
        while now.frontier.is_empty() && now.under_way > 0 {
            now = changed.wait_timeout(now, A_MOMENT).unwrap().0;
        }
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
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
