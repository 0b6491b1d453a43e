//! A set of tasks as bits. Called by the kernel at every step, so the usual case (at most 64
//! tasks) is one word; there is no upper limit.

use crate::TaskId;

/// A set of tasks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct TaskSet {
    first: u64,
    more: Vec<u64>,
}

impl TaskSet {
    #[inline]
    pub(crate) fn insert(&mut self, task: TaskId) {
        let (word, bit) = (task.index() / 64, 1 << (task.index() % 64));
        if word == 0 {
            self.first |= bit;
        } else {
            if self.more.len() < word {
                self.more.resize(word, 0);
            }
            self.more[word - 1] |= bit;
        }
    }

    #[inline]
    pub(crate) fn remove(&mut self, task: TaskId) {
        let (word, bit) = (task.index() / 64, 1 << (task.index() % 64));
        if word == 0 {
            self.first &= !bit;
        } else if let Some(bits) = self.more.get_mut(word - 1) {
            *bits &= !bit;
        }
    }

    /// Whether the task is in the set.
    #[inline]
    pub fn contains(&self, task: TaskId) -> bool {
        let (word, bit) = (task.index() / 64, 1 << (task.index() % 64));
        let bits = if word == 0 { Some(&self.first) } else { self.more.get(word - 1) };
        bits.is_some_and(|bits| bits & bit != 0)
    }

    /// How many tasks there are.
    #[inline]
    pub fn len(&self) -> u32 {
        self.first.count_ones() + self.more.iter().map(|bits| bits.count_ones()).sum::<u32>()
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.more.iter().all(|bits| *bits == 0)
    }

    /// The `n`th task in order of id, counted from 0.
    ///
    /// # Panics
    /// When the set has no more than `n` tasks.
    #[inline]
    pub fn nth(&self, mut n: u32) -> TaskId {
        for (word, bits) in std::iter::once(&self.first).chain(&self.more).enumerate() {
            let here = bits.count_ones();
            if n < here {
                let mut bits = *bits;
                for _ in 0..n {
                    bits &= bits - 1;
                }
                return TaskId::new(word * 64 + bits.trailing_zeros() as usize);
            }
            n -= here;
        }
        panic!("fewer tasks than asked for");
    }

    /// The first task with a higher id than this one, or else the first of all.
    ///
    /// # Panics
    /// When the set is empty.
    #[inline]
    pub(crate) fn after(&self, task: TaskId) -> TaskId {
        let higher = self.iter().find(|other| *other > task);
        higher.unwrap_or_else(|| self.nth(0))
    }

    /// The tasks in order of id.
    pub fn iter(&self) -> impl Iterator<Item = TaskId> + '_ {
        std::iter::once(&self.first).chain(&self.more).enumerate().flat_map(|(word, bits)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let next = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(TaskId::new(word * 64 + next))
            })
        })
    }

    pub(crate) fn clear(&mut self) {
        self.first = 0;
        self.more.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_more_than_one_word() {
        let mut set = TaskSet::default();
        for index in [3, 64, 200, 0] {
            set.insert(TaskId::new(index));
        }
        set.remove(TaskId::new(64));
        set.remove(TaskId::new(999));
        let seen: Vec<_> = set.iter().map(TaskId::index).collect();
        assert_eq!(seen, [0, 3, 200]);
        assert_eq!(set.len(), 3);
        assert_eq!((0..3).map(|n| set.nth(n).index()).collect::<Vec<_>>(), seen);
        assert_eq!([3, 100, 200].map(|id| set.after(TaskId::new(id)).index()), [200, 200, 0]);
        assert!(set.contains(TaskId::new(200)) && !set.contains(TaskId::new(64)));
    }
}
