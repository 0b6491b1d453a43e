//! The web sites that are crawled: pages, links, and what happens while a page is fetched. Both
//! hidden tests of this problem share it; the adapters beside it make an `HtmlParser` of a site.
//!
//! URLs are written short here: what does not begin with `http://` is a path on `http://a.com`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Pages with their links, both in short.
pub type Rows = &'static [(&'static str, &'static [&'static str])];

// Sites on their own.
pub const WITHOUT_LINKS: Rows = &[("", &[])];
pub const LINKS_TO_ITSELF: Rows = &[("", &["", ""])];
pub const CHAIN: Rows = &[("", &["/1"]), ("/1", &["/2"]), ("/2", &["/3"]), ("/3", &[])];
pub const CYCLE: Rows = &[("", &["/back"]), ("/back", &[""])];
pub const STAR: Rows = &[("", &["/1", "/2", "/3"]), ("/1", &[""]), ("/2", &[]), ("/3", &[""])];
pub const DIAMOND: Rows =
    &[("", &["/left", "/right"]), ("/left", &["/bottom"]), ("/right", &["/bottom"])];
pub const ALL_TO_ALL: Rows =
    &[("", &["/b", "/c"]), ("/b", &["/c", "", "/b"]), ("/c", &["", "/b", "/c"])];
pub const LINKS_TWICE: Rows = &[("", &["/a", "/b", "/a", "/a"]), ("/a", &["/b", "/b"])];
pub const MISSING: Rows = &[("", &["/gone", "/a"]), ("/a", &["/gone", "/lost"])];
pub const NOT_REACHED: Rows = &[("", &["/a"]), ("/a", &[]), ("/alone", &["", "/a"])];

// Sites with a neighbour.
pub const OTHER_HOST: Rows = &[("", &["http://b.com", "/a"]), ("/a", &["http://b.com/a"])];
pub const LONGER_HOST: Rows = &[
    ("", &["http://a.com.evil", "http://a.com.evil/a", "/a"]),
    ("http://a.com.evil", &["", "/a"]),
];
pub const ALIKE: Rows = &[
    ("", &["http://a.co", "http://b.a.com", "http://b.com/a.com", "/a"]),
    ("/a", &["http://a-com"]),
];
/// The neighbour knows a page of ours that we do not link to.
pub const BY_WAY_OF_ANOTHER: Rows =
    &[("", &["http://b.com", "/a"]), ("http://b.com", &["/hidden"]), ("/hidden", &["/a"])];
pub const TWO_HOSTS: Rows = &[
    ("", &["/1", "/2"]),
    ("/2", &["/1", "http://b.com"]),
    ("http://b.com", &["http://b.com/1", "http://b.com/2"]),
    ("http://b.com/1", &["/2", "http://b.com"]),
];

/// Many pages on one host, and a few on another.
pub const MANY_AND_A_NEIGHBOUR: Rows = &[
    ("", &["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9", "/10", "/11", "/12"]),
    ("http://b.com", &["http://b.com/1", "http://b.com/2"]),
    ("http://b.com/1", &[]),
    ("http://b.com/2", &[]),
];

/// `/quick` leads on to pages that are not known yet when the fetch of `/slow` begins.
pub const UNEVEN: Rows =
    &[("", &["/slow", "/quick"]), ("/quick", &["/deep"]), ("/deep", &["/end"])];

/// What happens while a page is fetched.
#[derive(Debug, Clone, Copy)]
pub enum Stay {
    /// It takes a while or no time at all, as the execution's seed has it.
    AWhile,
    /// It takes so much time.
    For(Duration),
    /// It waits for so many fetches that wait in the same words.
    Meets(&'static str, usize),
    /// It takes until the scenario opens the gate.
    Held,
}

/// A web site.
#[derive(Debug, Clone)]
pub struct Site {
    links: BTreeMap<String, Vec<String>>,
    stays: BTreeMap<String, Stay>,
    /// What happens on all the other pages.
    otherwise: Stay,
}

impl Site {
    pub fn new(rows: Rows) -> Self {
        let urls = |links: &[&str]| links.iter().map(|link| url(link)).collect();
        Self::of(rows.iter().map(|(page, links)| (url(page), urls(links))))
    }

    /// One page with links to so many others, which have none.
    pub fn star(leaves: usize) -> Self {
        Self::of([(url(""), (1..=leaves).map(|leaf| url(&format!("/{leaf}"))).collect())])
    }

    /// So many pages, each with a link to the next.
    pub fn chain(pages: usize) -> Self {
        let page = |n: usize| url(&if n == 1 { String::new() } else { format!("/{n}") });
        Self::of((1..pages).map(|n| (page(n), vec![page(n + 1)])))
    }

    /// One page with links to four, and each of them with links to four of its own.
    pub fn tree() -> Self {
        let children = |page: &str| (1..=4).map(|n| url(&format!("{page}/{n}"))).collect();
        Self::of(["", "/1", "/2", "/3", "/4"].map(|page| (url(page), children(page))))
    }

    /// So many pages with links here and there, some of them to a neighbour. `pick` draws a number
    /// below another one.
    pub fn random(pages: usize, pick: impl Fn(usize) -> usize) -> Self {
        let page = |n: usize| match n {
            0 => url(""),
            n if n < pages => url(&format!("/{n}")),
            _ => url("http://a.com.evil/1"),
        };
        Self::of((0..pages).map(|n| (page(n), (0..3).map(|_| page(pick(pages + 1))).collect())))
    }

    fn of(links: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let links = links.into_iter().collect();
        Self { links, stays: BTreeMap::new(), otherwise: Stay::AWhile }
    }

    /// On this page, something else happens.
    #[must_use]
    pub fn with(mut self, page: &str, stay: Stay) -> Self {
        self.stays.insert(url(page), stay);
        self
    }

    /// This happens on all pages for which nothing else was said.
    #[must_use]
    pub fn with_each(self, otherwise: Stay) -> Self {
        Self { otherwise, ..self }
    }

    /// The links on a page. One that is not there has none.
    pub fn links(&self, page: &str) -> Vec<String> {
        self.links.get(page).cloned().unwrap_or_default()
    }

    pub fn stay(&self, page: &str) -> Stay {
        self.stays.get(page).copied().unwrap_or(self.otherwise)
    }

    /// The pages that can be reached without leaving the host.
    pub fn reach(&self, start: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut next = vec![start.to_owned()];
        while let Some(page) = next.pop() {
            if host(&page) == host(start) && reached.insert(page.clone()) {
                next.extend(self.links(&page));
            }
        }
        reached
    }
}

/// The whole URL of a short one.
pub fn url(short: &str) -> String {
    if short.starts_with("http://") { short.to_owned() } else { format!("http://a.com{short}") }
}

/// What stands between `http://` and the next `/`.
pub fn host(url: &str) -> &str {
    let rest = url.strip_prefix("http://").expect("every URL begins with `http://`");
    rest.split_once('/').map_or(rest, |(host, _)| host)
}
