//! All schedules with at most so many preemptions and nothing unusual (Musuvathi, Qadeer, "Iterative context bounding",
//! PLDI 2007): most bugs need one or two.
//!
//! One after the other, without reduction: what partial-order reduction saves under a bound it pays
//! for with choices that blocking makes necessary. Called by whoever finds a proof too long, or wants
//! the failure with the fewest preemptions.

use super::{Branch, Moment, Strategy, share_done};
use crate::TaskId;

/// One choice, and how many of its options are left.
#[derive(Debug)]
struct Node {
    /// The usual option is the first; the others follow in order.
    taken: u32,
    options: u32,
}

/// Explores all schedules with at most so many preemptions: [`Bounded::advance`] after each
/// execution says whether there is another one.
#[derive(Debug)]
pub struct Bounded {
    bound: u32,
    stack: Vec<Node>,
    /// How many choices the running execution has made.
    at: usize,
    preemptions: u32,
    /// The bound left something out.
    cut: bool,
    strayed: bool,
}

impl Bounded {
    /// All schedules with at most so many preemptions.
    pub fn new(preemptions: u32) -> Self {
        let (stack, at, preemptions, bound) = (Vec::new(), 0, 0, preemptions);
        Self { bound, stack, at, preemptions, cut: false, strayed: false }
    }

    /// Goes to the next schedule; tells whether there is one.
    pub fn advance(&mut self) -> bool {
        self.stack.truncate(self.at);
        while let Some(node) = self.stack.last_mut() {
            node.taken += 1;
            if node.taken < node.options {
                return !self.strayed;
            }
            self.stack.pop();
        }
        false
    }

    /// How much of the work is done, as far as is known.
    pub fn share(&self) -> f64 {
        share_done(self.stack.iter().map(|node| (node.taken, node.options)))
    }

    /// Whether there are schedules with more preemptions.
    pub fn is_bounded(&self) -> bool {
        self.cut
    }

    /// Whether the program did something else although its choices were the same: then nothing is
    /// known of all schedules.
    pub fn has_strayed(&self) -> bool {
        self.strayed
    }

    fn take(&mut self, options: u32) -> u32 {
        if self.at == self.stack.len() {
            self.stack.push(Node { taken: 0, options });
        }
        let node = &self.stack[self.at];
        self.strayed |= node.options != options;
        self.at += 1;
        node.taken.min(options - 1)
    }
}

impl Strategy for Bounded {
    fn begin(&mut self) {
        (self.at, self.preemptions) = (0, 0);
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let kept = moment.current.filter(|_| !moment.gives_way);
        if kept.is_some() && self.preemptions == self.bound {
            self.cut |= moment.enabled.len() > 1;
            return kept;
        }
        let usual = moment.usual();
        let next = match self.take(moment.enabled.len()) {
            0 => usual,
            nth => {
                let mut others = moment.enabled.iter().filter(|task| *task != usual);
                others.nth(nth as usize - 1).unwrap_or(usual)
            }
        };
        self.preemptions += u32::from(kept.is_some_and(|kept| kept != next));
        Some(next)
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        let usual = branch == Branch::Sample || branch.is_unusual();
        if usual { 0 } else { self.take(options) }
    }
}
