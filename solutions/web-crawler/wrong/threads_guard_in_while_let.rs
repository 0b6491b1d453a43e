//! verdict: over-serialized — the guard in the head of `while let` lives until the end of the body.
//! pattern: over-serialized, guard-held
//!
//! The workers share the receiving end of a channel behind a mutex. It looks as if the mutex was
//! held for `recv` alone, but what is borrowed in the head of a `while let` stays borrowed through
//! the body: whoever fetches keeps the others from asking. `let job = jobs.lock().unwrap().recv();`
//! is a statement of its own, and lets go at its end.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (ask, asked) = mpsc::channel::<String>();
        let (answer, answered) = mpsc::channel();
        let asked = Mutex::new(asked);
        thread::scope(|scope| {
            for _ in 0..8 {
                let (answer, asked, parser) = (answer.clone(), &asked, &parser);
                scope.spawn(move || {
                    while let Ok(url) = asked.lock().unwrap().recv() {
                        answer.send(parser.get_urls(&url)).expect("the crawl listens");
                    }
                });
            }
            let mut known = HashSet::from([start_url.to_owned()]);
            ask.send(start_url.to_owned()).expect("workers are there");
            let mut to_come = 1;
            while to_come > 0 {
                for link in answered.recv().expect("we have a sender ourselves") {
                    if host(&link) == host(start_url) && known.insert(link.clone()) {
                        ask.send(link).expect("workers are there");
                        to_come += 1;
                    }
                }
                to_come -= 1;
            }
            drop(ask);
            known.into_iter().collect()
        })
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
