//! Where in an execution somebody stands, and where a key leads.

use protocol::Interleaving;

use super::tale::Tale;
use crate::report::told;
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
    let shown = shown(&tale.interleaving, kit).into_iter().map(|step| step + 1);
    let mut positions: Vec<usize> = std::iter::once(0).chain(shown).collect();
    positions.push(tale.steps());
    positions
}

/// The steps to show, in order: those that reports tell, or all of them.
pub fn shown(of: &Interleaving, kit: bool) -> Vec<usize> {
    if kit { (0..of.steps.len()).collect() } else { told::told(of) }
}

#[cfg(test)]
mod tests {
    use super::super::listing::Listing;
    use super::super::testing::{lost_wake_up, tale};
    use super::*;

    /// Where the keys lead: the number of steps that have happened there.
    fn after(keys: &[Key]) -> usize {
        let tale = tale();
        let mut walk = Walk::new(&tale, Some(7));
        for key in keys {
            assert_eq!(walk.press(&tale, *key), Then::Stays);
        }
        walk.after()
    }

    #[test]
    fn the_kits_own_steps_are_passed_over_until_they_are_asked_for() {
        // The first step is the scenario's.
        assert_eq!(after(&[]), 2);
        assert_eq!(after(&[Key::Home]), 0);
        assert_eq!(after(&[Key::Char('k'), Key::Home, Key::Right]), 1);
        assert_eq!(after(&[Key::Char('k')]), 2, "the moment stays");
        assert_eq!(after(&[Key::End, Key::Char('k'), Key::Left]), lost_wake_up().steps.len());
    }

    #[test]
    fn forward_and_back_are_opposites_and_both_ends_hold() {
        let all = lost_wake_up().steps.len();
        assert_eq!(after(&[Key::Right, Key::Right, Key::Char('h'), Key::Char('p')]), 2);
        assert_eq!(after(&[Key::End]), all);
        assert_eq!(after(&[Key::End, Key::Right, Key::Right]), all);
        assert_eq!(after(&[Key::Left, Key::Left, Key::Left]), 0);
        assert_eq!(after(&[Key::Char('G')]), after(&[Key::End]));
        assert_eq!(after(&[Key::Char('g')]), after(&[Key::Home]));
    }

    #[test]
    fn up_and_down_stay_with_one_thread() {
        // From `taker` before the switch to `taker` after it.
        assert_eq!(after(&[Key::Right, Key::Right]), 4);
        assert_eq!(after(&[Key::Right, Key::Right, Key::Down]), 11);
        assert_eq!(after(&[Key::Right, Key::Right, Key::Down, Key::Up]), 4);
        assert_eq!(after(&[Key::Up]), 2, "nobody came before");
    }

    #[test]
    fn the_mistake_is_where_the_diagnosis_says_or_at_the_last_step() {
        assert_eq!(after(&[Key::Char('m')]), 8);
        let tale = tale();
        let mut walk = Walk::new(&tale, None);
        walk.press(&tale, Key::Char('m'));
        assert!(!walk.is_mistake() && !walk.is_at_end());
        walk.press(&tale, Key::Right);
        assert!(walk.is_at_end());
    }

    #[test]
    fn help_hides_everything_until_a_key() {
        let tale = tale();
        let mut walk = Walk::new(&tale, None);
        walk.press(&tale, Key::Char('?'));
        assert!(walk.help);
        assert_eq!(walk.press(&tale, Key::Char('q')), Then::Stays);
        assert!(!walk.help);
        assert_eq!(walk.press(&tale, Key::Char('q')), Then::Leaves);
        assert_eq!(walk.press(&tale, Key::Interrupt), Then::Interrupted);
    }

    #[test]
    fn an_execution_without_steps_can_be_walked() {
        let tale = Tale::new(
            "x".to_owned(),
            Listing::default(),
            Interleaving { steps: Vec::new(), ..lost_wake_up() },
        );
        let mut walk = Walk::new(&tale, Some(3));
        for key in
            [Key::Right, Key::Left, Key::Char('m'), Key::Char('k'), Key::Up, Key::Down, Key::End]
        {
            walk.press(&tale, key);
            assert_eq!(walk.after(), 0);
        }
    }
}
