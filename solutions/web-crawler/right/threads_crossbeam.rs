//! right: six workers at a crossbeam channel of pages; the crawl hands the pages out, counts what
//! is under way, and closes the channel when nothing is. The workers go home by themselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use crossbeam::channel::unbounded;
use crossbeam::thread;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let (ask, asked) = unbounded::<String>();
        let (answer, answered) = unbounded();
        let crawl = thread::scope(|scope| {
            for _ in 0..6 {
                let (asked, answer, parser) = (asked.clone(), answer.clone(), &parser);
                scope.spawn(move |_| {
                    for url in asked {
                        answer.send(parser.get_urls(&url)).expect("the crawl listens");
                    }
                });
            }
            let mut known = BTreeSet::from([start_url.to_owned()]);
            ask.send(start_url.to_owned()).expect("workers are there");
            let mut answers_to_come = 1;
            while answers_to_come > 0 {
                for link in answered.recv().expect("we have a sender ourselves") {
                    if host(&link) == host(start_url) && known.insert(link.clone()) {
                        ask.send(link).expect("workers are there");
                        answers_to_come += 1;
                    }
                }
                answers_to_come -= 1;
            }
            drop(ask);
            known.into_iter().collect()
        });
        crawl.expect("no worker panics")
    }
}

fn host(url: &str) -> &str {
    let from = "http://".len();
    let length = url[from..].find('/').unwrap_or(url.len() - from);
    &url[from..from + length]
}
