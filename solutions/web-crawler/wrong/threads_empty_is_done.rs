//! verdict: wrong-answer — an empty list of pages is taken for the end, though fetches are under way.
//! pattern: none
//!
//! The crawl starts a thread for each page on the list, and returns when the list is empty. At
//! first there is one page on it: its thread is started, the list is empty, and that was the crawl.
//! The pages that are under way belong to the question, and here nobody counts them.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::thread;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

#[derive(Default)]
struct State {
    known: HashSet<String>,
    frontier: VecDeque<String>,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let state = Arc::new(Mutex::new(State::default()));
        state.lock().unwrap().known.insert(start_url.to_owned());
        state.lock().unwrap().frontier.push_back(start_url.to_owned());
        loop {
            let next = state.lock().unwrap().frontier.pop_front();
            let Some(url) = next else { break };
            let (state, parser) = (Arc::clone(&state), Arc::clone(&parser));
            thread::spawn(move || {
                let links = parser.get_urls(&url);
                let mut state = state.lock().unwrap();
                for link in links {
                    if host(&link) == host(&url) && state.known.insert(link.clone()) {
                        state.frontier.push_back(link);
                    }
                }
            });
        }
        let state = state.lock().unwrap();
        state.known.iter().cloned().collect()
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
