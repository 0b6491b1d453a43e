//! right: eight workers at a lock-free list of pages, the pages that are open counted in an atomic;
//! who finds nothing parks, and is unparked by whoever finds something or ends the last fetch.

use std::collections::HashSet;
use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

use crossbeam::queue::SegQueue;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

pub struct Crawler {}

struct Crawl {
    known: Mutex<HashSet<String>>,
    pages: SegQueue<String>,
    /// Pages that were found and whose fetch has not ended.
    open: AtomicUsize,
    sleepers: Mutex<Vec<Thread>>,
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let crawl = Crawl {
            known: Mutex::default(),
            pages: SegQueue::new(),
            open: AtomicUsize::new(0),
            sleepers: Mutex::default(),
        };
        crawl.find(start_url.to_owned());
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| crawl.work(&*parser));
            }
        });
        crawl.known.into_inner().unwrap().into_iter().collect()
    }
}

impl Crawl {
    fn find(&self, url: String) {
        if self.known.lock().unwrap().insert(url.clone()) {
            self.open.fetch_add(1, Ordering::SeqCst);
            self.pages.push(url);
            self.wake();
        }
    }

    fn work(&self, parser: &impl HtmlParser) {
        loop {
            while let Some(url) = self.pages.pop() {
                for link in parser.get_urls(&url) {
                    if host(&link) == host(&url) {
                        self.find(link);
                    }
                }
                if self.open.fetch_sub(1, Ordering::SeqCst) == 1 {
                    self.wake();
                }
            }
            // First onto the list of sleepers, then a last look: nothing can be missed in between.
            self.sleepers.lock().unwrap().push(thread::current());
            if self.open.load(Ordering::SeqCst) == 0 {
                return;
            }
            if self.pages.is_empty() {
                thread::park();
            }
        }
    }

    /// Wakes all who are on the list now. Whoever is woken for nothing puts itself on it again.
    fn wake(&self) {
        let sleepers = mem::take(&mut *self.sleepers.lock().unwrap());
        sleepers.iter().for_each(Thread::unpark);
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
