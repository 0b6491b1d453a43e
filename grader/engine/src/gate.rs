//! The one gate between the models and the kernel: it takes the scheduling point, then runs the
//! effect. No primitive places a scheduling point of its own.
//!
//! Why *before* the effect, and why that is enough: between two scheduling points a task runs
//! alone, so other tasks can tell its effects apart only at visible operations. With a point
//! before each of them, every order of operations can happen; a point after one would add nothing
//! that the point before the next one does not offer.
//!
//! Called by the models (`model-std` and its siblings), never by learners.

use std::cell::Cell;
use std::ptr;

use crate::kernel::Stop;
pub use crate::queue::Wake;
use crate::{Branch, Kernel, Op, Queue, TaskId};

thread_local! {
    /// The kernel of the execution that this OS thread runs, or null.
    static KERNEL: Cell<*mut Kernel> = const { Cell::new(ptr::null_mut()) };
}

pub(crate) fn install(kernel: *mut Kernel) -> *mut Kernel {
    KERNEL.replace(kernel)
}

/// Whether this OS thread runs an execution, so that modelled objects can be used.
#[inline]
pub fn in_execution() -> bool {
    !KERNEL.get().is_null()
}

#[inline]
fn kernel() -> *mut Kernel {
    let kernel = KERNEL.get();
    if kernel.is_null() {
        nowhere();
    }
    kernel
}

#[cold]
fn nowhere() -> ! {
    panic!("a modelled object was used outside an execution of the model");
}

/// Does something to the kernel that no other task can see, so without a scheduling point: looks
/// up an object, asks for the time, spawns a task.
///
/// # Panics
/// Outside an execution, as everything in this module.
#[inline]
pub fn quietly<R>(effect: impl FnOnce(&mut Kernel) -> R) -> R {
    let kernel = kernel();
    // SAFETY: `kernel()` is the execution's own and no effect calls back into this module, so this
    // is the only reference.
    effect(unsafe { &mut *kernel })
}

/// Tells something of the step that was just taken, if anybody looks at the execution closely. Does
/// nothing outside an execution. What is told must not be found out by way of this module.
#[inline]
pub fn closely(tell: impl FnOnce(&mut Kernel)) {
    let kernel = KERNEL.get();
    // SAFETY: as in `quietly`.
    if let Some(kernel) = unsafe { kernel.as_mut() }
        && kernel.is_looked_at()
    {
        tell(kernel);
    }
}

/// Does something visible.
#[inline]
pub fn step<R>(op: Op, effect: impl FnOnce(&mut Kernel) -> R) -> R {
    let kernel = kernel();
    point(kernel, op, false);
    // SAFETY: as in `quietly`; `point` has come back, so this task is the one that runs.
    let kernel = unsafe { &mut *kernel };
    kernel.record(op);
    effect(kernel)
}

/// Does something to memory: an atomic operation or a fence, whose effect says by [`Kernel::atomic_load`]
/// and its like what it passes on. Without `writes`, two of them may come in any order.
#[inline]
pub fn access<R>(op: Op, writes: bool, effect: impl FnOnce(&mut Kernel) -> R) -> R {
    let kernel = kernel();
    point(kernel, op, !writes);
    // SAFETY: as in `step`.
    let kernel = unsafe { &mut *kernel };
    kernel.record_access(op, writes);
    effect(kernel)
}

/// Offers the others to run: whoever runs next, it is no preemption.
#[inline]
pub fn give_way(op: Op) {
    quietly(|kernel| kernel.gives_way = true);
    step(op, |kernel| kernel.gives_way = false);
}

/// A number below `options` from the strategy: with `Branch::Draw` or `Branch::Sample` the program
/// draws for itself.
pub fn branch(branch: Branch, options: u32) -> u32 {
    quietly(|kernel| kernel.branch(branch, options))
}

/// Does something visible once a queue is open; until then the task is disabled.
#[inline]
pub fn pass<R>(op: Op, queue: Queue, effect: impl FnOnce(&mut Kernel) -> R) -> R {
    pass_or(op, queue, None, |kernel, _| effect(kernel))
}

/// As [`pass`], but for no longer than to `deadline` (virtual nanoseconds). The effect learns which
/// it was; a queue that is open when the task runs has been passed, be it late.
pub fn pass_until<R>(
    op: Op,
    queue: Queue,
    deadline: u64,
    effect: impl FnOnce(&mut Kernel, Wake) -> R,
) -> R {
    pass_or(op, queue, Some(deadline), effect)
}

#[inline]
fn pass_or<R>(
    op: Op,
    queue: Queue,
    deadline: Option<u64>,
    effect: impl FnOnce(&mut Kernel, Wake) -> R,
) -> R {
    let pointer = kernel();
    // SAFETY: as in `quietly`; the reference ends before the task is suspended.
    let kernel = unsafe { &mut *pointer };
    let me = kernel.current;
    if std::thread::panicking() {
        if !kernel.is_open(queue) {
            stop(pointer, Stop::BlockedWhileUnwinding);
        }
    } else {
        let state = &mut kernel.tasks[me.index()];
        state.pending = op;
        state.looks = false;
        state.wake = Wake::Notified;
        let closed = !kernel.is_open(queue);
        // Also if it is open: who looks sees this task there unless it goes on at once.
        kernel.joins(queue);
        if closed {
            kernel.enrol(me, queue);
            if let Some(deadline) = deadline {
                set_timer(kernel, me, deadline);
            }
        }
        let next = kernel.decide(op.place);
        if next != Some(me) {
            if !closed {
                // It may close again before this task's turn.
                kernel.enrol(me, queue);
                if let Some(deadline) = deadline {
                    set_timer(kernel, me, deadline);
                }
            }
            switch(pointer, next);
        }
    }
    // SAFETY: as above; this task runs again.
    let kernel = unsafe { &mut *pointer };
    kernel.leave(me);
    kernel.tasks[me.index()].timer = 0;
    if kernel.tasks[me.index()].wake == Wake::TimedOut {
        kernel.look(queue.object());
    } else {
        kernel.passes(queue);
    }
    kernel.record(op);
    if queue.object() != op.object {
        kernel.pass_on(queue.object());
    }
    let wake = if kernel.is_open(queue) { Wake::Notified } else { Wake::TimedOut };
    effect(kernel, wake)
}

/// A wait until woken; it may end by passing a second queue (a condition variable and its mutex).
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    /// The visible operation that begins the wait.
    pub op: Op,
    /// Where to wait until woken; never open.
    pub queue: Queue,
    /// Woken or timed out at the latest then (virtual nanoseconds).
    pub deadline: Option<u64>,
    /// The wait may end for no reason.
    pub spurious: bool,
    /// What ends it, once woken, and the queue that must be open for that; nothing: the wake-up.
    pub then: Option<(Op, Queue)>,
}

/// Does something visible that may have to wait until somebody answers. `begin` runs in one step
/// with joining the queue, so that no wake-up can be missed in between; if it returns a result,
/// there is nothing to wait for. `end` runs once the task was woken and has passed the second queue.
pub fn wait<R>(
    waiting: Waiting,
    begin: impl FnOnce(&mut Kernel) -> Option<R>,
    end: impl FnOnce(&mut Kernel, Wake) -> R,
) -> R {
    let pointer = kernel();
    point(pointer, waiting.op, false);
    // SAFETY: as in `quietly`; the reference ends before the task is suspended.
    let kernel = unsafe { &mut *pointer };
    let me = kernel.current;
    kernel.record(waiting.op);
    if let Some(result) = begin(kernel) {
        return result;
    }
    if std::thread::panicking() {
        stop(pointer, Stop::BlockedWhileUnwinding);
    }
    if waiting.spurious && kernel.unusually(Branch::SpuriousWakeUp, "wakes spuriously") {
        kernel.tasks[me.index()].wake = Wake::Spurious;
        if let Some((op, queue)) = waiting.then {
            kernel.tasks[me.index()].pending = op;
            kernel.joins(queue);
            kernel.enrol(me, queue);
        }
    } else {
        kernel.tasks[me.index()].then = waiting.then;
        kernel.joins(waiting.queue);
        kernel.enrol(me, waiting.queue);
        if let Some(deadline) = waiting.deadline {
            set_timer(kernel, me, deadline);
        }
    }
    let next = kernel.decide(waiting.op.place);
    if next != Some(me) {
        switch(pointer, next);
    }
    // SAFETY: as above; this task runs again.
    let kernel = unsafe { &mut *pointer };
    kernel.leave(me);
    if let Some((op, queue)) = waiting.then {
        kernel.passes(queue);
        kernel.record(op);
        if queue.object() != op.object {
            kernel.pass_on(queue.object());
        }
    }
    let wake = kernel.tasks[me.index()].wake;
    if wake == Wake::TimedOut {
        // Nobody let it go on, so what it finds depends on who came before.
        kernel.touch(waiting.op.object);
    }
    end(kernel, wake)
}

/// Lets time pass for this task: disabled until `deadline` (virtual nanoseconds).
pub fn sleep(op: Op, deadline: u64) {
    let pointer = kernel();
    // SAFETY: as in `quietly`; the reference ends before the task is suspended.
    let kernel = unsafe { &mut *pointer };
    let me = kernel.current;
    if std::thread::panicking() || deadline <= kernel.now() {
        return step(op, |_| ());
    }
    kernel.tasks[me.index()].pending = op;
    kernel.tasks[me.index()].looks = false;
    kernel.disable(me);
    set_timer(kernel, me, deadline);
    let next = kernel.decide(op.place);
    if next != Some(me) {
        switch(pointer, next);
    }
    // SAFETY: as above; this task runs again.
    unsafe { (*pointer).record(op) };
}

/// Ends the execution here and now ([`crate::End::Halted`]): for whoever has seen enough.
pub fn halt() -> ! {
    stop(kernel(), Stop::Halted)
}

/// Leaves a mark in the trace; marks count as progress.
pub fn mark(mark: u32) {
    quietly(|kernel| kernel.mark(mark));
}

/// Notes that the running step reads or changes something that tasks share outside of the model, which
/// goes by this number: 0 is what [`mark`] shows. Whoever explores all interleavings has to know.
pub fn outside(what: u32, changes: bool) {
    quietly(|kernel| {
        if kernel.trail.on {
            kernel.trail.outside(what, changes);
        }
    });
}

/// Captures what a task prints. A step like any other: standard output is shared, and printing
/// without end must end.
#[track_caller]
pub fn print(text: String) {
    let place = std::panic::Location::caller();
    let object = quietly(|kernel| kernel.tasks[kernel.current.index()].object);
    step(Op { verb: "print", object, place }, |kernel| kernel.print(text));
}

/// A deadline that has passed fires at the next decision, so that the wait still is one.
fn set_timer(kernel: &mut Kernel, me: TaskId, deadline: u64) {
    if deadline == u64::MAX {
        // Centuries from now: a wait without an end.
        return;
    }
    let at = deadline.max(kernel.now());
    kernel.tasks[me.index()].timer = kernel.clock.set(at, me);
    kernel.timed.push(kernel.tasks[me.index()].pending.place);
}

/// The scheduling point. Never while unwinding: a switch would hand the OS thread's panic to
/// another task.
#[inline]
fn point(pointer: *mut Kernel, op: Op, looks: bool) {
    if std::thread::panicking() {
        return;
    }
    // SAFETY: as in `quietly`; the reference ends before the task is suspended.
    let kernel = unsafe { &mut *pointer };
    let me = kernel.current;
    let state = &mut kernel.tasks[me.index()];
    state.pending = op;
    state.looks = looks;
    let next = kernel.decide(op.place);
    if next != Some(me) {
        switch(pointer, next);
    }
}

/// Suspends the current task in favour of `next`; with nobody, the execution is over and this task
/// never runs again.
#[inline]
fn switch(pointer: *mut Kernel, next: Option<TaskId>) {
    // SAFETY: as in `quietly`; `yielder` is that of the coroutine that runs now, set when it
    // started, and lives as long as the coroutine does.
    let yielder = unsafe {
        let kernel = &mut *pointer;
        if let Some(next) = next {
            kernel.next = next;
        }
        &*kernel.tasks[kernel.current.index()].yielder
    };
    yielder.suspend(());
}

#[cold]
fn stop(pointer: *mut Kernel, why: Stop) -> ! {
    // SAFETY: as in `quietly`.
    unsafe { (*pointer).stop = Some(why) };
    switch(pointer, None);
    unreachable!("a stopped execution was resumed")
}
