//! right: four workers, the least that will do, with `parking_lot`. Each wakes as many others as it
//! has found pages, and everybody only at the end.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::thread;

use parking_lot::{Condvar, Mutex};

const WORKERS: usize = 4;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

#[derive(Default)]
struct State {
    known: HashSet<String>,
    queue: VecDeque<String>,
    /// Pages that were found and whose fetch has not ended.
    open: usize,
}

impl State {
    fn find(&mut self, url: String) -> bool {
        let is_new = self.known.insert(url.clone());
        if is_new {
            self.queue.push_back(url);
            self.open += 1;
        }
        is_new
    }
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let shared = Arc::new((Mutex::new(State::default()), Condvar::new()));
        shared.0.lock().find(start_url.to_owned());
        let workers: Vec<_> = (0..WORKERS)
            .map(|_| {
                let (shared, parser) = (Arc::clone(&shared), Arc::clone(&parser));
                let host = host(start_url).to_owned();
                thread::spawn(move || work(&shared.0, &shared.1, &host, &*parser))
            })
            .collect();
        for worker in workers {
            worker.join().expect("a worker does not panic");
        }
        shared.0.lock().known.drain().collect()
    }
}

fn work(state: &Mutex<State>, changed: &Condvar, host: &str, parser: &impl HtmlParser) {
    let mut now = state.lock();
    loop {
        changed.wait_while(&mut now, |now| now.queue.is_empty() && now.open > 0);
        let Some(url) = now.queue.pop_front() else { return };
        drop(now);
        let links = parser.get_urls(&url);
        now = state.lock();
        for link in links {
            if self::host(&link) == host && now.find(link) {
                changed.notify_one();
            }
        }
        now.open -= 1;
        if now.open == 0 {
            changed.notify_all();
        }
    }
}

fn host(url: &str) -> &str {
    let rest = url.trim_start_matches("http://");
    rest.split_once('/').map_or(rest, |(host, _)| host)
}
