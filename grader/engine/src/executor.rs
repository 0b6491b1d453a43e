//! Runs executions, one after the other, on the calling OS thread.

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::coroutine::{Carrier, Stacks};
use crate::kernel::Stop;
use crate::strategy::{RandomWalk, Strategy};
use crate::task::{Body, Task};
use crate::trail::{self, Trail};
use crate::{Blocked, End, Event, Heartbeat, Holder, Kernel, Limits, Op, Schedule, TaskId, Trace};
use crate::{calm_thread, gate, thread};

/// Only one execution at a time in a process: that is what makes statics of modelled types sound.
static ALONE: Mutex<()> = Mutex::new(());

static EPOCH: AtomicU64 = AtomicU64::new(0);

/// Runs executions. Keeps stacks and tables, so that the next execution allocates little.
pub struct Executor {
    kernel: Box<Kernel>,
    carriers: Vec<Option<Carrier>>,
    stacks: Stacks,
}

impl Executor {
    /// An executor for programs within these limits.
    pub fn new(limits: Limits) -> Self {
        Self::watched(limits, Arc::default())
    }

    /// The same, giving signs of life that another OS thread can watch.
    pub fn watched(limits: Limits, heartbeat: Arc<Heartbeat>) -> Self {
        // Replaced at the start of every run; no choice is ever asked of it.
        let nobody: *mut RandomWalk = ptr::null_mut();
        Self {
            kernel: Box::new(Kernel::new(limits, heartbeat, nobody)),
            carriers: Vec::new(),
            stacks: Stacks::default(),
        }
    }

    /// Whether traces tell from now on what the steps change and bring back, which takes time.
    pub fn look_closely(&mut self, closely: bool) {
        self.kernel.trace.detailed = closely;
    }

    /// Runs the program once, with the strategy's choices.
    ///
    /// # Panics
    /// When called from inside an execution.
    #[track_caller]
    pub fn run(
        &mut self,
        strategy: &mut dyn Strategy,
        program: impl FnOnce() + 'static,
    ) -> Execution<'_> {
        let place = Location::caller();
        assert!(!gate::in_execution(), "an execution cannot run inside another");
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        strategy.begin();
        // SAFETY: only the lifetime changes: the kernel uses the strategy inside this call alone.
        let lent: &mut (dyn Strategy + 'static) =
            unsafe { std::mem::transmute::<&mut dyn Strategy, _>(&mut *strategy) };
        let epoch = EPOCH.fetch_add(1, Ordering::Relaxed) + 1;
        self.kernel.reset(epoch, lent);
        thread::create(&mut self.kernel, Some("main".to_owned()), place, Box::new(program));
        if self.kernel.trail.on {
            self.kernel.trail.begin(TaskId::MAIN, self.kernel.used());
        }
        calm_thread::run(|| {
            let outer = gate::install(&raw mut *self.kernel);
            self.drive();
            gate::install(outer);
        });
        self.kernel.trail.end_step();
        let end = self.end();
        self.clear();
        drop(alone);
        let execution = Execution { kernel: &self.kernel, end };
        strategy.learn(&execution);
        execution
    }

    /// The central loop: resumes whoever was chosen until nobody is left or the kernel stops.
    fn drive(&mut self) {
        let kernel: *mut Kernel = &raw mut *self.kernel;
        loop {
            // SAFETY: tasks use the kernel only while they run, which is inside `resume`; no
            // reference to it is alive there.
            let task = unsafe {
                (*kernel).current = (*kernel).next;
                (*kernel).current
            };
            if self.carriers.len() <= task.index() {
                self.carriers.resize_with(task.index() + 1, || None);
            }
            let carrier = &mut self.carriers[task.index()];
            if carrier.is_none() {
                // SAFETY: as above.
                let body = unsafe { (&mut *kernel).tasks[task.index()].body.take() };
                let body = body.expect("a task that has not started has its body");
                *carrier = Some(carry(&mut self.stacks, kernel, task, body));
            }
            let ended = carrier.as_mut().is_some_and(Carrier::resume);
            // SAFETY: as above.
            let kernel = unsafe { &mut *kernel };
            if kernel.stop.is_some() {
                break;
            }
            if ended {
                if let Some(carrier) = carrier.take() {
                    carrier.retire(&mut self.stacks);
                }
                thread::finish(kernel, task);
                let main_panicked = kernel.tasks[0].panic.is_some();
                if kernel.unfinished == 0 || main_panicked {
                    break;
                }
                let place = kernel.tasks[task.index()].spawned_at;
                match kernel.decide(place) {
                    Some(next) => kernel.next = next,
                    None => break,
                }
            }
        }
    }

    /// Abandons what has not finished, so that the stacks are free for the next execution.
    fn clear(&mut self) {
        for carrier in self.carriers.drain(..).flatten() {
            carrier.retire(&mut self.stacks);
        }
        for task in &mut self.kernel.tasks {
            // Closures that never started and thread-local values may borrow from stacks that are
            // gone, and their destructors could run the program on: they leak, like the stacks.
            let Task { body, locals, context, .. } = task;
            std::mem::forget((body.take(), std::mem::take(locals), context.take()));
        }
    }

    fn end(&mut self) -> End {
        let kernel = &mut *self.kernel;
        if let Some(Stop::Cut) = kernel.stop {
            // Whoever panicked may still be joined.
            return End::Cut;
        }
        if let Some(task) = kernel.tasks.iter().position(|task| task.panic.is_some()) {
            let payload = kernel.tasks[task].panic.take().expect("just seen");
            return End::Panicked { task: TaskId::new(task), payload };
        }
        match kernel.stop {
            None => End::Finished,
            Some(Stop::Halted) => End::Halted,
            Some(Stop::Cut) => End::Cut,
            Some(Stop::BlockedWhileUnwinding) => {
                End::BlockedWhileUnwinding { task: kernel.current }
            }
            Some(Stop::Deadlock) => {
                End::Deadlock { blocked: blocked(kernel), body_returned: kernel.tasks[0].finished }
            }
            Some(Stop::Endless) => endless(kernel),
        }
    }
}

/// A coroutine that runs a task's body and keeps its panic.
fn carry(stacks: &mut Stacks, kernel: *mut Kernel, task: TaskId, body: Body) -> Carrier {
    Carrier::new(stacks, move |yielder| {
        // SAFETY: the executor is inside `resume`, so this coroutine has the kernel to itself.
        let kernel_now = unsafe { &mut *kernel };
        let state = &mut kernel_now.tasks[task.index()];
        state.yielder = yielder;
        let (op, queue) = (state.pending, state.waits_in);
        if let Some(queue) = queue {
            kernel_now.leave(task);
            kernel_now.passes(queue);
        }
        kernel_now.record(op);
        if let Some(queue) = queue {
            kernel_now.pass_on(queue.object());
        }
        let outcome = catch_unwind(AssertUnwindSafe(body));
        // SAFETY: as above. What it leaves is its own, not that of a thread it stood for.
        unsafe { (&mut *kernel).tasks[task.index()].thread = task };
        let locals = catch_unwind(crate::local::drop_all);
        if let Err(payload) = outcome.and(locals) {
            // SAFETY: as above.
            unsafe { (&mut *kernel).tasks[task.index()].panic = Some(payload) };
        }
    })
}

fn blocked(kernel: &Kernel) -> Vec<Blocked> {
    let unfinished = kernel.tasks.iter().enumerate().filter(|(_, task)| !task.finished);
    unfinished
        .map(|(index, task)| {
            // What an async task waits for is behind its waker's queue, so the operation comes first.
            let own = kernel.holders(task.pending.object);
            let queue = task.waits_in.filter(|_| own.is_empty());
            let held_by = queue.map_or(own, |queue| kernel.holders(queue.object()));
            let held_by = held_by.iter().map(|(task, since)| Holder { task: *task, since });
            Blocked { task: TaskId::new(index), op: task.pending, held_by: held_by.collect() }
        })
        .collect()
}

/// Looks at the last steps of an execution that would go on for ever.
fn endless(kernel: &Kernel) -> End {
    const LOOK_BACK: usize = 2_000;
    /// By line and column: how often, and one of the operations there.
    type Places = HashMap<(u32, u32), (usize, Op)>;
    let mut steps: HashMap<TaskId, (usize, Places)> = HashMap::new();
    let mut verbs = BTreeSet::new();
    let last = kernel.trace.events.iter().rev();
    let ops = last.filter_map(|event| match event {
        Event::Step { task, op, .. } => Some((*task, *op)),
        _ => None,
    });
    for (task, op) in ops.take(LOOK_BACK) {
        let (total, places) = steps.entry(task).or_default();
        *total += 1;
        verbs.insert(op.verb);
        places.entry((op.place.line(), op.place.column())).or_insert((0, op)).0 += 1;
    }
    let mut active: Vec<_> = steps
        .into_iter()
        .filter_map(|(task, (total, places))| {
            // What is asked says more than how the time between is passed.
            let own = kernel.tasks[task.index()].object;
            let most = places
                .into_values()
                .max_by_key(|(times, op)| (op.object != own, *times, op.place.line()))?;
            Some((task, total, most.1))
        })
        .collect();
    active.sort_by_key(|(task, total, _)| (std::cmp::Reverse(*total), *task));
    let others_wait = kernel.unfinished > active.len();
    let takes_part = |task: TaskId| active.iter().any(|(active, ..)| *active == task);
    let fair = kernel.enabled().iter().all(takes_part);
    End::Endless { active, verbs, others_wait, fair }
}

/// One execution that has ended.
pub struct Execution<'a> {
    kernel: &'a Kernel,
    /// How it ended.
    pub end: End,
}

impl Execution<'_> {
    /// What happened.
    pub fn trace(&self) -> &Trace {
        &self.kernel.trace
    }

    /// What each step touched.
    pub(crate) fn trail(&self) -> &Trail {
        &self.kernel.trail
    }

    /// Its tasks, by number.
    pub(crate) fn tasks(&self) -> &[Task] {
        &self.kernel.tasks
    }

    /// Those who wait for ever, or as long as the execution lasts: also if it was cut, since whoever
    /// keeps them waiting may have come first only here.
    pub(crate) fn blocked(&self) -> Vec<trail::Blocked> {
        if let End::Finished = self.end {
            return Vec::new();
        }
        self.kernel.blocked()
    }

    /// The choices that were made: [`crate::strategy::Directed`] makes them again.
    pub fn schedule(&self) -> &Schedule {
        &self.kernel.schedule
    }

    /// Scheduling points taken.
    pub fn steps(&self) -> u64 {
        self.kernel.steps
    }

    /// How often a task that could have gone on was made to wait.
    pub fn preemptions(&self) -> u64 {
        self.kernel.preemptions
    }

    /// How many unusual but documented things happened: spurious wake-ups, weak exchanges that failed.
    pub fn unusual(&self) -> usize {
        let is_unusual = |event: &&Event| matches!(event, Event::Freedom(..));
        self.kernel.trace.events.iter().filter(is_unusual).count()
    }

    /// Where somebody slept, or waited no longer than up to a moment.
    pub fn timed(&self) -> &[&'static Location<'static>] {
        &self.kernel.timed
    }

    /// Virtual time at the end, in nanoseconds.
    pub fn elapsed(&self) -> u64 {
        self.kernel.now()
    }

    /// The names of all tasks, by number; `thread 3` for one without a name.
    pub fn task_names(&self) -> Vec<String> {
        (0..self.kernel.tasks.len()).map(|index| self.kernel.task_name(index)).collect()
    }

    /// Whether the object is this very task: what it does alone (sleep, yield, park).
    pub fn is_self(&self, object: crate::Object, task: TaskId) -> bool {
        self.kernel.tasks[task.index()].object == object
    }

    /// How many objects it used: those with lower numbers.
    pub fn objects(&self) -> impl Iterator<Item = crate::Object> {
        (0..self.kernel.used()).map(|index| crate::Object::new(index as u32))
    }

    /// The type's name of an object: `Mutex`, `thread` …
    pub fn object_kind(&self, object: crate::Object) -> &'static str {
        self.kernel.kind_of(object)
    }

    /// The task that the object is, if it is one.
    pub fn task_of(&self, object: crate::Object) -> Option<TaskId> {
        let task = self.kernel.tasks.iter().position(|task| task.object == object);
        task.map(TaskId::new)
    }

    /// An object's name for people, such as `Mutex #1`, or a thread's own name.
    pub fn object_name(&self, object: crate::Object) -> String {
        self.kernel.name_of(object)
    }
}
