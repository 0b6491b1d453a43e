//! An interleaving, played back: where every lane stands and what every object is like after each step.
//!
//! Used by whatever steps through an execution (`replay --step`, the page of `report`, `play`) and by
//! the diagnosis.

use std::collections::BTreeMap;

use protocol::{Act, Change, Interleaving, Place, Step};

/// How things stand after some steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Each lane, in order.
    pub lanes: Vec<Actor>,
    /// Each object, in order.
    pub objects: Vec<Prop>,
    /// Virtual time, in nanoseconds.
    pub now_ns: u64,
}

/// A lane at some moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// What it is about.
    pub doing: Doing,
    /// The last place in the source that is known of it.
    pub at: Option<Place>,
    /// The objects that it holds, each with the step that took it.
    pub holds: Vec<(usize, usize)>,
}

/// What a lane is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Doing {
    /// It has not taken a step.
    #[default]
    Nothing,
    /// It can go on.
    Runs,
    /// It waits.
    Waits {
        /// For what: `lock`, `recv` …
        verb: String,
        /// Of which object.
        object: Option<usize>,
        /// Since which step.
        since: usize,
    },
    /// It has ended.
    Ended,
}

/// An object at some moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prop {
    /// Some step has used it.
    pub used: bool,
    /// Who holds it, each with the step that took it.
    pub holders: Vec<(usize, usize)>,
    /// Who waits for it, longest first.
    pub waiters: Vec<usize>,
    /// What is known of it: `value`, `permits` … Each with how it is.
    pub is: BTreeMap<String, String>,
}

impl Scene {
    /// Before the first step.
    pub fn start(of: &Interleaving) -> Self {
        Self {
            lanes: vec![Actor::default(); of.lanes.len()],
            objects: vec![Prop::default(); of.objects.len()],
            now_ns: 0,
        }
    }

    /// After this many steps.
    pub fn after(of: &Interleaving, steps: usize) -> Self {
        let mut scene = Self::start(of);
        for (index, step) in of.steps.iter().enumerate().take(steps) {
            scene.play(index, step);
        }
        scene
    }

    /// All scenes: the first is before the first step, the last after the last one.
    pub fn all(of: &Interleaving) -> Vec<Self> {
        let mut scene = Self::start(of);
        let mut all = vec![scene.clone()];
        for (index, step) in of.steps.iter().enumerate() {
            scene.play(index, step);
            all.push(scene.clone());
        }
        all
    }

    /// The step with this index happens.
    pub fn play(&mut self, index: usize, step: &Step) {
        match &step.act {
            Act::Does { verb, object, .. } => {
                let ends = verb == "end" && object.is_none();
                self.becomes(step.lane, if ends { Doing::Ended } else { Doing::Runs });
                self.uses(*object);
            }
            Act::Waits { verb, object } => {
                let (verb, object) = (verb.clone(), *object);
                self.becomes(step.lane, Doing::Waits { verb, object, since: index });
                self.uses(object);
            }
            Act::Clock { now_ns } => self.now_ns = *now_ns,
            Act::Log { .. } | Act::Print { .. } | Act::Remark { .. } => {}
        }
        if let (Some(actor), Some(at)) = (self.lanes.get_mut(step.lane), &step.at) {
            actor.at = Some(at.clone());
        }
        for change in &step.changes {
            self.change(index, step.lane, change);
        }
        for &lane in &step.wakes {
            self.becomes(lane, Doing::Runs);
        }
        if let Doing::Waits { object: Some(object), .. } = self.doing(step.lane)
            && let Some(prop) = self.objects.get_mut(object)
        {
            prop.waiters.push(step.lane);
        }
    }

    /// What a lane is about; nothing, if there is no such lane.
    pub fn doing(&self, lane: usize) -> Doing {
        self.lanes.get(lane).map(|actor| actor.doing.clone()).unwrap_or_default()
    }

    fn uses(&mut self, object: Option<usize>) {
        if let Some(prop) = object.and_then(|object| self.objects.get_mut(object)) {
            prop.used = true;
        }
    }

    fn becomes(&mut self, lane: usize, doing: Doing) {
        for prop in &mut self.objects {
            prop.waiters.retain(|waiter| *waiter != lane);
        }
        if let Some(actor) = self.lanes.get_mut(lane) {
            actor.doing = doing;
        }
    }

    fn change(&mut self, index: usize, lane: usize, change: &Change) {
        match change {
            Change::Takes { object } => {
                if let Some(prop) = self.objects.get_mut(*object) {
                    prop.holders.push((lane, index));
                    prop.used = true;
                }
                if let Some(actor) = self.lanes.get_mut(lane) {
                    actor.holds.push((*object, index));
                }
            }
            Change::Frees { object, lane } => {
                if let Some(prop) = self.objects.get_mut(*object) {
                    forget(&mut prop.holders, *lane);
                }
                if let Some(actor) = self.lanes.get_mut(*lane) {
                    forget(&mut actor.holds, *object);
                }
            }
            Change::Is { object, what, now } => {
                if let Some(prop) = self.objects.get_mut(*object) {
                    prop.is.insert(what.clone(), now.clone());
                    prop.used = true;
                }
            }
        }
    }
}

/// Takes out the last entry of it.
fn forget(entries: &mut Vec<(usize, usize)>, of: usize) {
    if let Some(last) = entries.iter().rposition(|(entry, _)| *entry == of) {
        entries.remove(last);
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Lane, Thing};

    use super::*;

    fn step(lane: usize, act: Act, wakes: Vec<usize>, changes: Vec<Change>) -> Step {
        Step { lane, act, at: None, kit: false, preempts: false, wakes, changes }
    }

    #[test]
    fn a_lock_changes_hands() {
        let lock = || Act::Does { verb: "lock".into(), object: Some(0), result: None };
        let unlock = Act::Does { verb: "unlock".into(), object: Some(0), result: None };
        let waits = Act::Waits { verb: "lock".into(), object: Some(0) };
        let (takes, frees) = (Change::Takes { object: 0 }, Change::Frees { object: 0, lane: 0 });
        let lane = |name: &str| Lane { name: name.into(), kit: false };
        let of = Interleaving {
            lanes: vec![lane("a"), lane("b")],
            objects: vec![Thing { name: "Mutex #1".into(), kind: "Mutex".into(), lane: None }],
            left_out: 0,
            steps: vec![
                step(0, lock(), vec![], vec![takes.clone()]),
                step(1, waits, vec![], vec![]),
                step(0, unlock, vec![1], vec![frees]),
                step(1, lock(), vec![], vec![takes]),
            ],
        };
        let scenes = Scene::all(&of);
        assert_eq!(scenes[1].objects[0].holders, [(0, 0)]);
        assert_eq!(scenes[2].objects[0].waiters, [1]);
        assert!(matches!(scenes[2].lanes[1].doing, Doing::Waits { since: 1, .. }));
        assert!(scenes[3].objects[0].waiters.is_empty() && scenes[3].lanes[0].holds.is_empty());
        assert_eq!(scenes[4].lanes[1].holds, [(0, 3)]);
        assert_eq!(Scene::after(&of, 4), scenes[4]);
    }
}
