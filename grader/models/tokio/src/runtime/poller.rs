//! Whoever polls a future: an async task, or a thread in `block_on`. Between two polls it is
//! disabled, until it is woken and has a seat.
//!
//! Made by `spawn` and `block_on`, driven by `drive`, woken through `waker`.

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::sync::Arc;
use std::task::Waker;

use interleave::{
    Kernel, Kind, Modelled, Op, Queue, Side, TaskId, Wake, gate, in_execution, thread,
};

use super::alarms::Alarms;
use super::pool::{Pool, Ready};
use super::waker::{Wakes, waker_of};

static KIND: Kind = Kind::closed("task");

/// What is said of a task that waits when its last waker is dropped.
#[doc(hidden)]
pub const NO_WAKER: &str = "no waker is left: nobody can wake it";

/// What a poll may use up before it must let others run, as tokio's cooperative budget.
pub(super) const BUDGET: u8 = 128;

/// Where it polls.
#[derive(Clone)]
pub(super) enum Seat {
    /// On a worker, when one is free.
    Worker(Arc<Pool>),
    /// On a thread of its own.
    Own,
}

/// Somebody who polls.
pub(crate) struct Poller {
    epoch: u64,
    task: Cell<TaskId>,
    place: &'static Location<'static>,
    /// Its main queue is open while the next poll may begin.
    gate: Modelled<()>,
    seat: RefCell<Seat>,
    /// The worker that polls right now.
    worker: Cell<Option<TaskId>>,
    /// Woken since the last poll began.
    notified: Cell<bool>,
    /// Between two polls.
    idle: Cell<bool>,
    over: Cell<bool>,
    wakers: Cell<usize>,
    pub(super) alarms: Alarms,
    /// What the future waits for, as far as the last poll has told.
    waits_for: Cell<Option<Op>>,
    /// What it waits for between two polls; nothing before the first.
    op: Cell<Option<Op>>,
    /// The operation that went on with this poll, and the step it took.
    went_on: Cell<Option<(Op, u64)>>,
    /// That was a step: not so when it starts.
    was_woken: Cell<bool>,
    pub(super) budget: Cell<u8>,
}

// SAFETY: touched by the one OS thread that runs all virtual threads of an execution; a waker that
// is used elsewhere or later does nothing (`wake` looks first).
unsafe impl Send for Poller {}
// SAFETY: as above.
unsafe impl Sync for Poller {}

impl Poller {
    /// Ready for its first poll.
    pub(super) fn new(seat: Seat, place: &'static Location<'static>) -> Arc<Self> {
        Arc::new(Self {
            epoch: gate::quietly(|kernel| kernel.epoch()),
            task: Cell::new(TaskId::MAIN),
            place,
            gate: Modelled::new(()),
            seat: RefCell::new(seat),
            worker: Cell::new(None),
            notified: Cell::new(false),
            idle: Cell::new(true),
            over: Cell::new(false),
            wakers: Cell::new(0),
            alarms: Alarms::default(),
            waits_for: Cell::new(None),
            op: Cell::new(None),
            went_on: Cell::new(None),
            was_woken: Cell::new(false),
            budget: Cell::new(BUDGET),
        })
    }

    /// The virtual thread that does the polling.
    pub(super) fn runs_as(&self, task: TaskId) {
        self.task.set(task);
    }

    pub(super) fn queue(&self) -> Queue {
        Queue::of(self.gate.object(&KIND), Side::Main)
    }

    /// From now on it polls there.
    pub(super) fn sit(&self, seat: Seat) {
        *self.seat.borrow_mut() = seat;
    }

    /// Its first poll may begin.
    pub(super) fn starts(&self) {
        self.notified.set(true);
        self.line_up();
    }

    /// It is polled as soon as there is a seat.
    fn line_up(&self) {
        let (task, queue) = (self.task.get(), self.queue());
        let verb = "start";
        let start = Op { verb, object: thread::object_of(task), place: self.place };
        let own = self.op.get().unwrap_or(start);
        let seat = self.seat.borrow().clone();
        gate::quietly(|kernel| match seat {
            Seat::Worker(pool) => pool.line_up(kernel, Ready { task, queue, own }),
            Seat::Own => kernel.set_open(queue, true),
        });
    }

    /// Gives the worker back.
    pub(super) fn leave(&self) {
        if let (Some(worker), Seat::Worker(pool)) = (self.worker.take(), &*self.seat.borrow()) {
            gate::quietly(|kernel| pool.release(kernel, worker));
        }
    }

    /// The worker goes on without this task (which keeps its thread to itself until the poll is
    /// over): for `block_in_place`. Tells whether it had one.
    pub(super) fn hand_over(&self) -> bool {
        let Some(_) = self.worker.take() else { return false };
        if let Seat::Worker(pool) = &*self.seat.borrow() {
            let another = pool.another_worker();
            gate::quietly(|kernel| pool.release(kernel, another));
        }
        true
    }

    /// No more polls: late wakers do nothing.
    pub(super) fn over(&self) {
        self.over.set(true);
    }

    /// The worker stays with whoever takes it away.
    pub(super) fn keep_worker(&self) {
        self.worker.set(None);
    }

    /// A poll begins, with this waker.
    pub(super) fn begins(self: &Arc<Self>) -> Waker {
        self.budget.set(BUDGET);
        self.waits_for.set(None);
        waker_of(self)
    }

    /// Waits until woken and seated. A task that starts has passed its queue already.
    pub(super) fn wait(&self, starts: bool) {
        let queue = self.queue();
        let own = Op { verb: "await", object: thread::own_object(), place: self.place };
        let op = self.waits_for.take().unwrap_or(own);
        self.op.set(Some(op));
        if starts {
            gate::quietly(|kernel| self.begin_poll(kernel, queue));
        } else {
            self.idle.set(true);
            if self.notified.get() {
                self.line_up();
            } else {
                self.look_for_wakers();
            }
            while !self.passes(op, queue) {
                self.alarms.go_off(thread::now());
                self.wake();
            }
        }
        self.was_woken.set(!starts);
        self.went_on.set(Some((op, gate::quietly(|kernel| kernel.steps()))));
        if let Some(worker) = self.worker.get() {
            thread::stand_for(worker);
        }
    }

    /// Waits until the queue is open and goes through (`true`), or until an alarm goes off.
    fn passes(&self, op: Op, queue: Queue) -> bool {
        let Some(deadline) = self.alarms.next() else {
            gate::pass(op, queue, |kernel| self.begin_poll(kernel, queue));
            return true;
        };
        gate::pass_until(op, queue, deadline, |kernel, wake| {
            let goes_on = wake == Wake::Notified || self.has_seat(kernel);
            if goes_on {
                self.alarms.go_off(kernel.now());
                self.begin_poll(kernel, queue);
            }
            goes_on
        })
    }

    fn has_seat(&self, kernel: &mut Kernel) -> bool {
        match &*self.seat.borrow() {
            Seat::Worker(pool) => {
                pool.touch(kernel);
                pool.has_free()
            }
            Seat::Own => true,
        }
    }

    /// Whether it is a waker of its own.
    pub(super) fn owns(&self, waker: &Waker) -> bool {
        waker.data() == std::ptr::from_ref(self).cast()
    }

    fn begin_poll(&self, kernel: &mut Kernel, queue: Queue) {
        self.idle.set(false);
        self.notified.set(false);
        kernel.close(queue);
        if let Seat::Worker(pool) = &*self.seat.borrow() {
            self.worker.set(Some(pool.take(kernel, queue)));
        }
    }

    /// Says what the running poll waits for, if it must wait.
    pub(super) fn notes(&self, op: Op) {
        self.waits_for.set(Some(op));
    }

    /// Whether the operation is the one with which this poll went on, and nothing was done since:
    /// then its scheduling point has been taken.
    pub(super) fn just_went_on(&self, op: Op) -> bool {
        self.went_on.take().is_some_and(|(last, steps)| {
            let nothing_done = gate::quietly(|kernel| kernel.steps()) == steps;
            let same = (last.object, last.place) == (op.object, op.place);
            if nothing_done && !same && last.verb != "yield_now" && self.was_woken.get() {
                // It goes on with something else than what it has waited for.
                gate::closely(|kernel| kernel.refused("woken"));
            }
            same && nothing_done
        })
    }

    /// Says so if nobody can wake it any more.
    fn look_for_wakers(&self) {
        let lost = self.wakers.get() == 0
            && self.alarms.next().is_none()
            && !self.notified.get()
            && !self.over.get();
        if !lost || !in_execution() {
            return;
        }
        gate::quietly(|kernel| {
            if kernel.epoch() == self.epoch {
                kernel.remark(self.task.get(), NO_WAKER);
            }
        });
    }
}

impl Wakes for Poller {
    /// No scheduling point: it may happen in the middle of an operation.
    fn wake(&self) {
        if self.over.get() || !in_execution() {
            return;
        }
        let current = gate::quietly(|kernel| kernel.epoch() == self.epoch);
        if !current {
            return;
        }
        // Also if it changes nothing: had the poll come before, it would.
        let queue = self.queue();
        gate::quietly(|kernel| kernel.touch(queue.object()));
        if self.notified.replace(true) || !self.idle.get() {
            return;
        }
        gate::quietly(|kernel| kernel.note_wake(self.task.get()));
        self.line_up();
    }

    fn waker_made(&self) {
        self.wakers.set(self.wakers.get() + 1);
    }

    fn waker_gone(&self) {
        self.wakers.set(self.wakers.get() - 1);
        if self.idle.get() {
            self.look_for_wakers();
        }
    }
}
