//! The claims about what went in and came out, checked on a scenario's log. Both hidden tests of
//! this problem call it: the words of the log are the same for threads and for tasks.
//!
//! The log says `7 goes in` and `7 is in` around an enqueue of 7, `Ann asks` and `Ann gets 7`
//! around a dequeue. All elements of a scenario differ, and nobody asks twice at the same time. For
//! such a log the orders that a queue cannot have are few (Henzinger, Sezgin and Vafeiadis,
//! "Aspect-oriented linearizability proofs"): an element that comes out twice or out of nowhere, one
//! that leaves before it comes, one that overtakes another, one that is missing at the end.

use std::collections::{BTreeSet, HashMap};

/// A call, as the positions of its two entries in the log.
#[derive(Debug, Clone, Copy)]
struct Span {
    begin: usize,
    end: Option<usize>,
}

impl Span {
    /// This call had returned before the other one was made.
    fn before(self, other: Self) -> bool {
        self.end.is_some_and(|end| end < other.begin)
    }
}

/// The calls of a scenario so far.
#[derive(Debug, Default)]
struct History {
    /// Elements with the calls that put them in, in the order of the log.
    puts: Vec<(u32, Span)>,
    /// Elements with the calls that got them, in the order of the log.
    gets: Vec<(u32, Span)>,
    /// Calls for an element that have not returned.
    asking: HashMap<String, usize>,
    /// The first moment at which more elements were in than there is room for.
    overfull: Option<String>,
}

/// What is wrong with the log of a queue with that capacity, in one sentence; `None` if it is legal.
pub fn fault(entries: &[String], capacity: usize) -> Option<String> {
    let history = History::read(entries, capacity);
    history.overfull.clone().or_else(|| history.strange()).or_else(|| history.overtaken())
}

/// The elements that came out. (One that came out twice is a [`fault`].)
pub fn came_out(entries: &[String]) -> BTreeSet<u32> {
    let history = History::read(entries, usize::MAX);
    history.gets.into_iter().map(|(element, _)| element).collect()
}

impl History {
    fn read(entries: &[String], capacity: usize) -> Self {
        let mut history = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(element) = number(entry.strip_suffix(" goes in")) {
                history.puts.push((element, Span { begin: at, end: None }));
            } else if let Some(element) = number(entry.strip_suffix(" is in")) {
                let put = history.puts.iter_mut().find(|(put, _)| *put == element);
                put.expect("a call begins before it ends").1.end = Some(at);
                history.count(entry, capacity);
            } else if let Some(who) = entry.strip_suffix(" asks") {
                history.asking.insert(who.to_owned(), at);
            } else if let Some((who, element)) = entry.split_once(" gets ") {
                let begin = history.asking.remove(who).expect("a call begins before it ends");
                let element = number(Some(element)).expect("elements are numbers");
                history.gets.push((element, Span { begin, end: Some(at) }));
            }
        }
        history
    }

    /// Finished enqueues may not outnumber the dequeues that have begun by more than `capacity`.
    fn count(&mut self, entry: &str, capacity: usize) {
        let ended = self.puts.iter().filter(|(_, put)| put.end.is_some()).count();
        let begun = self.gets.len() + self.asking.len();
        if self.overfull.is_none() && ended.saturating_sub(begun) > capacity {
            self.overfull = Some(format!(
                "at \"{entry}\", {ended} enqueues had returned and only {begun} dequeues had been \
                 called: that is more than the capacity of {capacity}"
            ));
        }
    }

    /// Twice, out of nowhere, or too early.
    fn strange(&self) -> Option<String> {
        self.gets.iter().enumerate().find_map(|(nth, &(element, get))| {
            if self.gets[..nth].iter().any(|&(earlier, _)| earlier == element) {
                return Some(format!("element {element} came out twice"));
            }
            let Some(&(_, put)) = self.puts.iter().find(|&&(put, _)| put == element) else {
                return Some(format!("element {element} came out, but nobody had put it in"));
            };
            get.before(put).then(|| format!("element {element} came out before it went in"))
        })
    }

    /// Of two elements that came in one after the other, the second must not leave first.
    fn overtaken(&self) -> Option<String> {
        let put_of = |element| self.puts.iter().find(|&&(put, _)| put == element);
        self.gets.iter().enumerate().find_map(|(nth, &(late, get_late))| {
            let (_, put_late) = *put_of(late)?;
            self.gets[..nth].iter().find_map(|&(early, get_early)| {
                let (_, put_early) = *put_of(early)?;
                (put_late.before(put_early) && get_early.before(get_late)).then(|| {
                    format!(
                        "element {late} was in before {early} came, but {early} had left the \
                         queue before anybody asked for the one that got {late}"
                    )
                })
            })
        })
    }
}

fn number(text: Option<&str>) -> Option<u32> {
    text?.parse().ok()
}
