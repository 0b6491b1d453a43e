//! [`std::thread::Builder`](https://doc.rust-lang.org/std/thread/struct.Builder.html) and `spawn`.

use std::io;
use std::panic::Location;

use super::packet::Packet;
use super::{JoinHandle, Scope, ScopedJoinHandle};

/// Makes threads with a name. Every virtual thread has a stack of the usual size.
#[derive(Debug, Default)]
#[must_use = "must eventually spawn the thread"]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// Without a name.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the thread.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// Accepted, and without effect.
    pub fn stack_size(self, _: usize) -> Self {
        self
    }

    /// Starts the thread.
    ///
    /// # Errors
    /// Never.
    #[track_caller]
    pub fn spawn<F, T>(self, body: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: nothing is borrowed for less than `'static`.
        let (task, packet) = unsafe { Packet::spawn(self.name, Location::caller(), body) };
        Ok(JoinHandle::new(task, packet))
    }

    /// Starts a thread that ends within the scope.
    ///
    /// # Errors
    /// Never.
    #[track_caller]
    pub fn spawn_scoped<'scope, F, T>(
        self,
        scope: &'scope Scope<'scope, '_>,
        body: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.start(self.name, Location::caller(), body))
    }
}

/// Starts a thread.
#[track_caller]
pub fn spawn<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    // SAFETY: nothing is borrowed for less than `'static`.
    let (task, packet) = unsafe { Packet::spawn(None, Location::caller(), body) };
    JoinHandle::new(task, packet)
}
