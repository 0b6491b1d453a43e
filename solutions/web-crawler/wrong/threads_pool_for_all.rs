//! verdict: over-serialized — one pool of eight for all crawls: eight slow pages of one crawl keep the others waiting.
//! pattern: over-serialized
//!
//! Each crawl counts its own fetches and hears of them through a channel of its own, as it should. But
//! the workers belong to the object, so a crawl waits for pages that are none of its own.

use std::collections::HashSet;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {
    jobs: Option<Sender<Job>>,
    workers: Vec<JoinHandle<()>>,
}

impl Crawler {
    pub fn new() -> Self {
        let (jobs, jobs_come) = mpsc::channel::<Job>();
        let jobs_come = Arc::new(Mutex::new(jobs_come));
        let work = || {
            let jobs_come = Arc::clone(&jobs_come);
            thread::spawn(move || {
                loop {
                    // The lock is gone at the end of this statement, before the job begins.
                    let job = jobs_come.lock().unwrap().recv();
                    let Ok(job) = job else { return };
                    job();
                }
            })
        };
        let workers = (0..8).map(|_| work()).collect();
        Self { jobs: Some(jobs), workers }
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let jobs = self.jobs.as_ref().expect("it is taken at the end only");
        let (brings, links_come) = mpsc::channel();
        let fetch = |url: String| {
            let (parser, brings) = (Arc::clone(&parser), brings.clone());
            let job = move || {
                let _ = brings.send(parser.get_urls(&url));
            };
            jobs.send(Box::new(job)).expect("the workers stay as long as the object");
        };
        let mut known = HashSet::from([start_url.to_owned()]);
        fetch(start_url.to_owned());
        let mut under_way = 1;
        while under_way > 0 {
            for link in links_come.recv().expect("we have a sender ourselves") {
                if host(&link) == host(start_url) && known.insert(link.clone()) {
                    fetch(link);
                    under_way += 1;
                }
            }
            under_way -= 1;
        }
        known.into_iter().collect()
    }
}

impl Drop for Crawler {
    fn drop(&mut self) {
        self.jobs = None;
        for worker in self.workers.drain(..) {
            worker.join().expect("a worker does not panic");
        }
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
