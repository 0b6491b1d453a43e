//! A site as the learner's `HtmlParser`, and his crawler, with every fetch and every crawl in the
//! log, for the scenarios in `threads.rs`.

use std::sync::{Arc, OnceLock};

use harness::threads::{Call, Run};

use super::crawls;
use super::site::{Site, Stay, url};
use crate::exercise::{Crawler, HtmlParser};

/// A site under observation, and a crawler for it.
pub struct Web {
    run: Run,
    crawler: Arc<Crawler>,
    parser: Arc<Parser>,
}

/// What the crawler gets.
struct Parser {
    run: Run,
    site: Site,
    /// Once it is set, nobody is held any more.
    gate: OnceLock<()>,
}

impl HtmlParser for Parser {
    fn get_urls(&self, page: &str) -> Vec<String> {
        let run = &self.run;
        if let Some(fault) = crawls::fault_of_fetch(&run.entries(), &self.site, page) {
            run.log(format!("{page} begins"));
            run.claim(false, || fault);
        }
        match self.site.stay(page) {
            Stay::AWhile => run.work(page),
            Stay::For(time) => run.work_for(page, time),
            Stay::Meets(what, parties) => {
                run.log(format!("{page} begins"));
                run.meet(what, parties);
                run.log(format!("{page} ends"));
            }
            Stay::Held => {
                run.log(format!("{page} begins"));
                self.gate.wait();
                run.log(format!("{page} ends"));
            }
        }
        self.site.links(page)
    }
}

impl Web {
    pub fn new(run: &Run, site: Site) -> Self {
        let parser = Parser { run: run.clone(), site, gate: OnceLock::new() };
        Self { run: run.clone(), crawler: Arc::new(Crawler::new()), parser: Arc::new(parser) }
    }

    /// Starts a caller that crawls from there and judges what comes back.
    pub fn call(&self, name: &'static str, start: &str) -> Call {
        self.call_each(vec![name], start)
    }

    /// Starts a caller that makes these crawls, one after the other.
    pub fn call_each(&self, names: Vec<&'static str>, start: &str) -> Call {
        let (run, crawler) = (self.run.clone(), Arc::clone(&self.crawler));
        let (parser, start) = (Arc::clone(&self.parser), url(start));
        self.run.call(names.join(" and "), move || {
            for name in names {
                run.log(format!("{name} starts at {start}"));
                let result = crawler.crawl(&start, Arc::clone(&parser));
                run.log(format!("{name} returns {}", crawls::pages(result.len())));
                run.faultless(crawls::fault_of_result(&run.entries(), &parser.site, name, &result));
            }
        })
    }

    /// One crawl, to its end.
    pub fn crawl(&self, name: &'static str, start: &str) {
        self.call(name, start);
        self.run.join();
    }

    /// Lets the pages through that are held.
    pub fn open(&self) {
        self.parser.gate.set(()).expect("it is opened once");
    }

    /// Claims that by now these pages have been fetched beside the slow one. Where the clock is real,
    /// nobody can say how long that takes, so nothing is claimed.
    pub fn has_fetched(&self, pages: &[&str], slow: &str) {
        let fetched = crawls::fetched(&self.run.entries());
        if self.run.is_virtual() {
            let slow = url(slow);
            for page in pages.iter().map(|page| url(page)) {
                let what =
                    format!("{page}, once it is known, is fetched while {slow} is under way");
                self.run.possible(&what, fetched.contains(&page));
            }
        }
    }
}
