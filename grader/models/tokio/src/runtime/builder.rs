//! [`tokio::runtime::Builder`](https://docs.rs/tokio/latest/tokio/runtime/struct.Builder.html).

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use super::blocking_pool::BlockingPool;
use super::handle::Handle;
use super::pool::{Pool, ThreadName};
use super::scheduler::Scheduler;
use super::tasks::Tasks;
use super::{Runtime, RuntimeFlavor};

/// What the model says of the machine: always the same, so that runs repeat.
const PROCESSORS: usize = 4;
/// As many as tokio's default.
const BLOCKING: usize = 512;

/// Makes runtimes.
pub struct Builder {
    flavor: RuntimeFlavor,
    workers: Option<usize>,
    blocking: usize,
    name: Arc<ThreadName>,
    time: bool,
    paused: bool,
}

impl Builder {
    fn new(flavor: RuntimeFlavor) -> Self {
        Self {
            flavor,
            workers: None,
            blocking: BLOCKING,
            name: Arc::new(|| "tokio-rt-worker".to_owned()),
            time: false,
            paused: false,
        }
    }

    /// Whoever is in `block_on` polls all tasks.
    pub fn new_current_thread() -> Self {
        Self::new(RuntimeFlavor::CurrentThread)
    }

    /// Several workers poll tasks: four, unless [`worker_threads`](Self::worker_threads) says
    /// otherwise.
    pub fn new_multi_thread() -> Self {
        Self::new(RuntimeFlavor::MultiThread)
    }

    /// Everything there is: timers.
    pub fn enable_all(&mut self) -> &mut Self {
        self.enable_time()
    }

    /// With timers.
    pub fn enable_time(&mut self) -> &mut Self {
        self.time = true;
        self
    }

    /// So many workers.
    ///
    /// # Panics
    /// If it is none.
    #[track_caller]
    pub fn worker_threads(&mut self, workers: usize) -> &mut Self {
        assert!(workers > 0, "Worker threads cannot be set to 0");
        self.workers = Some(workers);
        self
    }

    /// No more than so many threads for `spawn_blocking`.
    ///
    /// # Panics
    /// If it is none.
    #[track_caller]
    pub fn max_blocking_threads(&mut self, threads: usize) -> &mut Self {
        assert!(threads > 0, "Max blocking threads cannot be set to 0");
        self.blocking = threads;
        self
    }

    /// Names the workers.
    pub fn thread_name(&mut self, name: impl Into<String>) -> &mut Self {
        let name = name.into();
        self.thread_name_fn(move || name.clone())
    }

    /// Names the workers, each by what the function says.
    pub fn thread_name_fn<F>(&mut self, name: F) -> &mut Self
    where
        F: Fn() -> String + Send + Sync + 'static,
    {
        self.name = Arc::new(name);
        self
    }

    /// Accepted, and without effect.
    pub fn thread_stack_size(&mut self, _: usize) -> &mut Self {
        self
    }

    /// Accepted, and without effect.
    pub fn thread_keep_alive(&mut self, _: Duration) -> &mut Self {
        self
    }

    /// Accepted, and without effect: which task is polled next is a choice anyway.
    pub fn global_queue_interval(&mut self, _: u32) -> &mut Self {
        self
    }

    /// Accepted, and without effect: timers go off when they are due.
    pub fn event_interval(&mut self, _: u32) -> &mut Self {
        self
    }

    /// The clock is paused from the beginning: it moves when nobody can run, as the model's always
    /// does.
    pub fn start_paused(&mut self, paused: bool) -> &mut Self {
        self.paused = paused;
        self
    }

    /// Makes the runtime.
    ///
    /// # Errors
    /// Never.
    ///
    /// # Panics
    /// If a multi-thread runtime is to start with a paused clock.
    #[track_caller]
    pub fn build(&mut self) -> io::Result<Runtime> {
        let place = Location::caller();
        assert!(
            !self.paused || self.flavor == RuntimeFlavor::CurrentThread,
            "`time::pause()` requires the `current_thread` Tokio runtime. This is the default \
             Runtime used by `#[tokio::test]."
        );
        let (workers, free) = match self.flavor {
            RuntimeFlavor::CurrentThread => (1, 0),
            RuntimeFlavor::MultiThread => {
                let workers = self.workers.unwrap_or(PROCESSORS);
                (workers, workers)
            }
        };
        let pool = Pool::new(Arc::clone(&self.name), free, place);
        let scheduler = Scheduler {
            flavor: self.flavor,
            pool: Arc::new(pool),
            workers,
            blocking: BlockingPool::new(self.blocking),
            tasks: Tasks::new(),
            time: self.time,
            paused: Cell::new(self.paused),
            driven: Cell::new(false),
            others: RefCell::default(),
        };
        Ok(Runtime::of(Handle::new(scheduler), place))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("flavor", &self.flavor).finish_non_exhaustive()
    }
}
