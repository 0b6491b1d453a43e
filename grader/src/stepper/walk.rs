//! Where in an execution somebody stands, and where a key leads.

use protocol::{Act, Step};

use super::tale::Tale;
use crate::terminal::Key;

/// A way through an execution.
#[derive(Debug, Clone)]
pub struct Walk {
    /// Every position: how many steps have happened there. The first is before all steps, the last at
    /// the end, where the verdict is.
    positions: Vec<usize>,
    at: usize,
    /// The kit's own steps are positions too.
    pub kit: bool,
    /// What the keys do is shown instead.
    pub help: bool,
    /// The moment of the mistake: an index into the steps.
    mistake: Option<usize>,
}

/// What a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Something to draw.
    Stays,
    /// Somebody has seen enough.
    Leaves,
    /// The grader is to end.
    Interrupted,
}

impl Walk {
    /// From the beginning.
    pub fn new(tale: &Tale, mistake: Option<usize>) -> Self {
        let kit = positions(tale, false).len() <= 2;
        let mut this = Self { positions: Vec::new(), at: 0, kit, help: false, mistake };
        this.positions = positions(tale, kit);
        this.at = 1.min(this.last());
        this
    }

    /// How many steps have happened.
    pub fn after(&self) -> usize {
        self.positions[self.at]
    }

    /// Which position this is, and which is the last one: that of the end.
    pub fn position(&self) -> (usize, usize) {
        (self.at, self.last())
    }

    /// Whether this is the end.
    pub fn is_at_end(&self) -> bool {
        self.at == self.last()
    }

    /// The position of the mistake: the last step's, if nobody knows better.
    pub fn mistake(&self) -> usize {
        let last = self.last().saturating_sub(1);
        let wanted = self.mistake.map(|step| step + 1);
        let found =
            wanted.and_then(|wanted| self.positions.iter().position(|after| *after >= wanted));
        found.unwrap_or(last).min(last)
    }

    /// The step that led here is the moment of the mistake, as far as somebody knows.
    pub fn is_mistake(&self) -> bool {
        self.mistake.is_some() && self.at == self.mistake() && !self.is_at_end()
    }

    fn last(&self) -> usize {
        self.positions.len() - 1
    }

    /// Somebody pressed a key.
    pub fn press(&mut self, tale: &Tale, key: Key) -> Then {
        if key == Key::Interrupt {
            return Then::Interrupted;
        }
        if self.help && key != Key::Other {
            self.help = false;
            return Then::Stays;
        }
        match key {
            Key::Right | Key::Enter | Key::Char('l' | 'n' | ' ') => self.go(self.at + 1),
            Key::Left | Key::Char('h' | 'p') => self.go(self.at.saturating_sub(1)),
            Key::Home | Key::Char('g') => self.go(0),
            Key::End | Key::Char('G') => self.go(self.last()),
            Key::Down | Key::Char('j') => self.along(tale, true),
            Key::Up => self.along(tale, false),
            Key::Char('m') => self.go(self.mistake()),
            Key::Char('k') => self.toggle(tale),
            Key::Char('?') => self.help = true,
            Key::Char('q') | Key::Escape => return Then::Leaves,
            _ => {}
        }
        Then::Stays
    }

    fn go(&mut self, at: usize) {
        self.at = at.min(self.last());
    }

    /// To the next or the last step before of the same thread.
    fn along(&mut self, tale: &Tale, forward: bool) {
        let lane = |at: usize| {
            let step = self.positions[at].checked_sub(1)?;
            tale.interleaving.steps.get(step).map(|step| step.lane)
        };
        let same = |at: &usize| lane(*at) == lane(self.at) && *at != self.last();
        let found = if forward {
            (self.at + 1..self.last()).find(same)
        } else {
            (1..self.at).rev().find(same)
        };
        if let Some(at) = found {
            self.go(at);
        }
    }

    /// Shows or hides the kit's own steps, and stays at the same moment.
    fn toggle(&mut self, tale: &Tale) {
        let (was_at_end, after) = (self.is_at_end(), self.after());
        let other = positions(tale, !self.kit);
        if other.len() <= 2 {
            return;
        }
        (self.kit, self.positions) = (!self.kit, other);
        let near = self.positions.iter().rposition(|at| *at <= after).unwrap_or(0);
        self.at = if was_at_end { self.last() } else { near.min(self.last() - 1) };
    }
}

fn positions(tale: &Tale, kit: bool) -> Vec<usize> {
    let steps = tale.interleaving.steps.iter().zip(1..);
    let shown = steps.filter(|(step, _)| kit || !is_of_kit(tale, step)).map(|(_, after)| after);
    let mut positions: Vec<usize> = std::iter::once(0).chain(shown).collect();
    positions.push(tale.steps());
    positions
}

/// Whether a step is of no interest to who wrote the file.
pub fn is_of_kit(tale: &Tale, step: &Step) -> bool {
    let says = matches!(step.act, Act::Log { .. } | Act::Print { .. } | Act::Clock { .. });
    let lane_is = tale.interleaving.lanes.get(step.lane).is_some_and(|lane| lane.kit);
    step.kit || (lane_is && !says)
}
