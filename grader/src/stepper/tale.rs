//! What is stepped through: an execution with the scene after each of its steps, and the file it is of.
//!
//! Made by `replay --step` and the game.

use protocol::{Interleaving, Place, Step};

use super::listing::Listing;
use crate::playback::{Doing, Scene};

/// An execution.
#[derive(Debug, Clone, Default)]
pub struct Tale {
    /// Of what: `foobar/threads`.
    pub title: String,
    /// The learner's file.
    pub code: Listing,
    /// What happened.
    pub interleaving: Interleaving,
    /// How things stood before the first step, and after each.
    pub scenes: Vec<Scene>,
}

impl Tale {
    /// An execution of this file.
    pub fn new(title: String, code: Listing, interleaving: Interleaving) -> Self {
        let scenes = Scene::all(&interleaving);
        Self { title, code, interleaving, scenes }
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        self.interleaving.steps.len()
    }
}

/// A moment of an execution, as the parts of a screen show it.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The execution.
    pub tale: &'a Tale,
    /// How many steps have happened.
    pub after: usize,
    /// Whether the kit's own threads, steps and objects are shown as well.
    pub kit: bool,
    /// Who the moment is about.
    pub focus: Option<usize>,
    /// Nobody runs: somebody is to say who does.
    pub chooses: bool,
    /// Where somebody is about to do something, instead of where they were last.
    pub ahead: &'a [(usize, Place)],
}

impl<'a> Moment<'a> {
    /// After so many steps: about who took the last one.
    pub fn after(tale: &'a Tale, after: usize, kit: bool) -> Self {
        let after = after.min(tale.steps());
        let step = after.checked_sub(1).and_then(|last| tale.interleaving.steps.get(last));
        let focus = step.map(|step| step.lane);
        Self { tale, after, kit, focus, chooses: false, ahead: &[] }
    }

    /// How things stand.
    pub fn scene(&self) -> &'a Scene {
        &self.tale.scenes[self.after]
    }

    /// The step that led here.
    pub fn step(&self) -> Option<&'a Step> {
        self.after.checked_sub(1).and_then(|last| self.tale.interleaving.steps.get(last))
    }

    /// Where a lane is, or is about to be.
    pub fn place(&self, lane: usize) -> Option<&'a Place> {
        let ahead = self.ahead.iter().find(|(ahead, _)| *ahead == lane).map(|(_, place)| place);
        ahead.or_else(|| self.scene().lanes.get(lane)?.at.as_ref())
    }

    /// The lanes to show: who has begun, by number.
    pub fn lanes(&self) -> impl Iterator<Item = usize> + 'a {
        let (scene, lanes, kit) = (self.scene(), &self.tale.interleaving.lanes, self.kit);
        let ahead = self.ahead;
        let is_shown = move |lane: &usize| {
            let has_begun = scene.lanes.get(*lane).is_some_and(|lane| lane.doing != Doing::Nothing);
            (kit || !lanes[*lane].kit)
                && (has_begun || ahead.iter().any(|(ahead, _)| ahead == lane))
        };
        (0..lanes.len()).filter(is_shown)
    }

    /// The line of a lane in the file, if it is there.
    pub fn line(&self, lane: usize) -> Option<u32> {
        self.place(lane).filter(|place| self.tale.code.has(place)).map(|place| place.line)
    }
}
