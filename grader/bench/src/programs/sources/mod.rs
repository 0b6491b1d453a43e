//! The programs themselves: compiled once for each subject, which names its crate `api`.

pub(crate) mod buffers;
pub(crate) mod learners;
pub(crate) mod locks;
pub(crate) mod orders;
pub(crate) mod races;
pub(crate) mod right;
pub(crate) mod safe_stack;
pub(crate) mod work_stealing;

use super::api::thread;

/// What a thread does.
type Body = Box<dyn FnOnce() + Send>;

/// Runs threads at the same time, and waits for them all.
fn together(bodies: Vec<Body>) {
    let threads: Vec<_> = bodies.into_iter().map(thread::spawn).collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

/// A thread with a share of what all have.
fn body<S: Send + Sync + 'static>(
    shared: &std::sync::Arc<S>,
    run: impl FnOnce(&S) + Send + 'static,
) -> Body {
    let shared = std::sync::Arc::clone(shared);
    Box::new(move || run(&shared))
}
