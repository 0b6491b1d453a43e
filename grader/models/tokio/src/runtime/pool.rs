//! The workers of a runtime, and the tasks that wait for one.
//!
//! A worker is a name: whichever virtual thread polls stands for it meanwhile. Called by `poller`.

use std::cell::RefCell;
use std::panic::Location;
use std::sync::Arc;

use interleave::{Kernel, Op, Queue, Side, Slot, TaskId, gate, thread};

/// What a task waits for that was woken while every worker was busy.
#[doc(hidden)]
pub const NO_WORKER: &str = "be polled, when a worker is free";

/// Names a thread.
pub(super) type ThreadName = dyn Fn() -> String + Send + Sync;

/// The workers of one runtime.
pub(crate) struct Pool {
    name: Arc<ThreadName>,
    free: RefCell<Vec<TaskId>>,
    /// Tasks that were woken.
    ready: RefCell<Vec<Ready>>,
    place: &'static Location<'static>,
    /// Its main queue is open while a worker is free.
    workers: Slot,
}

/// A task that was woken.
#[derive(Clone, Copy)]
pub(super) struct Ready {
    pub(super) task: TaskId,
    /// Open while a worker is free.
    pub(super) queue: Queue,
    /// What it will go on with.
    pub(super) own: Op,
}

impl Ready {
    fn has_worker(self, kernel: &mut Kernel, free: bool) {
        kernel.admit(self.queue, free);
        kernel
            .waits_for(self.task, if free { self.own } else { Op { verb: NO_WORKER, ..self.own } });
    }
}

// SAFETY: touched by the one OS thread that runs all virtual threads of an execution.
unsafe impl Send for Pool {}
// SAFETY: as above.
unsafe impl Sync for Pool {}

impl Pool {
    /// So many workers, all free.
    pub(super) fn new(
        name: Arc<ThreadName>,
        workers: usize,
        place: &'static Location<'static>,
    ) -> Self {
        let (free, ready) = (RefCell::default(), RefCell::default());
        let pool = Self { name, free, ready, place, workers: Slot::new() };
        for _ in 0..workers {
            let worker = pool.another_worker();
            gate::quietly(|kernel| pool.release(kernel, worker));
        }
        pool
    }

    /// One worker more, not free yet.
    pub(super) fn another_worker(&self) -> TaskId {
        thread::stand_in((self.name)(), self.place)
    }

    pub(super) fn has_free(&self) -> bool {
        !self.free.borrow().is_empty()
    }

    /// A task was woken.
    pub(super) fn line_up(&self, kernel: &mut Kernel, ready: Ready) {
        self.ready.borrow_mut().push(ready);
        let workers = self.queue(kernel);
        kernel.line_up(ready.task, workers);
        ready.has_worker(kernel, self.has_free());
    }

    /// A worker takes the task behind this queue.
    pub(super) fn take(&self, kernel: &mut Kernel, queue: Queue) -> TaskId {
        let mut ready = self.ready.borrow_mut();
        ready.retain(|ready| ready.queue != queue);
        let worker = self.free.borrow_mut().pop().expect("the queue was open, so one is free");
        let workers = self.queue(kernel);
        kernel.touch(workers.object());
        kernel.has_its_turn();
        if !self.has_free() {
            kernel.close(workers);
            ready.iter().for_each(|ready| ready.has_worker(kernel, false));
        }
        worker
    }

    /// A worker has become free.
    pub(super) fn release(&self, kernel: &mut Kernel, worker: TaskId) {
        self.free.borrow_mut().push(worker);
        let workers = self.queue(kernel);
        kernel.open(workers);
        self.ready.borrow().iter().for_each(|ready| ready.has_worker(kernel, true));
    }

    /// Open while a worker is free.
    fn queue(&self, kernel: &mut Kernel) -> Queue {
        // SAFETY: no state to put back.
        let object = unsafe { self.workers.object::<()>(kernel, "workers", std::ptr::null_mut()) };
        Queue::of(object, Side::Main)
    }

    /// Notes that the running step looks who has a worker, or changes who drives the runtime.
    pub(super) fn touch(&self, kernel: &mut Kernel) {
        let workers = self.queue(kernel);
        kernel.touch(workers.object());
    }
}
