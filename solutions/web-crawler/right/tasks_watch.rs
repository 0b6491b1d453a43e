//! right: four workers, the least that will do, and what is known in a `watch` channel: `wait_for`
//! looks before it sleeps, and again after each change.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

pub trait HtmlParser: Send + Sync + 'static {
    fn get_urls(&self, url: &str) -> impl Future<Output = Vec<String>> + Send;
}

pub struct Crawler {}

#[derive(Default)]
struct Progress {
    known: HashSet<String>,
    frontier: Vec<String>,
    under_way: usize,
}

impl Progress {
    fn find(&mut self, url: String) {
        if self.known.insert(url.clone()) {
            self.frontier.push(url);
        }
    }

    fn begin(&mut self) -> Option<String> {
        let url = self.frontier.pop()?;
        self.under_way += 1;
        Some(url)
    }
}

impl Crawler {
    pub fn new() -> Self {
        Self {}
    }

    pub async fn crawl(&self, start_url: &str, parser: Arc<impl HtmlParser>) -> Vec<String> {
        let progress = Arc::new(watch::Sender::new(Progress::default()));
        progress.send_modify(|progress| progress.find(start_url.to_owned()));
        let mut workers = JoinSet::new();
        for _ in 0..4 {
            workers.spawn(work(Arc::clone(&progress), Arc::clone(&parser)));
        }
        workers.join_all().await;
        progress.send_replace(Progress::default()).known.into_iter().collect()
    }
}

async fn work(progress: Arc<watch::Sender<Progress>>, parser: Arc<impl HtmlParser>) {
    let mut changes = progress.subscribe();
    loop {
        let settled = |now: &Progress| !now.frontier.is_empty() || now.under_way == 0;
        let is_over = changes.wait_for(settled).await.expect("we own a sender").frontier.is_empty();
        if is_over {
            return;
        }
        // Another worker may have been faster.
        let mut next = None;
        progress.send_if_modified(|progress| {
            next = progress.begin();
            next.is_some()
        });
        let Some(url) = next else { continue };
        let links = parser.get_urls(&url).await;
        progress.send_modify(|progress| {
            let ours = links.into_iter().filter(|link| host(link) == host(&url));
            ours.for_each(|link| progress.find(link));
            progress.under_way -= 1;
        });
    }
}

fn host(url: &str) -> Option<&str> {
    url.split('/').nth(2)
}
