//! Every interleaving that can matter, once: source-DPOR with sleep sets (Abdulla, Aronis, Jonsson,
//! Sagonas, POPL 2014), over the steps that really conflicted. Choices other than who runs next are
//! branches that are all tried.
//!
//! One deviation: what a step touches is known only once it was taken, so sleeping tasks carry what
//! theirs touched when it was.

use super::races::Order;
use super::{Branch, Moment, Strategy};
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

/// Explores a program whole, one execution after the other. It panics if the program does something
/// else although its choices were the same.
#[derive(Debug, Default)]
pub struct Exhaustive {
    stack: Vec<Node>,
    /// How many choices the running execution has made.
    at: usize,
    /// Choices up to here are those of the execution before.
    known: usize,
    /// By step (the first one is nobody's choice): its node.
    nodes: Vec<usize>,
}

impl Exhaustive {
    /// Nothing explored so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Learns from the execution that has just ended which others there are. Tells whether there is
    /// one to run.
    pub fn learn(&mut self, execution: &Execution<'_>) -> bool {
        self.remember_touches(execution.trail());
        self.find_races(execution);
        self.next()
    }

    fn remember_touches(&mut self, trail: &Trail) {
        for (choice, node) in self.nodes.iter().enumerate() {
            let Node::Task(point) = &mut self.stack[*node] else { continue };
            if choice + 1 >= trail.steps().len() {
                break;
            }
            for touch in trail.touches(choice + 1) {
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
            let Some(node) = race.step.checked_sub(1).and_then(|choice| self.nodes.get(choice))
            else {
                continue;
            };
            let Node::Task(point) = &mut self.stack[*node] else { continue };
            if race.initials.iter().any(|task| point.backtrack.contains(task)) {
                continue;
            }
            let possible = race.initials.iter().find(|task| point.enabled.contains(**task));
            match possible {
                Some(task) => point.backtrack.push(*task),
                None => {
                    for task in point.enabled.iter() {
                        if !point.backtrack.contains(&task) {
                            point.backtrack.push(task);
                        }
                    }
                }
            }
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
        self.at = 0;
        self.nodes.clear();
    }

    fn wants_trail(&self) -> bool {
        true
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        if self.at == self.stack.len() {
            let asleep = self.asleep(moment.trail);
            let sleeps = |task: TaskId| asleep.iter().any(|sleeper: &Sleeper| sleeper.task == task);
            let awake = |task: &TaskId| !sleeps(*task);
            let current = moment.current.filter(awake);
            let chosen = current.or_else(|| moment.enabled.iter().find(awake))?;
            self.stack.push(Node::Task(Point {
                enabled: moment.enabled.clone(),
                chosen,
                touches: Vec::new(),
                backtrack: vec![chosen],
                asleep,
            }));
        }
        let Node::Task(point) = &self.stack[self.at] else {
            panic!("the program does something else when its choices are the same");
        };
        assert!(moment.enabled.contains(point.chosen), "the program is not deterministic");
        self.nodes.push(self.at);
        self.at += 1;
        Some(point.chosen)
    }

    fn branch(&mut self, _: Branch, options: u32) -> u32 {
        if self.at == self.stack.len() {
            self.stack.push(Node::Branch { chosen: 0, options });
        }
        let Node::Branch { chosen, .. } = self.stack[self.at] else {
            panic!("the program does something else when its choices are the same");
        };
        self.at += 1;
        chosen
    }
}
