//! verdict: deadlock — two channels of limited size in a circle, and a page with many links fills both.
//! pattern: none
//!
//! The crawl hands forty pages out and takes no answer meanwhile; the workers hand answers in and
//! take no page meanwhile. Eight places in each channel seem plenty. Once both are full, everybody
//! waits for room that only the other can make. Somewhere in a circle there must be no limit.

use std::collections::HashSet;
use std::sync::Arc;
use std::thread;

use crossbeam::channel::bounded;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (ask, asked) = bounded::<String>(8);
        let (answer, answered) = bounded(8);
        thread::scope(|scope| {
            for _ in 0..8 {
                let (asked, answer, parser) = (asked.clone(), answer.clone(), &parser);
                scope.spawn(move || {
                    for url in asked {
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
