//! What one's own file synchronises with, beside what the known right designs do.
//!
//! Called by the debrief.

use std::collections::{BTreeMap, BTreeSet};

use crate::problems::primitives::{self, Primitive};

/// Which primitives one has used, and which others do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Designs {
    own: BTreeSet<Primitive>,
    others: BTreeMap<Primitive, usize>,
    count: usize,
}

impl Designs {
    /// Of the text of one's own file and those of the right designs.
    pub fn of<'a>(own: &str, others: impl Iterator<Item = &'a str>) -> Self {
        let mut this = Self { own: primitives::of(own), ..Self::default() };
        for design in others {
            this.count += 1;
            for primitive in primitives::of(design) {
                *this.others.entry(primitive).or_default() += 1;
            }
        }
        this
    }

    /// `mutex, condvar`.
    pub fn own(&self) -> String {
        let words: Vec<&str> = self.own.iter().map(|primitive| primitive.word()).collect();
        if words.is_empty() { "nothing that synchronises".to_owned() } else { words.join(", ") }
    }

    /// `of 7 right designs, mutex in 5, condvar in 3`; none if no design is known. The most frequent first.
    pub fn others(&self) -> Option<String> {
        let mut others: Vec<(&Primitive, &usize)> = self.others.iter().collect();
        others.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let words: Vec<String> = others
            .into_iter()
            .map(|(primitive, count)| format!("{} in {count}", primitive.word()))
            .collect();
        let plural = if self.count == 1 { "" } else { "s" };
        (self.count > 0 && !words.is_empty())
            .then(|| format!("of {} right design{plural}, {}", self.count, words.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_stands_beside_those_of_the_others() {
        let mutex = "use std::sync::{Condvar, Mutex};";
        let designs = Designs::of(
            "use std::sync::Mutex;",
            [mutex, mutex, "use std::sync::mpsc;"].into_iter(),
        );
        assert_eq!(designs.own(), "mutex");
        let expected = "of 3 right designs, mutex in 2, condvar in 2, channel in 1";
        assert_eq!(designs.others().as_deref(), Some(expected));
        let nothing = Designs::of("fn main() {}", std::iter::empty());
        assert_eq!((nothing.own().as_str(), nothing.others()), ("nothing that synchronises", None));
    }
}
