//! [`tokio::task::JoinError`](https://docs.rs/tokio/latest/tokio/task/struct.JoinError.html).

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Mutex;

use super::Id;

type Payload = Box<dyn Any + Send>;

/// Why a task has no result.
pub struct JoinError {
    id: Id,
    /// None: it was cancelled. Locked so that the error is `Sync`, as tokio's.
    panic: Option<Mutex<Payload>>,
}

impl JoinError {
    pub(crate) fn cancelled(id: Id) -> Self {
        Self { id, panic: None }
    }

    pub(crate) fn panic(id: Id, payload: Payload) -> Self {
        Self { id, panic: Some(Mutex::new(payload)) }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.panic.is_none()
    }

    /// Whether it panicked.
    pub fn is_panic(&self) -> bool {
        self.panic.is_some()
    }

    /// What it panicked with.
    ///
    /// # Panics
    /// If it was cancelled.
    #[track_caller]
    pub fn into_panic(self) -> Payload {
        self.try_into_panic().expect("`JoinError` reason is not a panic.")
    }

    /// What it panicked with.
    ///
    /// # Errors
    /// The error itself, if it was cancelled.
    pub fn try_into_panic(self) -> Result<Payload, Self> {
        match self.panic {
            Some(payload) => Ok(payload.into_inner().unwrap_or_else(|poison| poison.into_inner())),
            None => Err(self),
        }
    }

    /// Which task.
    pub fn id(&self) -> Id {
        self.id
    }

    /// What it panicked with, if that is a text.
    fn message(&self) -> Option<String> {
        let payload = self.panic.as_ref()?.lock().ok()?;
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned())
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_cancelled(), self.message()) {
            (true, _) => write!(f, "task {} was cancelled", self.id),
            (false, Some(message)) => {
                write!(f, "task {} panicked with message {message:?}", self.id)
            }
            (false, None) => write!(f, "task {} panicked", self.id),
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_cancelled(), self.message()) {
            (true, _) => write!(f, "JoinError::Cancelled({:?})", self.id),
            (false, Some(message)) => {
                write!(f, "JoinError::Panic({:?}, {message:?}, ...)", self.id)
            }
            (false, None) => write!(f, "JoinError::Panic({:?}, ...)", self.id),
        }
    }
}

impl Error for JoinError {}

impl From<JoinError> for io::Error {
    fn from(error: JoinError) -> Self {
        let what = if error.is_cancelled() { "task was cancelled" } else { "task panicked" };
        Self::other(what)
    }
}
