//! [`tokio::task::JoinSet`](https://docs.rs/tokio/latest/tokio/task/struct.JoinSet.html).

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use interleave::{Kind, Modelled, Object, Op, gate, in_execution};

use super::{AbortHandle, Id, JoinError, JoinHandle, LocalSet};
use crate::leaf;
use crate::runtime::Handle;

static KIND: Kind = Kind::closed("JoinSet");

/// Tasks that are joined as they end. Dropped, it cancels all of them.
pub struct JoinSet<T> {
    set: Modelled<()>,
    place: &'static Location<'static>,
    tasks: Vec<JoinHandle<T>>,
    news: Arc<News>,
}

// SAFETY: as tokio's: results are handed over, and everything else belongs to the one OS thread.
unsafe impl<T: Send> Send for JoinSet<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for JoinSet<T> {}

/// Which tasks have ended, in that order, and who waits for one to end.
#[derive(Default)]
struct News(Mutex<(VecDeque<Id>, Option<Waker>)>);

/// Wakes the set when a task ends.
struct Ends {
    id: Id,
    /// The set: in which order tasks end, it can tell.
    set: Object,
    news: Arc<News>,
}

impl News {
    fn lock(&self) -> MutexGuard<'_, (VecDeque<Id>, Option<Waker>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Ends {
    fn wake(self: Arc<Self>) {
        if in_execution() {
            gate::quietly(|kernel| kernel.touch(self.set));
        }
        let waits = {
            let mut news = self.news.lock();
            news.0.push_back(self.id);
            news.1.take()
        };
        if let Some(waker) = waits {
            waker.wake();
        }
    }
}

impl<T> JoinSet<T> {
    /// An empty set.
    #[track_caller]
    pub fn new() -> Self {
        let place = Location::caller();
        Self { set: Modelled::new(()), place, tasks: Vec::new(), news: Arc::default() }
    }

    /// How many tasks have not been joined.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether every task has been joined.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Cancels all tasks; they stay in the set, to be joined.
    #[track_caller]
    pub fn abort_all(&mut self) {
        let place = Location::caller();
        self.tasks.iter().for_each(|task| task.abort_at(place));
    }

    /// Lets all tasks go: nobody joins or cancels them any more.
    pub fn detach_all(&mut self) {
        self.tasks.clear();
    }

    fn put(&mut self, task: JoinHandle<T>) -> AbortHandle {
        let abort = task.abort_handle();
        let set = self.set.object(&KIND);
        let ends = Arc::new(Ends { id: task.id(), set, news: Arc::clone(&self.news) });
        let waker = Waker::from(ends);
        if task.wait_for_end(&waker) {
            waker.wake();
        }
        self.tasks.push(task);
        abort
    }

    fn op(&self, place: &'static Location<'static>) -> Op {
        Op { verb: "join_next", object: self.set.object(&KIND), place }
    }

    /// The task that has ended first of those that were not joined, out of the set.
    fn take_ended(&mut self) -> Option<(Id, Result<T, JoinError>)> {
        loop {
            let id = self.news.lock().0.pop_front()?;
            // Tasks that were let go end as well.
            if let Some(at) = self.tasks.iter().position(|task| task.id() == id) {
                let task = self.tasks.remove(at);
                return Some((id, task.take_result()));
            }
        }
    }

    fn poll_next(
        &mut self,
        place: &'static Location<'static>,
        context: &mut Context<'_>,
    ) -> Poll<Option<(Id, Result<T, JoinError>)>> {
        leaf::poll(self.op(place), context, |context| {
            if self.tasks.is_empty() {
                return Poll::Ready(None);
            }
            if let Some(ended) = self.take_ended() {
                return Poll::Ready(Some(ended));
            }
            let before = self.news.lock().1.replace(context.waker().clone());
            drop(before);
            Poll::Pending
        })
    }
}

impl<T: 'static> JoinSet<T> {
    /// Starts a task in the set.
    ///
    /// # Panics
    /// Outside of a runtime.
    #[track_caller]
    pub fn spawn<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.put(super::spawn(task))
    }

    /// Starts a task in the set, on that runtime.
    #[track_caller]
    pub fn spawn_on<F>(&mut self, task: F, handle: &Handle) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.put(handle.spawn(task))
    }

    /// Starts a task in the set, on the current [`LocalSet`].
    ///
    /// # Panics
    /// Outside of one.
    #[track_caller]
    pub fn spawn_local<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        self.put(super::spawn_local(task))
    }

    /// Starts a task in the set, on that [`LocalSet`].
    #[track_caller]
    pub fn spawn_local_on<F>(&mut self, task: F, local_set: &LocalSet) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        self.put(local_set.spawn_local(task))
    }

    /// Runs a body that may block, as a task of the set.
    ///
    /// # Panics
    /// Outside of a runtime.
    #[track_caller]
    pub fn spawn_blocking<F>(&mut self, body: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        self.put(super::spawn_blocking(body))
    }

    /// Runs a body that may block, as a task of the set, on that runtime.
    #[track_caller]
    pub fn spawn_blocking_on<F>(&mut self, body: F, handle: &Handle) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        self.put(handle.spawn_blocking(body))
    }

    /// Waits for a task to end, and takes it out of the set; none if the set is empty. Safe to
    /// cancel.
    #[track_caller]
    pub fn join_next(&mut self) -> impl Future<Output = Option<Result<T, JoinError>>> {
        let place = Location::caller();
        poll_fn(move |context| self.poll_next(place, context).map(|next| Some(next?.1)))
    }

    /// As [`join_next`](Self::join_next), telling which task it is.
    #[track_caller]
    pub fn join_next_with_id(
        &mut self,
    ) -> impl Future<Output = Option<Result<(Id, T), JoinError>>> {
        let place = Location::caller();
        poll_fn(move |context| self.poll_next(place, context).map(with_id))
    }

    /// Takes a task that has ended out of the set, if there is one now.
    #[track_caller]
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        self.try_next(Location::caller()).map(|(_, result)| result)
    }

    /// As [`try_join_next`](Self::try_join_next), telling which task it is.
    #[track_caller]
    pub fn try_join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>> {
        with_id(self.try_next(Location::caller()))
    }

    fn try_next(
        &mut self,
        place: &'static Location<'static>,
    ) -> Option<(Id, Result<T, JoinError>)> {
        gate::step(Op { verb: "try_join_next", ..self.op(place) }, |_| ());
        self.take_ended()
    }

    /// As the future of [`join_next`](Self::join_next).
    #[track_caller]
    pub fn poll_join_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, JoinError>>> {
        self.poll_next(Location::caller(), context).map(|next| Some(next?.1))
    }

    /// As the future of [`join_next_with_id`](Self::join_next_with_id).
    #[track_caller]
    pub fn poll_join_next_with_id(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<(Id, T), JoinError>>> {
        self.poll_next(Location::caller(), context).map(with_id)
    }

    /// Cancels all tasks and waits for their end.
    #[track_caller]
    pub fn shutdown(&mut self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            self.tasks.iter().for_each(|task| task.abort_at(place));
            while poll_fn(|context| self.poll_next(place, context)).await.is_some() {}
        }
    }

    /// Waits for all tasks; their results, in the order in which they ended.
    ///
    /// # Panics
    /// If a task panics or is cancelled; the others are cancelled then.
    #[track_caller]
    pub fn join_all(mut self) -> impl Future<Output = Vec<T>> {
        let place = Location::caller();
        async move {
            let mut results = Vec::with_capacity(self.len());
            while let Some((_, result)) = poll_fn(|context| self.poll_next(place, context)).await {
                match result {
                    Ok(result) => results.push(result),
                    Err(error) if error.is_panic() => {
                        std::panic::resume_unwind(error.into_panic());
                    }
                    Err(error) => panic!("{error}"),
                }
            }
            results
        }
    }
}

fn with_id<T>(next: Option<(Id, Result<T, JoinError>)>) -> Option<Result<(Id, T), JoinError>> {
    next.map(|(id, result)| result.map(|result| (id, result)))
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        if in_execution() {
            self.tasks.iter().for_each(|task| task.abort_at(self.place));
        }
    }
}

impl<T> Default for JoinSet<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

/// Starts each future as a task.
impl<T, F> FromIterator<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    fn from_iter<I: IntoIterator<Item = F>>(futures: I) -> Self {
        let mut set = Self::new();
        for future in futures {
            set.spawn(future);
        }
        set
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish()
    }
}
