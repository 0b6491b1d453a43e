//! The state of one execution, and what an effect may do to it.
//!
//! Models reach it only inside [`crate::gate`]; the executor owns it.

mod decide;
mod telling;
mod time;
mod touching;

use std::collections::BTreeMap;
use std::panic::Location;
use std::sync::Arc;

use crate::clock::Clock;
use crate::memory::Memory;
use crate::object::ObjectInfo;
use crate::queue::Line;
use crate::task::Task;
use crate::task_set::TaskSet;
use crate::trail::Trail;
use crate::{
    Branch, Choice, Event, Heartbeat, Limits, Object, Op, Queue, Schedule, Strategy, TaskId, Trace,
    Wake,
};

/// Why an execution stops before every task has finished.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stop {
    Deadlock,
    Endless,
    Halted,
    BlockedWhileUnwinding,
    Cut,
}

/// The state of the execution that runs now.
pub struct Kernel {
    /// No two executions of the process share this number; never 0.
    pub(crate) epoch: u64,
    pub(crate) tasks: Vec<Task>,
    pub(crate) unfinished: usize,
    pub(crate) current: TaskId,
    /// Who was chosen to run next.
    pub(crate) next: TaskId,
    pub(crate) stop: Option<Stop>,
    /// Tasks that can go on. Kept exact by `open`, `close`, `enrol` and `leave`.
    enabled: TaskSet,
    /// Kept longer than needed, so that a new execution allocates nothing: `used` are in use.
    objects: Vec<ObjectInfo>,
    lines: Vec<Line>,
    used: usize,
    pub(crate) clock: Clock,
    /// Where somebody waited no longer than up to a moment.
    pub(crate) timed: Vec<&'static Location<'static>>,
    pub(crate) trace: Trace,
    pub(crate) trail: Trail,
    pub(crate) memory: Memory,
    /// Whether the trail or the memory is told what a step touches.
    heeds: bool,
    pub(crate) schedule: Schedule,
    /// Valid while `Executor::run` is on the stack below.
    pub(crate) strategy: *mut dyn Strategy,
    pub(crate) limits: Limits,
    pub(crate) steps: u64,
    pub(crate) preemptions: u64,
    idle_steps: u64,
    freedoms_left: u32,
    /// The last decision was a preemption; told to the next step.
    preempts: bool,
    /// The running task offers the others to run.
    pub(crate) gives_way: bool,
    /// How often in a row the running task was chosen, though others could have run.
    streak: u32,
    pub(crate) beats: u64,
    pub(crate) heartbeat: Arc<Heartbeat>,
}

impl Kernel {
    pub(crate) fn new(
        limits: Limits,
        heartbeat: Arc<Heartbeat>,
        strategy: *mut dyn Strategy,
    ) -> Self {
        Self {
            epoch: 0,
            tasks: Vec::new(),
            unfinished: 0,
            current: TaskId::MAIN,
            next: TaskId::MAIN,
            stop: None,
            enabled: TaskSet::default(),
            objects: Vec::new(),
            lines: Vec::new(),
            used: 0,
            clock: Clock::default(),
            timed: Vec::new(),
            trace: Trace::default(),
            trail: Trail::default(),
            memory: Memory::default(),
            heeds: false,
            schedule: Schedule::new(),
            strategy,
            limits,
            steps: 0,
            preemptions: 0,
            idle_steps: 0,
            freedoms_left: 0,
            preempts: false,
            gives_way: false,
            streak: 0,
            beats: 0,
            heartbeat,
        }
    }

    pub(crate) fn reset(&mut self, epoch: u64, strategy: *mut dyn Strategy) {
        self.epoch = epoch;
        self.tasks.clear();
        self.unfinished = 0;
        self.current = TaskId::MAIN;
        self.next = TaskId::MAIN;
        self.stop = None;
        self.enabled.clear();
        self.used = 0;
        self.clock.reset();
        self.timed.clear();
        self.trace.clear();
        self.schedule.clear();
        // SAFETY: as in `branch`.
        self.trail.clear(unsafe { (*strategy).wants_trail() });
        self.memory.clear();
        self.heeds = self.trail.on;
        self.strategy = strategy;
        self.steps = 0;
        self.preemptions = 0;
        self.idle_steps = 0;
        self.freedoms_left = self.limits.freedoms;
        self.preempts = false;
        self.gives_way = false;
        self.streak = 0;
    }

    /// The task that runs now.
    #[inline]
    pub fn current(&self) -> TaskId {
        self.current
    }

    /// The virtual thread that the running task stands for.
    #[inline]
    pub(crate) fn thread(&self) -> TaskId {
        self.tasks[self.current.index()].thread
    }

    /// Which execution this is: no two of the process share the number.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Virtual time since the execution began, in nanoseconds.
    #[inline]
    pub fn now(&self) -> u64 {
        self.trail.looks_at_clock();
        self.clock.now()
    }

    /// Registers an object; its queues are closed and nobody holds it.
    pub(crate) fn new_object(&mut self, kind: &'static str) -> Object {
        let index = self.used;
        self.used += 1;
        if let Some(info) = self.objects.get_mut(index) {
            info.kind = kind;
            info.holders.clear();
            info.value = None;
            for line in &mut self.lines[index * 2..index * 2 + 2] {
                line.open = false;
                line.waiters.clear();
            }
        } else {
            self.objects.push(ObjectInfo { kind, holders: Vec::new(), value: None });
            self.lines.extend([Line::default(), Line::default()]);
        }
        Object::new(index as u32)
    }

    /// Makes a queue passable: everybody in it can go on.
    #[inline]
    pub fn open(&mut self, queue: Queue) {
        let line = &mut self.lines[queue.index()];
        if !line.open {
            line.open = true;
            for waiter in &line.waiters {
                self.enabled.insert(*waiter);
                self.trace.events.push(Event::Wakes(*waiter));
            }
            if self.trail.on {
                self.trail.turns(queue, true);
            }
        }
        self.touch(queue.object());
    }

    /// Lets a task go on that waits for nothing else any more but to pass a queue: from now on its
    /// own is to be open exactly while this one is ([`Kernel::admit`]).
    pub fn line_up(&mut self, task: TaskId, behind: Queue) {
        let state = &mut self.tasks[task.index()];
        state.behind = Some(behind);
        // Whoever is not in a queue any more could go on before: his time was over.
        if state.waits_in.is_some() {
            self.lets_go_on(task);
        }
    }

    /// The running task has what it lined up for.
    pub fn has_its_turn(&mut self) {
        self.tasks[self.current.index()].behind = None;
    }

    /// Opens or closes the queue of one who has lined up behind another.
    pub fn admit(&mut self, queue: Queue, open: bool) {
        let line = &mut self.lines[queue.index()];
        line.open = open;
        for waiter in &line.waiters {
            if open {
                self.enabled.insert(*waiter);
            } else {
                self.enabled.remove(*waiter);
            }
        }
    }

    /// Makes a queue impassable: nobody in it can go on.
    #[inline]
    pub fn close(&mut self, queue: Queue) {
        let line = &mut self.lines[queue.index()];
        if line.open {
            line.open = false;
            for waiter in &line.waiters {
                self.enabled.remove(*waiter);
            }
            if self.trail.on {
                self.trail.turns(queue, false);
            }
        }
        self.touch(queue.object());
    }

    /// Opens or closes a queue because something came free or was taken: nobody is woken by that, it
    /// only decides who can go on.
    pub fn set_open(&mut self, queue: Queue, open: bool) {
        if open {
            let line = &mut self.lines[queue.index()];
            if self.trail.on && !line.open {
                self.trail.turns(queue, true);
            }
            line.open = true;
            for waiter in &line.waiters {
                self.enabled.insert(*waiter);
            }
            self.touch(queue.object());
        } else {
            self.close(queue);
        }
    }

    /// Notes that the running task has woken another, be it that it cannot go on yet.
    pub fn note_wake(&mut self, task: TaskId) {
        self.trace.events.push(Event::Wakes(task));
    }

    /// Notes something remarkable about a task.
    pub fn remark(&mut self, task: TaskId, what: &'static str) {
        self.trace.events.push(Event::Freedom(task, what));
    }

    /// Says anew what a waiting task waits for.
    pub fn waits_for(&mut self, task: TaskId, op: Op) {
        self.tasks[task.index()].pending = op;
    }

    /// Who can go on.
    pub(crate) fn enabled(&self) -> &TaskSet {
        &self.enabled
    }

    /// How many objects there are.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// How many scheduling points there were.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How many events there were.
    pub fn events(&self) -> usize {
        self.trace.events.len()
    }

    /// Who has taken steps since there were so many events, and how many.
    pub fn steps_since(&self, events: usize) -> BTreeMap<TaskId, u64> {
        let mut steps = BTreeMap::new();
        for event in &self.trace.events[events..] {
            if let Event::Step { task, .. } = event {
                *steps.entry(*task).or_default() += 1;
            }
        }
        steps
    }

    /// Whether a queue is passable.
    #[inline]
    pub fn is_open(&self, queue: Queue) -> bool {
        self.lines[queue.index()].open
    }

    /// How many tasks wait in a queue.
    pub fn waiting(&mut self, queue: Queue) -> usize {
        if self.trail.on {
            self.trail.looks_who_waits(queue);
        }
        self.lines[queue.index()].waiters.len()
    }

    /// Wakes the `n`th waiter of a queue, in order of arrival, without opening the queue.
    pub fn wake(&mut self, queue: Queue, n: usize) {
        let task = self.lines[queue.index()].waiters[n];
        self.trace.events.push(Event::Wakes(task));
        self.touch(queue.object());
        if self.trail.on {
            self.trail.wakes(task);
        }
        if self.memory.is_used() {
            self.memory.wake(self.current, task);
        }
        self.rouse(task, Wake::Notified);
    }

    /// Wakes one waiter of a queue, whichever the strategy likes. Tells whether there was one.
    pub fn wake_any(&mut self, queue: Queue) -> bool {
        let waiting = self.waiting(queue);
        if waiting > 0 {
            if self.trace.detailed && waiting > 1 {
                let waiters = self.lines[queue.index()].waiters.iter();
                self.trace.events.extend(waiters.map(|waiter| Event::Among(*waiter)));
            }
            let n = self.branch(Branch::NotifyTarget, waiting as u32);
            self.wake(queue, n as usize);
        }
        waiting > 0
    }

    /// Wakes every waiter of a queue.
    pub fn wake_all(&mut self, queue: Queue) {
        while self.waiting(queue) > 0 {
            self.wake(queue, 0);
        }
    }

    /// Notes that the current task now holds an object: the other half of a wait-for graph.
    #[inline]
    pub fn hold(&mut self, object: Object, place: &'static Location<'static>) {
        self.hold_untold(object, place);
        if self.trace.detailed {
            self.trace.events.push(Event::Holds(self.current, object));
        }
    }

    /// The same for an object that lends its queues to another, of which it is told.
    #[inline]
    pub fn hold_untold(&mut self, object: Object, place: &'static Location<'static>) {
        self.objects[object.index()].holders.push((self.current, place));
    }

    /// Notes that the current task holds an object no longer; returns where it was taken.
    #[inline]
    pub fn release(&mut self, object: Object) -> Option<&'static Location<'static>> {
        let (holder, place) = self.release_untold(object)?;
        if self.trace.detailed {
            self.trace.events.push(Event::Frees(holder, object));
        }
        Some(place)
    }

    /// The same for an object that lends its queues to another. Tells who held it.
    #[inline]
    pub fn release_untold(
        &mut self,
        object: Object,
    ) -> Option<(TaskId, &'static Location<'static>)> {
        let task = self.current;
        let holders = &mut self.objects[object.index()].holders;
        // A guard may be dropped by another task than took it (scoped guards are `Send` in some
        // crates), so without an own entry the oldest one goes.
        let at = holders.iter().rposition(|(holder, _)| *holder == task).unwrap_or(0);
        (at < holders.len()).then(|| holders.remove(at))
    }

    /// Who holds an object, and where each took it.
    pub fn holders(&self, object: Object) -> &[(TaskId, &'static Location<'static>)] {
        &self.objects[object.index()].holders
    }

    /// Takes one of `options` branches: a freedom that the real API documents.
    pub fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        if options < 2 {
            return 0;
        }
        self.note_choice();
        // SAFETY: `Executor::run`, which lent the strategy, is on the stack below, and nobody else
        // uses it meanwhile.
        let chosen = unsafe { (*self.strategy).branch(branch, options) };
        self.schedule.push(Choice { chosen, options, branch: Some(branch), usual: chosen == 0 });
        chosen
    }

    /// Tells, to whoever looks at this execution closely, where a choice is made.
    #[inline]
    fn note_choice(&mut self) {
        if self.trace.detailed {
            self.trace.events.push(Event::Chooses(self.current, self.schedule.len() as u32));
        }
    }

    /// Whether something unusual but documented happens here: a spurious wake-up, a failing weak
    /// exchange. At most [`Limits::freedoms`] times an execution.
    pub fn unusually(&mut self, branch: Branch, what: &'static str) -> bool {
        if self.freedoms_left == 0 || self.branch(branch, 2) == 0 {
            return false;
        }
        self.freedoms_left -= 1;
        self.trace.events.push(Event::Freedom(self.current, what));
        true
    }

    /// Marks progress: whoever observes the program saw something happen.
    pub(crate) fn mark(&mut self, mark: u32) {
        self.idle_steps = 0;
        self.shows();
        self.trace.events.push(Event::Mark(self.current, mark));
    }

    pub(crate) fn print(&mut self, text: String) {
        let index = self.trace.texts.len() as u32;
        self.trace.texts.push(text);
        self.shows();
        self.trace.events.push(Event::Print(self.current, index));
    }

    /// Puts a task into a queue, and disables it if the queue is closed.
    pub(crate) fn enrol(&mut self, task: TaskId, queue: Queue) {
        let line = &mut self.lines[queue.index()];
        line.waiters.push(task);
        if line.open {
            self.enabled.insert(task);
        } else {
            self.enabled.remove(task);
            let op = self.tasks[task.index()].pending;
            self.trace.events.push(Event::Blocks(task, op));
        }
        self.tasks[task.index()].waits_in = Some(queue);
    }

    /// Puts a task that has not started into a queue.
    pub(crate) fn hold_back(&mut self, task: TaskId, queue: Queue) {
        let line = &mut self.lines[queue.index()];
        line.waiters.push(task);
        if !line.open {
            self.enabled.remove(task);
        }
        self.tasks[task.index()].waits_in = Some(queue);
    }

    /// Takes a task out of the queue in which it waits, if it waits.
    #[inline]
    pub(crate) fn leave(&mut self, task: TaskId) {
        if let Some(queue) = self.tasks[task.index()].waits_in.take() {
            self.lines[queue.index()].leave(task);
        }
    }

    /// Ends a task's wait: it goes on to where it must wait next, or can run.
    pub(crate) fn rouse(&mut self, task: TaskId, wake: Wake) {
        self.leave(task);
        let state = &mut self.tasks[task.index()];
        state.wake = wake;
        state.timer = 0;
        match state.then.take() {
            Some((op, queue)) => {
                state.pending = op;
                self.joins(queue);
                self.enrol(task, queue);
            }
            None => self.enabled.insert(task),
        }
    }

    pub(crate) fn enable(&mut self, task: TaskId) {
        self.enabled.insert(task);
    }

    pub(crate) fn disable(&mut self, task: TaskId) {
        self.enabled.remove(task);
    }

    /// A task's name for people.
    pub(crate) fn task_name(&self, index: usize) -> String {
        self.tasks[index].name.clone().unwrap_or_else(|| format!("thread {index}"))
    }

    pub(crate) fn kind_of(&self, object: Object) -> &'static str {
        self.objects[object.index()].kind
    }

    /// The object's name for people: `Mutex #2` is the second mutex that was used; a thread goes by
    /// its own name.
    pub(crate) fn name_of(&self, object: Object) -> String {
        if let Some(index) = self.tasks.iter().position(|task| task.object == object) {
            return self.task_name(index);
        }
        let kind = self.objects[object.index()].kind;
        let number =
            self.objects[..=object.index()].iter().filter(|info| info.kind == kind).count();
        format!("{kind} #{number}")
    }
}
