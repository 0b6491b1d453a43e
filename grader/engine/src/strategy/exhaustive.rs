//! Every interleaving that can matter, once: source-DPOR with sleep sets (Abdulla, Aronis, Jonsson,
//! Sagonas, POPL 2014), over the steps that really conflicted. Choices other than who runs next are
//! branches that are all tried.
//!
//! One deviation: what a step touches is known only once it was taken, so sleeping tasks carry what
//! theirs touched when it was.
//!
//! Called by whoever wants a proof: the harness, the benchmarks.

use super::races::Order;
use super::{Branch, Moment, Strategy, share_done};
use crate::task_set::TaskSet;
use crate::trail::{Touch, Trail};
use crate::{Execution, TaskId};

/// A task whose next step need not be tried here, and what that step touches.
#[derive(Debug, Clone)]
struct Sleeper {
    task: TaskId,
    touches: Vec<Touch>,
}

/// A choice, and what is left of it.
#[derive(Debug)]
enum Node {
    Task(Point),
    Branch { chosen: u32, options: u32 },
}

#[derive(Debug)]
struct Point {
    enabled: TaskSet,
    chosen: TaskId,
    /// What the chosen step touched, whatever branches it took.
    touches: Vec<Touch>,
    /// Tried, or to be tried.
    backtrack: Vec<TaskId>,
    /// Tried, or not needed.
    asleep: Vec<Sleeper>,
}

impl Point {
    fn add(&mut self, task: TaskId) {
        if !self.backtrack.contains(&task) {
            self.backtrack.push(task);
        }
    }

    fn add_all(&mut self) {
        for task in self.enabled.clone().iter() {
            self.add(task);
        }
    }
}

/// Explores a program whole, one execution after the other: [`Exhaustive::learn`] after each says
/// whether there is another one.
#[derive(Debug, Default)]
pub struct Exhaustive {
    /// So many unusual events in an execution at most.
    most_unusual: u32,
    /// In the running execution.
    unusual: u32,
    /// Something unusual could have happened, but no more was allowed.
    held_back: bool,
    /// The program did something else although its choices were the same.
    strayed: bool,
    stack: Vec<Node>,
    /// How many choices the running execution has made.
    at: usize,
    /// Choices up to here are those of the execution before.
    known: usize,
    /// By step (the first one is nobody's choice): its node.
    nodes: Vec<usize>,
}

impl Exhaustive {
    /// All interleavings in which nothing unusual happens: no spurious wake-up, no weak exchange that
    /// fails without a reason.
    pub fn new() -> Self {
        Self::default()
    }

    /// All interleavings with so many unusual events at most.
    pub fn with_unusual(most: u32) -> Self {
        Self { most_unusual: most, ..Self::default() }
    }

    /// Whether something unusual could have happened beyond that.
    pub fn has_held_back(&self) -> bool {
        self.held_back
    }

    /// Learns from the execution that has just ended which others there are. Tells whether there is
    /// one to run.
    pub fn learn(&mut self, execution: &Execution<'_>) -> bool {
        if self.strayed {
            return false;
        }
        self.remember_touches(execution.trail());
        self.find_races(execution);
        self.next()
    }

    /// How much of the work is done, as far as is known: races found later add to it.
    pub fn share(&self) -> f64 {
        share_done(self.stack.iter().map(|node| match node {
            Node::Branch { chosen, options } => (*chosen, *options),
            Node::Task(point) => {
                let tried =
                    |task: &&TaskId| point.asleep.iter().any(|sleeper| sleeper.task == **task);
                let before = point.backtrack.iter().filter(tried).count();
                (before as u32, point.backtrack.len() as u32)
            }
        }))
    }

    /// Whether the program did something else although its choices were the same: then nothing is
    /// proved, and there is no next execution.
    pub fn has_strayed(&self) -> bool {
        self.strayed
    }

    fn remember_touches(&mut self, trail: &Trail) {
        for (choice, node) in self.nodes.iter().enumerate() {
            let Node::Task(point) = &mut self.stack[*node] else { continue };
            if choice + 1 >= trail.steps().len() {
                break;
            }
            let touches = trail.touches(choice + 1);
            // Until the last one of the known choices nothing has changed.
            let covers = |known: &Touch, touch: &Touch| {
                known.what == touch.what && (known.writes || !touch.writes)
            };
            let is_known = |touch: &Touch| point.touches.iter().any(|known| covers(known, touch));
            let same = touches.iter().all(is_known);
            let known = self.nodes.get(choice + 1).is_some_and(|next| *next < self.known);
            self.strayed |= known && !same;
            for touch in touches {
                add(&mut point.touches, *touch);
            }
        }
    }

    fn find_races(&mut self, execution: &Execution<'_>) {
        let trail = execution.trail();
        let mut order = Order::new(trail);
        let steps = trail.steps().len();
        // Races among the steps of the execution before were found then.
        let first = self.nodes.partition_point(|node| *node < self.known);
        let mut races: Vec<_> = order.races_of_idle(first).collect();
        for step in first..steps {
            races.extend(order.races_of(step));
        }
        for blocked in execution.blocked() {
            races.extend(order.races_of_blocked(&blocked));
        }
        for race in races {
            let Some(choice) = race.step.checked_sub(1).filter(|choice| *choice < self.nodes.len())
            else {
                continue;
            };
            self.ask_for(choice, &race.initials);
        }
    }

    /// Wants one of these tasks to be tried at a choice.
    fn ask_for(&mut self, choice: usize, initials: &[TaskId]) {
        let Node::Task(point) = &mut self.stack[self.nodes[choice]] else { return };
        if initials.iter().any(|task| point.backtrack.contains(task)) {
            return;
        }
        match initials.iter().find(|task| point.enabled.contains(**task)) {
            Some(task) => point.add(*task),
            None => point.add_all(),
        }
    }

    /// Goes to the last choice that has something left.
    fn next(&mut self) -> bool {
        while let Some(node) = self.stack.last_mut() {
            match node {
                Node::Branch { chosen, options } if *chosen + 1 < *options => {
                    *chosen += 1;
                    break;
                }
                Node::Branch { .. } => {}
                Node::Task(point) => {
                    let touches = std::mem::take(&mut point.touches);
                    point.asleep.push(Sleeper { task: point.chosen, touches });
                    let sleeps =
                        |task: &TaskId| point.asleep.iter().any(|sleeper| sleeper.task == *task);
                    if let Some(next) = point.backtrack.iter().find(|task| !sleeps(task)) {
                        point.chosen = *next;
                        break;
                    }
                }
            }
            self.stack.pop();
        }
        self.known = self.stack.len();
        !self.stack.is_empty()
    }

    /// A choice that was not met before; `None` if all that can follow was seen.
    fn point(&self, moment: &Moment<'_>) -> Option<Point> {
        let asleep = self.asleep(moment.trail());
        let awake = |task: &TaskId| !asleep.iter().any(|sleeper: &Sleeper| sleeper.task == *task);
        let usual = Some(moment.usual()).filter(awake);
        let chosen = usual.or_else(|| moment.enabled.iter().find(awake))?;
        Some(Point {
            enabled: moment.enabled.clone(),
            chosen,
            touches: Vec::new(),
            backtrack: vec![chosen],
            asleep,
        })
    }

    /// Who sleeps after the last step: whoever slept before it, or was tried there, and does not
    /// mind it.
    fn asleep(&self, trail: &Trail) -> Vec<Sleeper> {
        let Some(Node::Task(point)) = self.nodes.last().map(|node| &self.stack[*node]) else {
            return Vec::new();
        };
        let taken = trail.touches(trail.steps().len() - 1);
        let minds = |sleeper: &&Sleeper| {
            let conflict = |touch: &Touch| taken.iter().any(|taken| taken.conflicts(*touch));
            sleeper.task == point.chosen || sleeper.touches.iter().any(conflict)
        };
        point.asleep.iter().filter(|sleeper| !minds(sleeper)).cloned().collect()
    }
}

fn add(touches: &mut Vec<Touch>, touch: Touch) {
    match touches.iter_mut().find(|known| known.what == touch.what) {
        Some(known) => known.writes |= touch.writes,
        None => touches.push(touch),
    }
}

impl Strategy for Exhaustive {
    fn begin(&mut self) {
        (self.at, self.unusual) = (0, 0);
        self.nodes.clear();
    }

    fn wants_trail(&self) -> bool {
        true
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        if self.at == self.stack.len() && !self.strayed {
            let point = self.point(moment)?;
            self.stack.push(Node::Task(point));
        }
        match self.stack.get(self.at) {
            Some(Node::Task(point)) if !self.strayed && point.enabled == *moment.enabled => {
                self.nodes.push(self.at);
                self.at += 1;
                Some(point.chosen)
            }
            _ => {
                self.strayed = true;
                Some(moment.usual())
            }
        }
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        if branch == Branch::Sample {
            return 0;
        }
        if branch.is_unusual() && self.unusual == self.most_unusual {
            self.held_back = true;
            return 0;
        }
        if self.at == self.stack.len() && !self.strayed {
            self.stack.push(Node::Branch { chosen: 0, options });
        }
        match self.stack.get(self.at) {
            Some(Node::Branch { chosen, options: known }) if !self.strayed && *known == options => {
                self.at += 1;
                self.unusual += u32::from(branch.is_unusual() && *chosen > 0);
                *chosen
            }
            _ => {
                self.strayed = true;
                0
            }
        }
    }
}
