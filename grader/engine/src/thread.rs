//! Virtual threads: the operations that every model of threads is built on.

use std::any::Any;
use std::panic::Location;
use std::ptr;
use std::rc::Rc;

use crate::gate::{self, Wake};
use crate::task::{Body, Locals, Task};
use crate::{Branch, Event, Kernel, Object, Op, Queue, Shown, Side, TaskId};

/// Starts a virtual thread. No scheduling point: the child can run from the parent's next one on.
pub fn spawn(
    name: Option<String>,
    place: &'static Location<'static>,
    body: Box<dyn FnOnce()>,
) -> TaskId {
    gate::quietly(|kernel| {
        let child = create(kernel, name, place, body);
        let op = Op { verb: "spawn", object: kernel.tasks[child.index()].object, place };
        kernel.record(op);
        kernel.trace.events.push(Event::Wakes(child));
        child
    })
}

/// The same, but the child starts by passing a queue.
pub fn spawn_behind(
    queue: Queue,
    name: Option<String>,
    place: &'static Location<'static>,
    body: Box<dyn FnOnce()>,
) -> TaskId {
    let child = spawn(name, place, body);
    gate::quietly(|kernel| kernel.hold_back(child, queue));
    child
}

/// The virtual thread that runs: the one whose thread-local values and whose park token the running
/// task uses.
pub fn current() -> TaskId {
    gate::quietly(|kernel| kernel.thread())
}

/// The task that runs, whatever virtual thread it stands for.
pub fn running() -> TaskId {
    gate::quietly(|kernel| kernel.current())
}

/// A virtual thread that never runs by itself: others stand for it in turn, as async tasks do for
/// the worker that polls them.
pub fn stand_in(name: String, place: &'static Location<'static>) -> TaskId {
    gate::quietly(|kernel| {
        let thread = create(kernel, Some(name), place, Box::new(|| ()));
        let state = &mut kernel.tasks[thread.index()];
        (state.body, state.finished) = (None, true);
        kernel.unfinished -= 1;
        kernel.disable(thread);
        thread
    })
}

/// From now on the running task stands for this virtual thread.
pub fn stand_for(thread: TaskId) {
    gate::quietly(|kernel| {
        let task = kernel.current();
        kernel.tasks[task.index()].thread = thread;
    });
}

/// What a model keeps for the running task; made at first use.
pub fn context<T: 'static>(make: impl FnOnce() -> T) -> Rc<T> {
    gate::quietly(|kernel| {
        let task = kernel.current();
        let kept = &mut kernel.tasks[task.index()].context;
        let kept = kept.get_or_insert_with(|| Rc::new(make()));
        Rc::clone(kept).downcast().expect("one model keeps something")
    })
}

/// The name that a virtual thread was given.
pub fn name(task: TaskId) -> Option<String> {
    gate::quietly(|kernel| kernel.tasks[task.index()].name.clone())
}

/// Whether a virtual thread has ended. A visible operation.
pub fn is_finished(task: TaskId, place: &'static Location<'static>) -> bool {
    let object = object_of(task);
    let op = Op { verb: "is_finished", object, place };
    gate::step(op, |kernel| {
        let finished = kernel.tasks[task.index()].finished;
        kernel.found(Shown::Bool(finished));
        finished
    })
}

/// Waits for a virtual thread to end.
///
/// # Errors
/// The payload of its panic, if it panicked: the caller now has to do with it.
pub fn join(task: TaskId, place: &'static Location<'static>) -> Result<(), Box<dyn Any + Send>> {
    wait_for_end(task, place);
    take_panic(task).map_or(Ok(()), Err)
}

/// Waits for a virtual thread to end, and leaves its panic to whoever joins it.
pub fn wait_for_end(task: TaskId, place: &'static Location<'static>) {
    let object = object_of(task);
    gate::pass(Op { verb: "join", object, place }, Queue::of(object, Side::Main), |kernel| {
        if kernel.tasks[task.index()].panic.is_some() {
            kernel.refused("panicked");
        }
    });
}

/// Whether a virtual thread has ended, without a scheduling point.
pub fn has_ended(task: TaskId) -> bool {
    gate::quietly(|kernel| {
        let state = &kernel.tasks[task.index()];
        let (finished, object) = (state.finished, state.object);
        if finished {
            kernel.heed(object, false);
        }
        finished
    })
}

/// The payload of a virtual thread's panic, if nobody has taken it yet.
pub fn take_panic(task: TaskId) -> Option<Box<dyn Any + Send>> {
    gate::quietly(|kernel| kernel.tasks[task.index()].panic.take())
}

/// Waits for the park token, then takes it; gives up at `deadline` (virtual nanoseconds). May
/// return for no reason at all, as std documents of `park`.
pub fn park(deadline: Option<u64>, place: &'static Location<'static>) {
    let object = object_of(current());
    let queue = Queue::of(object, Side::Other);
    let op = Op { verb: if deadline.is_some() { "park_timeout" } else { "park" }, object, place };
    if gate::quietly(|kernel| kernel.unusually(Branch::SpuriousWakeUp, "park returns spuriously")) {
        return gate::step(op, |_| ());
    }
    let take = |kernel: &mut Kernel, wake| {
        if wake == Wake::Notified {
            kernel.close(queue);
            kernel.tell(object, "token", Shown::Bool(false));
        } else {
            kernel.refused("times out");
        }
    };
    match deadline {
        Some(deadline) => gate::pass_until(op, queue, deadline, take),
        None => gate::pass(op, queue, |kernel| take(kernel, Wake::Notified)),
    }
}

/// Makes the park token of a virtual thread available.
pub fn unpark(task: TaskId, place: &'static Location<'static>) {
    let object = object_of(task);
    let op = Op { verb: "unpark", object, place };
    gate::step(op, |kernel| {
        kernel.open(Queue::of(object, Side::Other));
        kernel.tell(object, "token", Shown::Bool(true));
    });
}

/// Offers the others to run.
pub fn yield_now(verb: &'static str, place: &'static Location<'static>) {
    let object = own_object();
    gate::give_way(Op { verb, object, place });
}

/// Sleeps for so many virtual nanoseconds.
pub fn sleep(nanoseconds: u64, place: &'static Location<'static>) {
    let (object, now) =
        gate::quietly(|kernel| (kernel.tasks[kernel.current().index()].object, kernel.now()));
    gate::sleep(Op { verb: "sleep", object, place }, now.saturating_add(nanoseconds));
}

/// Virtual time since the execution began, in nanoseconds.
pub fn now() -> u64 {
    gate::quietly(|kernel| kernel.now())
}

/// Moves the clock on, and rouses everybody whose time has come.
pub fn advance(nanoseconds: u64) {
    gate::quietly(|kernel| kernel.advance_by(nanoseconds));
}

/// The object of the running task: what it does alone is done to that.
pub fn own_object() -> Object {
    gate::quietly(|kernel| kernel.tasks[kernel.current().index()].object)
}

/// The object that a virtual thread is in operations.
pub fn object_of(task: TaskId) -> Object {
    gate::quietly(|kernel| kernel.tasks[task.index()].object)
}

pub(crate) fn create(
    kernel: &mut Kernel,
    name: Option<String>,
    place: &'static Location<'static>,
    body: Body,
) -> TaskId {
    let task = TaskId::new(kernel.tasks.len());
    let object = kernel.new_object("thread");
    let current = kernel.current;
    let parent = kernel.tasks.get_mut(current.index()).map(|parent| {
        parent.children += 1;
        (parent.signature, parent.children)
    });
    kernel.tasks.push(Task {
        name,
        spawned_at: place,
        parent: parent.map(|_| current),
        children: 0,
        signature: sign(parent.unwrap_or_default(), place),
        body: Some(body),
        yielder: ptr::null(),
        thread: task,
        context: None,
        object,
        pending: Op { verb: "start", object, place },
        looks: false,
        waits_in: None,
        behind: None,
        then: None,
        wake: Wake::Notified,
        timer: 0,
        finished: false,
        panic: None,
        locals: Locals::default(),
    });
    kernel.unfinished += 1;
    kernel.enable(task);
    if kernel.trail.on {
        kernel.trail.wakes(task);
    }
    task
}

/// The signature of a parent's so many-th child.
fn sign((parent, nth): (u64, u32), place: &Location<'_>) -> u64 {
    // FNV-1a, word by word.
    let words = [parent, u64::from(nth), u64::from(place.line()), u64::from(place.column())];
    words
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, word| (hash ^ word).wrapping_mul(0x0100_0000_01b3))
}

pub(crate) fn finish(kernel: &mut Kernel, task: TaskId) {
    let state = &mut kernel.tasks[task.index()];
    state.finished = true;
    let object = state.object;
    let op = Op { verb: "end", object, place: state.spawned_at };
    kernel.unfinished -= 1;
    kernel.disable(task);
    kernel.record(op);
    kernel.open(Queue::of(object, Side::Main));
}
