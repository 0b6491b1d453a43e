//! [`tokio::task::LocalSet`](https://docs.rs/tokio/latest/tokio/task/struct.LocalSet.html): tasks that
//! are polled by whoever polls the set, one after the other.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use interleave::{Kind, Modelled, Object, gate, in_execution};

use super::{JoinError, JoinHandle, Joint, Packet};
use crate::runtime::{self, Runtime};

static KIND: Kind = Kind::closed("local task");

/// Polls of tasks in one poll of the set, as in tokio; then others get to run.
const AT_ONCE: usize = 61;

/// Tasks that need not be `Send`. Dropped, it drops them.
pub struct LocalSet {
    set: Rc<Set>,
}

/// What the set shares with whoever is inside of it.
struct Set {
    tasks: RefCell<BTreeMap<u64, Local>>,
    ready: Arc<Ready>,
}

/// One task.
struct Local {
    joint: Arc<Joint>,
    /// Puts its result in place itself.
    future: Pin<Box<dyn Future<Output = ()>>>,
    /// Puts the error in place, if the future panics or is cancelled.
    fails: Box<dyn FnOnce(JoinError)>,
}

/// Which tasks were woken, and who polls the set.
#[derive(Default)]
struct Ready(Mutex<(Vec<u64>, Option<Waker>)>);

impl Ready {
    fn push(&self, task: u64) {
        let waits = {
            let mut ready = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if !ready.0.contains(&task) {
                ready.0.push(task);
            }
            ready.1.clone()
        };
        if let Some(waker) = waits {
            waker.wake();
        }
    }

    /// Takes one that was woken: whichever the strategy likes.
    fn take(&self) -> Option<u64> {
        let many = self.0.lock().unwrap_or_else(PoisonError::into_inner).0.len();
        let nth = runtime::branch(u32::try_from(many).unwrap_or(u32::MAX)) as usize;
        let mut ready = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (many > 0).then(|| ready.0.remove(nth))
    }

    fn polled_by(&self, waker: &Waker) {
        let before = {
            let mut ready = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            ready.1.replace(waker.clone())
        };
        drop(before);
    }
}

/// Wakes one task of the set.
struct Wakes {
    task: u64,
    object: Object,
    ready: Arc<Ready>,
}

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        if in_execution() {
            gate::quietly(|kernel| kernel.pass_on(self.object));
        }
        self.ready.push(self.task);
    }
}

impl Set {
    fn spawn<F>(
        self: &Rc<Self>,
        future: F,
        place: &'static Location<'static>,
    ) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let joint = Joint::new();
        let number = joint.id().number();
        let ready = Arc::clone(&self.ready);
        joint.is(Modelled::new(()).object(&KIND), move || ready.push(number));
        let (join, packet) = JoinHandle::new(Arc::clone(&joint), place);
        let packet = Rc::new(RefCell::new(Some(packet)));
        let put = move |packet: &RefCell<Option<_>>, result| {
            let packet: Option<Packet<F::Output>> = packet.borrow_mut().take();
            drop(packet.map(|packet| packet.put(result)));
        };
        let fails = {
            let packet = Rc::clone(&packet);
            Box::new(move |error| put(&packet, Err(error)))
        };
        let future = Box::pin(async move {
            let output = future.await;
            put(&packet, Ok(output));
        });
        self.tasks.borrow_mut().insert(number, Local { joint, future, fails });
        self.ready.push(number);
        join
    }

    /// Polls tasks that were woken. Tells whether some are left.
    fn tick(self: &Rc<Self>) -> bool {
        for _ in 0..AT_ONCE {
            let Some(number) = self.ready.take() else { return false };
            let task = self.tasks.borrow_mut().remove(&number);
            if let Some(task) = task
                && let Some(task) = self.poll(number, task)
            {
                self.tasks.borrow_mut().insert(number, task);
            }
        }
        true
    }

    /// Polls a task; gives it back if it must wait.
    fn poll(self: &Rc<Self>, number: u64, mut task: Local) -> Option<Local> {
        let id = task.joint.id();
        let joint = Arc::clone(&task.joint);
        let (object, ready) = (joint.object(), Arc::clone(&self.ready));
        let waker = Waker::from(Arc::new(Wakes { task: number, object, ready }));
        // The poll sees what the waker has seen.
        gate::quietly(|kernel| kernel.pass_on(object));
        let polled = if joint.is_cancelled() {
            Err(JoinError::cancelled(id))
        } else {
            let poll = || task.future.as_mut().poll(&mut Context::from_waker(&waker));
            let poll = || runtime::budget_again(|| runtime::run(&joint, poll));
            catch_unwind(AssertUnwindSafe(poll)).map_err(|payload| JoinError::panic(id, payload))
        };
        let error = match polled {
            Ok(Poll::Pending) => return Some(task),
            Ok(Poll::Ready(())) => None,
            Err(error) => Some(error),
        };
        let Local { joint, future, fails } = task;
        let dropped = catch_unwind(AssertUnwindSafe(|| runtime::run(&joint, || drop(future))));
        if let Some(mut error) = error {
            if let (Err(payload), true) = (dropped, error.is_cancelled()) {
                error = JoinError::panic(id, payload);
            }
            fails(error);
        }
        joint.end();
        None
    }
}

/// Until the guard is dropped, the running thread is inside the set.
fn inside(set: &Rc<Set>) -> Inside {
    let sets = runtime::local_sets();
    sets.borrow_mut().push(Rc::clone(set) as _);
    Inside(sets)
}

struct Inside(Rc<RefCell<Vec<Rc<dyn Any>>>>);

impl Drop for Inside {
    fn drop(&mut self) {
        let set = self.0.borrow_mut().pop();
        drop(set);
    }
}

/// See [`LocalSet::enter`].
#[must_use = "Creating and dropping a guard does nothing"]
pub struct LocalEnterGuard {
    _inside: Inside,
}

impl fmt::Debug for LocalEnterGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalEnterGuard").finish_non_exhaustive()
    }
}

/// Starts a task in the current [`LocalSet`].
///
/// # Panics
/// Outside of one.
#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: 'static> + 'static,
{
    let set = in_execution().then(|| runtime::local_sets().borrow().last().cloned()).flatten();
    let set = set.and_then(|set| set.downcast::<Set>().ok());
    set.expect("`spawn_local` called from outside of a `task::LocalSet` or `runtime::LocalRuntime`")
        .spawn(future, Location::caller())
}

impl LocalSet {
    /// An empty set.
    pub fn new() -> Self {
        Self { set: Rc::new(Set { tasks: RefCell::default(), ready: Arc::default() }) }
    }

    /// Until the guard is dropped, [`spawn_local`] starts tasks in this set.
    pub fn enter(&self) -> LocalEnterGuard {
        LocalEnterGuard { _inside: inside(&self.set) }
    }

    /// Starts a task in the set.
    #[track_caller]
    pub fn spawn_local<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: 'static> + 'static,
    {
        self.set.spawn(future, Location::caller())
    }

    /// Blocks the calling thread until the future is ready, and polls the tasks of the set
    /// meanwhile.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn block_on<F: Future>(&self, rt: &Runtime, future: F) -> F::Output {
        rt.block_on(self.run_until(future))
    }

    /// Runs the future, and the tasks of the set until it is ready.
    pub async fn run_until<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        poll_fn(|context| {
            self.set.ready.polled_by(context.waker());
            let _inside = inside(&self.set);
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(output);
            }
            if self.set.tick() {
                context.waker().wake_by_ref();
            }
            Poll::Pending
        })
        .await
    }
}

/// Ready when all tasks have ended.
impl Future for LocalSet {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.set.ready.polled_by(context.waker());
        let _inside = inside(&self.set);
        if self.set.tick() {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.set.tasks.borrow().is_empty() { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl Drop for LocalSet {
    fn drop(&mut self) {
        if !in_execution() {
            return;
        }
        let _inside = inside(&self.set);
        loop {
            let next = self.set.tasks.borrow_mut().pop_first();
            let Some((number, task)) = next else { return };
            task.joint.cancel();
            self.set.poll(number, task);
        }
    }
}

impl Default for LocalSet {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for LocalSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalSet").finish_non_exhaustive()
    }
}
