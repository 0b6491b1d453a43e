//! What a virtual thread knows of runtimes: which one it is in, and who polls.
//!
//! Called by everything here, and by `leaf`.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use interleave::{Branch, Op, gate, in_execution, thread};

use super::poller::{BUDGET, Poller};
use super::scheduler::Scheduler;
use crate::task::Joint;

type LocalSets = Rc<RefCell<Vec<Rc<dyn Any>>>>;

/// One virtual thread's.
#[derive(Default)]
struct Context {
    /// The runtimes it has entered, the innermost last.
    entered: RefCell<Vec<Arc<Scheduler>>>,
    /// Whose poll runs on it, the innermost last; nobody while blocking is allowed again.
    pollers: RefCell<Vec<Option<Arc<Poller>>>>,
    /// The task that it runs, the innermost last: local tasks run inside of another.
    running: RefCell<Vec<Arc<Joint>>>,
    /// The `LocalSet`s it is inside of, the innermost last.
    local_sets: LocalSets,
    /// No budget counts inside of `unconstrained`.
    unlimited: Cell<u32>,
}

/// The running virtual thread's.
fn here() -> Rc<Context> {
    thread::context(Context::default)
}

/// The runtime that the running thread is in.
pub(super) fn current() -> Option<Arc<Scheduler>> {
    if !in_execution() {
        return None;
    }
    here().entered.borrow().last().cloned()
}

/// Until the guard is dropped, the running thread is in this runtime.
pub(super) fn enter(scheduler: &Arc<Scheduler>) -> Entered {
    let context = here();
    context.entered.borrow_mut().push(Arc::clone(scheduler));
    let depth = context.entered.borrow().len();
    Entered { context, depth }
}

pub(super) struct Entered {
    context: Rc<Context>,
    depth: usize,
}

impl Drop for Entered {
    fn drop(&mut self) {
        let left = self.context.entered.borrow_mut().split_off(self.depth - 1);
        drop(left);
    }
}

/// Whose poll runs.
pub(super) fn poller() -> Option<Arc<Poller>> {
    if !in_execution() {
        return None;
    }
    here().pollers.borrow().last().cloned().flatten()
}

/// Whether a poll runs on this virtual thread, so that it must not block.
pub(crate) fn is_in_task() -> bool {
    poller().is_some()
}

/// Until the guard is dropped, this poller's poll runs.
pub(super) fn polls(poller: &Arc<Poller>) -> Polls {
    Polls::begin(Some(Arc::clone(poller)))
}

/// Until the guard is dropped, the thread may block, be it in the middle of a poll.
pub(super) fn may_block() -> Polls {
    Polls::begin(None)
}

pub(super) struct Polls(Rc<Context>);

impl Polls {
    fn begin(poller: Option<Arc<Poller>>) -> Self {
        let context = here();
        context.pollers.borrow_mut().push(poller);
        Self(context)
    }
}

impl Drop for Polls {
    fn drop(&mut self) {
        let poller = self.0.pollers.borrow_mut().pop();
        drop(poller);
    }
}

/// The task that runs.
pub(crate) fn running() -> Option<Arc<Joint>> {
    if !in_execution() {
        return None;
    }
    here().running.borrow().last().cloned()
}

/// Runs a piece of a task.
pub(crate) fn run<R>(joint: &Arc<Joint>, piece: impl FnOnce() -> R) -> R {
    struct End(Rc<Context>);
    impl Drop for End {
        fn drop(&mut self) {
            let joint = self.0.running.borrow_mut().pop();
            drop(joint);
        }
    }
    let context = here();
    context.running.borrow_mut().push(Arc::clone(joint));
    let _end = End(context);
    piece()
}

/// The `LocalSet`s that the running thread is inside of.
pub(crate) fn local_sets() -> LocalSets {
    Rc::clone(&here().local_sets)
}

/// The running task, if its poll ends without a result, waits for this.
pub(crate) fn waits_for(op: Op) {
    if let Some(poller) = poller() {
        poller.notes(op);
    }
}

/// Whether this very operation has had its scheduling point, as the one that the poll went on with.
pub(crate) fn just_went_on(op: Op) -> bool {
    poller().is_some_and(|poller| poller.just_went_on(op))
}

/// Whether the running poll may do one more thing that can be ready.
pub(crate) fn has_budget() -> bool {
    here().unlimited.get() > 0 || poller().is_none_or(|poller| poller.budget.get() > 0)
}

/// The running poll has done one.
pub(crate) fn spend() {
    if here().unlimited.get() > 0 {
        return;
    }
    if let Some(poller) = poller() {
        poller.budget.set(poller.budget.get().saturating_sub(1));
    }
}

/// Runs a piece of a poll to which no budget applies.
pub(crate) fn unlimited_budget<R>(piece: impl FnOnce() -> R) -> R {
    struct End(Rc<Context>);
    impl Drop for End {
        fn drop(&mut self) {
            self.0.unlimited.set(self.0.unlimited.get() - 1);
        }
    }
    let context = here();
    context.unlimited.set(context.unlimited.get() + 1);
    let _end = End(context);
    piece()
}

/// Runs the poll of another future, which has a budget of its own.
pub(crate) fn budget_again<R>(piece: impl FnOnce() -> R) -> R {
    let Some(poller) = poller() else { return piece() };
    let before = poller.budget.replace(BUDGET);
    let result = piece();
    poller.budget.set(before);
    result
}

/// Notes something remarkable about the running task.
pub(super) fn remark(what: &'static str) {
    gate::quietly(|kernel| kernel.remark(kernel.current(), what));
}

/// A choice of the strategy among futures that one task polls.
pub(crate) fn branch(options: u32) -> u32 {
    gate::quietly(|kernel| kernel.branch(Branch::Poll, options))
}
