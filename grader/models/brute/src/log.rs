//! What the tasks of a program see, apart from the models, so that writing it down is no step.

use std::sync::{Arc, Mutex, PoisonError};

/// How an execution ended, and what each task saw, in its own order.
pub type Outcome = (&'static str, Vec<Vec<i32>>);

/// Shared by the tasks of one execution; the same one for all executions.
#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Mutex<Vec<Vec<i32>>>>);

impl Log {
    /// Notes what a task saw.
    pub fn saw(&self, task: usize, what: i32) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() <= task {
            seen.resize(task + 1, Vec::new());
        }
        seen[task].push(what);
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn outcome(&self, end: &'static str) -> Outcome {
        (end, self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}
