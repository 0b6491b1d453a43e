//! The state of one execution, and what an effect may do to it.
//!
//! Models reach it only inside [`crate::gate`]; the executor owns it.

use std::collections::BTreeMap;
use std::panic::Location;
use std::sync::Arc;

use crate::clock::Clock;
use crate::object::ObjectInfo;
use crate::queue::Line;
use crate::strategy::Moment;
use crate::task::Task;
use crate::task_set::TaskSet;
use crate::trail::{Blocked, Touch, Trail};
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
    pub(crate) trace: Trace,
    pub(crate) trail: Trail,
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
            trace: Trace::default(),
            trail: Trail::default(),
            schedule: Schedule::new(),
            strategy,
            limits,
            steps: 0,
            preemptions: 0,
            idle_steps: 0,
            freedoms_left: 0,
            preempts: false,
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
        self.trace.clear();
        self.schedule.clear();
        // SAFETY: as in `branch`.
        self.trail.clear(unsafe { (*strategy).wants_trail() });
        self.strategy = strategy;
        self.steps = 0;
        self.preemptions = 0;
        self.idle_steps = 0;
        self.freedoms_left = self.limits.freedoms;
        self.preempts = false;
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
            for line in &mut self.lines[index * 2..index * 2 + 2] {
                line.open = false;
                line.waiters.clear();
            }
        } else {
            self.objects.push(ObjectInfo { kind, holders: Vec::new() });
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

    /// Notes that the step changes something that belongs to the object, beside its queues. Every step
    /// of the object does anyway; this is for what a task does between its steps.
    #[inline]
    pub fn touch(&mut self, object: Object) {
        if self.trail.on {
            self.trail.touch(object, true);
        }
    }

    /// Notes that the step looks at something that belongs to the object.
    #[inline]
    pub fn look(&mut self, object: Object) {
        if self.trail.on {
            self.trail.touch(object, false);
        }
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

    /// Notes that nothing but the running step lets a task go on.
    fn lets_go_on(&mut self, task: TaskId) {
        if self.trail.on {
            self.trail.wakes(task);
        }
    }

    /// Notes what the running step had to pass to come from that queue.
    pub(crate) fn passes(&mut self, queue: Queue) {
        let behind = self.tasks[self.current.index()].behind.take();
        if self.trail.on {
            let passed = behind.unwrap_or(queue);
            self.trail.passes(passed);
            self.trail.touch(passed.object(), false);
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

    /// Whether a queue is passable, for a task that looks between two steps. Only what
    /// [`Kernel::redirects`] notes conflicts with that.
    pub fn glance(&mut self, queue: Queue) -> bool {
        if self.trail.on {
            self.trail.looks_who_waits(queue);
        }
        self.is_open(queue)
    }

    /// Notes that the step changes what others find at a queue when they [`Kernel::glance`] at it.
    pub fn redirects(&mut self, queue: Queue) {
        self.joins(queue);
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
        self.rouse(task, Wake::Notified);
    }

    /// Wakes one waiter of a queue, whichever the strategy likes. Tells whether there was one.
    pub fn wake_any(&mut self, queue: Queue) -> bool {
        let waiting = self.waiting(queue);
        if waiting > 0 {
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
        let task = self.current;
        self.objects[object.index()].holders.push((task, place));
    }

    /// Notes that the current task holds an object no longer; returns where it was taken.
    #[inline]
    pub fn release(&mut self, object: Object) -> Option<&'static Location<'static>> {
        let task = self.current;
        let holders = &mut self.objects[object.index()].holders;
        // A guard may be dropped by another task than took it (scoped guards are `Send` in some
        // crates), so without an own entry the oldest one goes.
        let at = holders.iter().rposition(|(holder, _)| *holder == task).unwrap_or(0);
        (at < holders.len()).then(|| holders.remove(at).1)
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
        // SAFETY: `Executor::run`, which lent the strategy, is on the stack below, and nobody else
        // uses it meanwhile.
        let chosen = unsafe { (*self.strategy).branch(branch, options) };
        self.schedule.push(Choice { chosen, options });
        chosen
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
        if self.trail.on {
            self.trail.shows();
        }
        self.trace.events.push(Event::Mark(self.current, mark));
    }

    pub(crate) fn print(&mut self, text: String) {
        let index = self.trace.texts.len() as u32;
        self.trace.texts.push(text);
        if self.trail.on {
            self.trail.shows();
        }
        self.trace.events.push(Event::Print(self.current, index));
    }

    #[inline]
    pub(crate) fn record(&mut self, op: Op) {
        let preempts = std::mem::take(&mut self.preempts);
        self.trace.events.push(Event::Step { task: self.current, op, preempts });
        self.touch(op.object);
    }

    /// The same for an operation that changes nothing.
    #[inline]
    pub(crate) fn record_look(&mut self, op: Op) {
        let preempts = std::mem::take(&mut self.preempts);
        self.trace.events.push(Event::Step { task: self.current, op, preempts });
        if self.trail.on {
            self.trail.touch(op.object, false);
        }
    }

    /// Notes that from this step on a task counts among those who wait in the queue.
    pub(crate) fn joins(&mut self, queue: Queue) {
        if self.trail.on {
            self.trail.joins(queue);
        }
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

    /// Moves the clock on by so much; timers on the way fire in their order.
    pub(crate) fn advance_by(&mut self, nanoseconds: u64) {
        let until = self.clock.now().saturating_add(nanoseconds);
        if self.trail.on {
            self.trail.moves_clock();
        }
        loop {
            let tasks = &self.tasks;
            let next = self.clock.next(|task, number| tasks[task.index()].timer == number);
            let Some((_, task)) = next.filter(|(at, _)| *at <= until) else { break };
            self.lets_go_on(task);
            self.advance();
        }
        self.clock.set_now(until);
        self.trace.events.push(Event::Clock(until));
    }

    /// Moves the clock to the next timer and rouses everybody whose time has come. Tells whether
    /// there was a timer.
    fn advance(&mut self) -> bool {
        let mut now = None;
        loop {
            let tasks = &self.tasks;
            let next = self.clock.next(|task, number| tasks[task.index()].timer == number);
            match next {
                Some((at, task)) if now.is_none_or(|now| at <= now) => {
                    self.clock.fire();
                    if now.is_none() {
                        self.trace.events.push(Event::Clock(self.clock.now()));
                    }
                    now = Some(self.clock.now());
                    self.trace.events.push(Event::Wakes(task));
                    self.rouse(task, Wake::TimedOut);
                }
                _ => return now.is_some(),
            }
        }
    }

    /// Who waits, what each would touch if it could go on, and what it would have to pass for that.
    pub(crate) fn blocked(&self) -> Vec<Blocked> {
        let tasks = self.tasks.iter().enumerate().filter(|(_, task)| !task.finished);
        let blocked = tasks.filter_map(|(index, task)| {
            let waits_in = task.waits_in.filter(|queue| !self.is_open(*queue))?;
            let queue = task.behind.unwrap_or(waits_in);
            let mut touches = vec![Touch::change(task.pending.object)];
            if queue.object() != task.pending.object {
                touches.push(Touch::change(queue.object()));
            }
            Some(Blocked { task: TaskId::new(index), touches, queue: Some(queue) })
        });
        blocked.collect()
    }

    /// Chooses who runs next; `None` when the execution is over (`stop` says why).
    #[inline]
    pub(crate) fn decide(&mut self, place: &'static Location<'static>) -> Option<TaskId> {
        self.steps += 1;
        self.beats += 1;
        self.idle_steps += 1;
        self.heartbeat.beat(self.beats, place);
        if self.idle_steps > self.limits.patience || self.steps > self.limits.steps {
            self.stop = Some(Stop::Endless);
            return None;
        }
        if self.limits.timers_race && self.clock.has_timers() && !self.enabled.is_empty() {
            self.race_timer();
        }
        let mut options = self.enabled.len();
        if options == 0 {
            if self.trail.on {
                let waiting = self.blocked();
                self.trail.time_moves(waiting);
            }
            while self.enabled.is_empty() {
                if !self.advance() {
                    self.stop = Some(Stop::Deadlock);
                    return None;
                }
            }
            options = self.enabled.len();
        }
        if options == 1 && !self.trail.on {
            return Some(self.enabled.nth(0));
        }
        let next = self.choose(options);
        match next {
            None => self.stop = Some(Stop::Cut),
            Some(next) if self.trail.on => self.trail.begin(next, self.used),
            Some(_) => {}
        }
        next
    }

    #[inline]
    fn choose(&mut self, options: u32) -> Option<TaskId> {
        let current = self.current;
        let current = self.enabled.contains(current).then_some(current);
        let moment = Moment { enabled: &self.enabled, current, trail: &self.trail };
        // SAFETY: as in `branch`.
        let next = unsafe { (*self.strategy).next_task(&moment) }?;
        debug_assert!(self.enabled.contains(next), "a strategy chose a task that cannot run");
        if options > 1 {
            self.schedule.push(Choice { chosen: next.index() as u32, options });
        }
        if current.is_some_and(|current| current != next) {
            self.preempts = true;
            self.preemptions += 1;
        }
        Some(next)
    }

    #[cold]
    fn race_timer(&mut self) {
        if self.branch(Branch::Timer, 2) == 1 {
            self.advance();
        }
    }

    /// A task's name for people.
    pub(crate) fn task_name(&self, index: usize) -> String {
        self.tasks[index].name.clone().unwrap_or_else(|| format!("thread {index}"))
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
