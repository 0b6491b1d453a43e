//! What every world of tasks has: the execution, who waits for news of it, and how often each call
//! was polled.
//!
//! Called by the face, by `metered`, and by the worlds.

use std::future::poll_fn;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use crate::execution::Execution;
use crate::failure::quoted;
use crate::hooks::Shared;

/// What every world has.
pub(crate) struct Base {
    pub(crate) execution: Arc<Execution>,
    polls: Mutex<Vec<u64>>,
    /// Wait for news, each of something.
    waiting: Mutex<Vec<(Shared, Waker)>>,
}

impl Base {
    pub(crate) fn new(execution: &Arc<Execution>) -> Self {
        let execution = Arc::clone(execution);
        Self { execution, polls: Mutex::default(), waiting: Mutex::default() }
    }

    /// Waits until something holds that changes with the [news](Self::tell) of this.
    pub(crate) async fn until(&self, news: Shared, holds: impl Fn() -> bool) {
        poll_fn(|context| {
            // First the place in the list, then the look: nothing can be missed in between.
            self.execution.touch(news, true);
            lock(&self.waiting).push((news, context.waker().clone()));
            if holds() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    /// There is news of this.
    pub(crate) fn tell(&self, news: Shared) {
        self.execution.touch(news, true);
        let told: Vec<_> = lock(&self.waiting).extract_if(.., |(of, _)| *of == news).collect();
        for (_, waker) in told {
            waker.wake();
        }
    }

    /// The execution has failed: that is news for all.
    pub(crate) fn tell_all(&self) {
        let waiting = mem::take(&mut *lock(&self.waiting));
        for (_, waker) in waiting {
            waker.wake();
        }
    }

    /// A call gets polled.
    pub(super) fn polled(&self, caller: usize) {
        let mut polls = lock(&self.polls);
        if polls.len() <= caller {
            polls.resize(caller + 1, 0);
        }
        polls[caller] += 1;
    }

    /// How often each call was polled so far.
    pub(super) fn polls(&self) -> Vec<u64> {
        lock(&self.polls).clone()
    }

    /// The calls that were polled more than so many times since.
    pub(super) fn polled_since(&self, before: &[u64], times: u64) -> Vec<String> {
        let polls = self.polls();
        let callers = self.execution.callers();
        let polled = |caller: usize| {
            let of = |polls: &[u64]| polls.get(caller).copied().unwrap_or(0);
            of(&polls) - of(before) > times
        };
        let restless = callers.iter().filter(|caller| polled(caller.index));
        restless.map(|caller| quoted(&caller.name)).collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
