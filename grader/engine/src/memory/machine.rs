//! The view machine: which messages there are, and who has seen how much. Called by the memory alone.

use std::sync::atomic::Ordering;

use super::Atom;
use super::history::History;
use super::notes::Note;
use super::view::View;
use crate::{Object, TaskId};

/// Locations beyond so many are sequentially consistent, so that views stay small.
const LOCATIONS: usize = 128;

/// A task reads the same old message again so often.
const PATIENCE: u32 = 2;

/// The last message of a location that a task has read.
#[derive(Debug, Clone, Copy, Default)]
struct Read {
    /// Its number and 1; 0: none.
    message: u32,
    /// How often it was read again although there was a newer one.
    again: u32,
    /// What the task had done by then, other than atomic operations.
    moment: u32,
}

/// What memory is for one task.
#[derive(Debug, Default)]
struct Local {
    now: View,
    acquired: View,
    released: View,
    /// By location.
    reads: Vec<Read>,
    /// Counts what it does other than atomic operations: yielding, blocking, anything.
    moment: u32,
}

impl Local {
    fn clear(&mut self) {
        self.now.clear();
        self.acquired.clear();
        self.released.clear();
        self.reads.clear();
        self.moment = 0;
    }

    /// Notes which message it read. `old`: there was a newer one.
    fn reads(&mut self, location: usize, number: u32, old: bool) {
        self.now.raise(location, number);
        if self.reads.len() <= location {
            self.reads.resize(location + 1, Read::default());
        }
        let read = &mut self.reads[location];
        let again = if read.message == number + 1 { read.again + u32::from(old) } else { 0 };
        *read = Read { message: number + 1, again, moment: self.moment };
    }

    /// Whether it has read that message often enough. What is stored becomes visible in the end: a
    /// loop that asks again, with or without a pause, gets on.
    fn is_tired_of(&self, location: usize, number: u32) -> bool {
        self.reads.get(location).is_some_and(|read| {
            read.message == number + 1 && (read.again >= PATIENCE || read.moment != self.moment)
        })
    }
}

/// The atomics of one execution, and what everybody knows of them. Keeps its room for the next one.
#[derive(Debug, Default)]
pub(super) struct Machine {
    /// `used` are in use.
    histories: Vec<History>,
    used: usize,
    /// The object of each location.
    objects: Vec<Object>,
    /// By object: its location and 1.
    locations: Vec<u32>,
    tasks: Vec<Local>,
    /// By object, for those that are no atomics.
    views: Vec<View>,
    /// What the program shows to whoever observes it goes through here.
    outside: View,
    /// What `SeqCst` accesses and fences have seen.
    agreed: View,
}

impl Machine {
    pub(super) fn clear(&mut self) {
        self.used = 0;
        self.objects.clear();
        self.locations.clear();
        self.tasks.iter_mut().for_each(Local::clear);
        self.views.iter_mut().for_each(View::clear);
        self.outside.clear();
        self.agreed.clear();
    }

    /// Does what was written down.
    pub(super) fn play(&mut self, note: Note) {
        match note {
            Note::Load(task, atom) => _ = self.read_newest(task, atom, Ordering::SeqCst),
            Note::Store(task, atom, value) => _ = self.store(task, atom, value, Ordering::SeqCst),
            Note::Replace(task, atom, value) => {
                _ = self.replace(task, atom, value, Ordering::SeqCst);
            }
            Note::Meet(task, object, writes) => self.meet(task, object, writes),
            Note::Show(task) => self.show(task),
            Note::Wake(task, woken) => self.wake(task, woken),
            Note::Settle(tasks) => self.settle(tasks),
        }
    }

    /// The task does something to an object that is no atomic: it learns what those before it knew,
    /// and those after it learn what it knows, if it changes something.
    pub(super) fn meet(&mut self, task: TaskId, object: Object, writes: bool) {
        if self.views.len() <= object.index() {
            self.views.resize_with(object.index() + 1, View::default);
        }
        self.task(task);
        let (local, view) = (&mut self.tasks[task.index()], &mut self.views[object.index()]);
        local.moment += 1;
        local.now.join(view);
        if writes {
            view.join(&local.now);
        }
    }

    /// The task shows something to whoever observes the program.
    pub(super) fn show(&mut self, task: TaskId) {
        self.task(task);
        let local = &mut self.tasks[task.index()];
        local.moment += 1;
        local.now.join(&self.outside);
        self.outside.set(&local.now);
    }

    /// A task wakes another.
    pub(super) fn wake(&mut self, task: TaskId, woken: TaskId) {
        self.task(task.max(woken));
        if let Ok([local, woken]) = self.tasks.get_disjoint_mut([task.index(), woken.index()]) {
            woken.now.join(&local.now);
        }
    }

    /// Time passes: of so many tasks, each has seen all that was stored.
    pub(super) fn settle(&mut self, tasks: usize) {
        self.task(TaskId::new(tasks));
        for (location, history) in self.histories[..self.used].iter().enumerate() {
            for local in &mut self.tasks[..tasks] {
                local.now.raise(location, history.newest);
            }
        }
    }

    fn task(&mut self, task: TaskId) -> &mut Local {
        if self.tasks.len() <= task.index() {
            self.tasks.resize_with(task.index() + 1, Local::default);
        }
        &mut self.tasks[task.index()]
    }

    /// The number of a location, and all about it brought up to date; `None` if there are too many.
    pub(super) fn find(&mut self, atom: Atom) -> Option<usize> {
        if self.locations.len() <= atom.object.index() {
            self.locations.resize(atom.object.index() + 1, 0);
        }
        let known = &mut self.locations[atom.object.index()];
        if *known > 0 {
            let location = *known as usize - 1;
            self.histories[location].catch_up(atom.address, atom.value);
            return Some(location);
        }
        if self.used == LOCATIONS {
            return None;
        }
        if self.histories.len() == self.used {
            self.histories.push(History::default());
        }
        self.histories[self.used].begin(atom.address, atom.value);
        self.objects.push(atom.object);
        self.used += 1;
        *known = self.used as u32;
        Some(self.used - 1)
    }

    /// The oldest message that the task can read, and the newest.
    pub(super) fn readable(
        &mut self,
        task: TaskId,
        location: usize,
        order: Ordering,
    ) -> (u32, u32) {
        let History { oldest, newest, .. } = self.histories[location];
        let agreed = if is_agreed(order) { self.agreed.of(location) } else { 0 };
        let local = self.task(task);
        let oldest = oldest.max(local.now.of(location)).max(agreed);
        let skips = oldest < newest && local.is_tired_of(location, oldest);
        (oldest + u32::from(skips), newest)
    }

    /// The task reads that message of the location.
    pub(super) fn read(
        &mut self,
        task: TaskId,
        location: usize,
        number: u32,
        order: Ordering,
    ) -> u64 {
        self.task(task);
        let (local, history) = (&mut self.tasks[task.index()], &mut self.histories[location]);
        let old = number < history.newest;
        local.reads(location, number, old);
        let message = history.message(number);
        if acquires(order) {
            local.now.join(&message.view);
        } else {
            local.acquired.join(&message.view);
        }
        message.value
    }

    /// The task reads the newest value. Tells whether it is the first that is agreed on to have seen
    /// so much of the location.
    pub(super) fn read_newest(&mut self, task: TaskId, atom: Atom, order: Ordering) -> bool {
        let Some(location) = self.find(atom) else { return self.strongly(task, atom) };
        let newest = self.histories[location].newest;
        self.read(task, location, newest, order);
        self.agree(location, newest, order)
    }

    /// The task stores a value. The result is that of [`Machine::read_newest`].
    pub(super) fn store(&mut self, task: TaskId, atom: Atom, value: u64, order: Ordering) -> bool {
        let Some(location) = self.find(atom) else { return self.strongly(task, atom) };
        self.write(task, location, value, order, false);
        self.agree(location, self.histories[location].newest, order)
    }

    /// The task reads the newest value and stores another.
    pub(super) fn replace(
        &mut self,
        task: TaskId,
        atom: Atom,
        value: u64,
        order: Ordering,
    ) -> bool {
        let Some(location) = self.find(atom) else { return self.strongly(task, atom) };
        self.read(task, location, self.histories[location].newest, order);
        self.write(task, location, value, order, true);
        self.agree(location, self.histories[location].newest, order)
    }

    /// An access to one of too many locations: an object like any other.
    pub(super) fn strongly(&mut self, task: TaskId, atom: Atom) -> bool {
        self.meet(task, atom.object, true);
        false
    }

    /// Adds a message. `follows`: the task has read the one before in the same step, so whoever
    /// acquires the new one acquires that one too (a release sequence).
    fn write(&mut self, task: TaskId, location: usize, value: u64, order: Ordering, follows: bool) {
        self.task(task);
        let (local, history) = (&mut self.tasks[task.index()], &mut self.histories[location]);
        history.push(value);
        let number = history.newest;
        local.now.raise(location, number);
        let (message, before) = history.last_two();
        message.view.set(if releases(order) { &local.now } else { &local.released });
        message.view.raise(location, number);
        if follows {
            message.view.join(&before.view);
        }
    }

    /// If the access is `SeqCst`, no later one reads older messages. Tells whether none had seen as
    /// much before.
    pub(super) fn agree(&mut self, location: usize, number: u32, order: Ordering) -> bool {
        let is_new = is_agreed(order) && self.agreed.of(location) < number;
        if is_new {
            self.agreed.raise(location, number);
        }
        is_new
    }

    /// A fence. If it is `SeqCst`, `note` learns of every location whether the fence has seen more of
    /// it than what was agreed on.
    pub(super) fn fence(
        &mut self,
        task: TaskId,
        order: Ordering,
        mut note: impl FnMut(Object, bool),
    ) {
        self.task(task);
        let local = &mut self.tasks[task.index()];
        if acquires(order) {
            local.now.join(&local.acquired);
        }
        if is_agreed(order) {
            for (location, object) in self.objects.iter().enumerate() {
                note(*object, self.agreed.of(location) < local.now.of(location));
            }
            local.now.join(&self.agreed);
            self.agreed.set(&local.now);
        }
        if releases(order) {
            local.released.set(&local.now);
        }
    }
}

const fn acquires(order: Ordering) -> bool {
    matches!(order, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst)
}

const fn releases(order: Ordering) -> bool {
    matches!(order, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst)
}

/// Whether it takes part in the one order of all such operations.
pub(super) const fn is_agreed(order: Ordering) -> bool {
    matches!(order, Ordering::SeqCst)
}
