//! The claims about crawls, checked on a scenario's log. Both hidden tests of this problem call it:
//! the words of the log are the same for threads and for tasks.
//!
//! The log says `crawl 1 starts at http://a.com` and `crawl 1 returns 3 pages` around a call, and
//! `http://a.com begins` and `http://a.com ends` around a fetch. Several crawls may fetch the same
//! page. Nobody can tell for which of them a fetch is, but how many there may be is clear.

use std::collections::BTreeSet;

use super::site::{Site, host};

/// What is wrong with the fetch of a page that is about to begin, in one sentence.
pub fn fault_of_fetch(entries: &[String], site: &Site, page: &str) -> Option<String> {
    let log = Log::read(entries, site);
    if !log.crawls.iter().any(|crawl| host(crawl.start) == host(page)) {
        let start = log.crawls.first().map_or("nowhere", |crawl| crawl.start);
        return Some(format!("{page} was fetched: it is on another host than {start}"));
    }
    let wanted = log.crawls_to(page);
    if wanted == 0 {
        return Some(format!("{page} was fetched: no page of the crawl links to it"));
    }
    too_often(page, log.count(page, "begins") + 1, wanted).or_else(|| {
        let all_returned = log.returned_to(page) == wanted;
        all_returned.then(|| format!("{page} was fetched when its crawl had returned"))
    })
}

/// What is wrong with what this crawl has just returned, in one sentence.
pub fn fault_of_result(
    entries: &[String],
    site: &Site,
    name: &str,
    result: &[String],
) -> Option<String> {
    let log = Log::read(entries, site);
    let reach = &log.crawls.iter().find(|crawl| crawl.name == name)?.reach;
    if let Some(page) = result.iter().find(|page| !reach.contains(*page)) {
        return Some(format!("{name} returned {page}, which does not belong to it"));
    }
    let mut returned = BTreeSet::new();
    if let Some(page) = result.iter().find(|page| !returned.insert(*page)) {
        return Some(format!("{name} returned {page} twice"));
    }
    reach.iter().find_map(|page| {
        let (begun, ended) = (log.count(page, "begins"), log.count(page, "ends"));
        let wanted = log.returned_to(page);
        if begun < wanted {
            let but = if returned.contains(page) { "returned" } else { "did not return" };
            return Some(format!("{name} {but} {page}, and had not fetched it"));
        } else if ended < wanted {
            return Some(format!("{name} returned when {page} was still being fetched"));
        } else if !returned.contains(page) {
            return Some(format!("{name} did not return {page}, though it had fetched it"));
        }
        too_often(page, begun, log.crawls_to(page))
    })
}

/// `1 page`, `2 pages`.
pub fn pages(count: usize) -> String {
    format!("{count} page{}", if count == 1 { "" } else { "s" })
}

/// The pages of which a fetch has ended.
pub fn fetched(entries: &[String]) -> BTreeSet<String> {
    let ended = entries.iter().filter_map(|entry| entry.strip_suffix(" ends"));
    ended.map(str::to_owned).collect()
}

fn too_often(page: &str, begun: usize, wanted: usize) -> Option<String> {
    let times = if begun == 2 { "twice".to_owned() } else { format!("{begun} times") };
    let crawls = if wanted == 1 { "one crawl".to_owned() } else { format!("{wanted} crawls") };
    (begun > wanted).then(|| format!("{page} was fetched {times} in {crawls}"))
}

/// The log of a scenario so far.
struct Log<'a> {
    entries: &'a [String],
    crawls: Vec<Crawl<'a>>,
}

struct Crawl<'a> {
    name: &'a str,
    start: &'a str,
    reach: BTreeSet<String>,
    has_returned: bool,
}

impl<'a> Log<'a> {
    fn read(entries: &'a [String], site: &Site) -> Self {
        let starts = entries.iter().filter_map(|entry| entry.split_once(" starts at "));
        let has_returned = |name: &str| {
            let returns = format!("{name} returns ");
            entries.iter().any(|entry| entry.starts_with(&returns))
        };
        let crawls = starts.map(|(name, start)| Crawl {
            name,
            start,
            reach: site.reach(start),
            has_returned: has_returned(name),
        });
        Self { entries, crawls: crawls.collect() }
    }

    /// The crawls that are to fetch this page.
    fn crawls_to(&self, page: &str) -> usize {
        self.crawls.iter().filter(|crawl| crawl.reach.contains(page)).count()
    }

    /// Those of them that have returned.
    fn returned_to(&self, page: &str) -> usize {
        let crawls = self.crawls.iter();
        crawls.filter(|crawl| crawl.has_returned && crawl.reach.contains(page)).count()
    }

    fn count(&self, page: &str, what: &str) -> usize {
        let entry = format!("{page} {what}");
        self.entries.iter().filter(|other| **other == entry).count()
    }
}
