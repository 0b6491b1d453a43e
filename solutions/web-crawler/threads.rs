//! Web Crawler Multithreaded with OS threads: eight workers share what is known, what is still to
//! be fetched, and how many fetches are under way. The editorial beside this file says why it
//! works.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

const WORKERS: usize = 8;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> Vec<String>;
}

/// How far a crawl has come.
struct Progress {
    /// Every page that was ever found, fetched or not.
    known: HashSet<String>,
    /// Known pages that nobody has begun to fetch.
    frontier: Vec<String>,
    /// Fetches that have begun and have not ended.
    under_way: usize,
}

pub struct Crawler {}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let crawl = Crawl {
            host: host(start_url),
            progress: Mutex::new(Progress {
                known: HashSet::from([start_url.to_owned()]),
                frontier: vec![start_url.to_owned()],
                under_way: 0,
            }),
            changed: Condvar::new(),
        };
        thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| crawl.work(&*parser));
            }
        });
        crawl.progress.into_inner().unwrap().known.into_iter().collect()
    }
}

/// One crawl, which its workers share.
struct Crawl<'a> {
    host: &'a str,
    progress: Mutex<Progress>,
    /// There is a page to fetch, or the crawl is complete.
    changed: Condvar,
}

impl Crawl<'_> {
    /// What each worker does until the crawl is complete.
    fn work(&self, parser: &impl HtmlParser) {
        while let Some(url) = self.next() {
            let links = parser.get_urls(&url);
            self.fetched(links);
        }
    }

    /// The next page to fetch; none if there will never be another one.
    fn next(&self) -> Option<String> {
        let progress = self.progress.lock().unwrap();
        let may_come = |now: &mut Progress| now.frontier.is_empty() && now.under_way > 0;
        let mut progress = self.changed.wait_while(progress, may_come).unwrap();
        let url = progress.frontier.pop()?;
        progress.under_way += 1;
        Some(url)
    }

    /// A fetch has ended and brought these links.
    fn fetched(&self, links: Vec<String>) {
        let mut progress = self.progress.lock().unwrap();
        for link in links {
            if host(&link) == self.host && progress.known.insert(link.clone()) {
                progress.frontier.push(link);
            }
        }
        progress.under_way -= 1;
        self.changed.notify_all();
    }
}

/// What stands between `http://` and the next `/`.
fn host(url: &str) -> &str {
    let rest = url.strip_prefix("http://").unwrap_or(url);
    rest.split('/').next().unwrap_or(rest)
}
