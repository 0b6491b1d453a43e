//! [`crossbeam::channel::Select`](https://docs.rs/crossbeam/0.8/crossbeam/channel/struct.Select.html):
//! waiting for one of a list of operations that is made at run time.
//!
//! `select!` is a short way to write it.

use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use crossbeam::channel::{
    ReadyTimeoutError, RecvError, SelectTimeoutError, SendError, TryReadyError, TrySelectError,
};
use interleave::deadline;
use model_std::time::{Instant, deadline_at};

use super::case::{Case, Token};
use super::receiver::Receiver;
use super::selection::{self, Request};
use super::sender::Sender;

/// Operations on channels, one of which is to be done as soon as it needs no waiting. If several
/// can be done, any of them is; a biased one takes the first. An operation that fails because its
/// channel is disconnected needs no waiting.
pub struct Select<'a> {
    entries: Vec<Entry>,
    next_index: usize,
    biased: bool,
    // As crossbeam's: borrows the ends, and knows nothing of their types.
    lives: PhantomData<&'a (dyn fmt::Debug + 'a)>,
}

#[derive(Clone)]
struct Entry {
    case: Rc<dyn Case>,
    index: usize,
    /// The sender or receiver, to recognise it.
    end: *const u8,
}

// SAFETY: as crossbeam's. The cases are touched by one OS thread alone (see `model-std`'s page);
// the pointers are only compared.
unsafe impl Send for Select<'_> {}
// SAFETY: as above.
unsafe impl Sync for Select<'_> {}

impl<'a> Select<'a> {
    /// An empty list, from which any ready operation may be taken.
    pub fn new() -> Self {
        Self { entries: Vec::new(), next_index: 0, biased: false, lives: PhantomData }
    }

    /// An empty list, from which the first ready operation is taken.
    pub fn new_biased() -> Self {
        Self { biased: true, ..Self::new() }
    }

    /// Adds sending. Returns the operation's index.
    pub fn send<T>(&mut self, s: &'a Sender<T>) -> usize {
        self.add(s.case(), std::ptr::from_ref(s).cast())
    }

    /// Adds receiving. Returns the operation's index.
    pub fn recv<T>(&mut self, r: &'a Receiver<T>) -> usize {
        self.add(r.case(), std::ptr::from_ref(r).cast())
    }

    /// Takes an operation out of the list. The others keep their indices.
    ///
    /// # Panics
    /// If there was none of that index, or it is gone.
    #[track_caller]
    pub fn remove(&mut self, index: usize) {
        assert!(index < self.next_index, "index out of bounds; {index} >= {}", self.next_index);
        let at = self.entries.iter().position(|entry| entry.index == index);
        self.entries.swap_remove(at.expect("no operation with this index"));
    }

    /// Selects an operation that needs no waiting. It must be completed.
    ///
    /// # Errors
    /// If there is none.
    #[track_caller]
    pub fn try_select(&mut self) -> Result<SelectedOperation<'a>, TrySelectError> {
        self.run("try_select", Some(0), Location::caller()).ok_or(TrySelectError)
    }

    /// Waits until an operation needs no waiting, and selects it. It must be completed.
    ///
    /// # Panics
    /// If the list is empty.
    #[track_caller]
    pub fn select(&mut self) -> SelectedOperation<'a> {
        self.check();
        let selected = self.run("select", None, Location::caller());
        selected.expect("a wait without a deadline ends with a result")
    }

    /// As [`select`](Self::select), but waits no longer than this; an empty list waits so long.
    ///
    /// # Errors
    /// If the time was over.
    #[track_caller]
    pub fn select_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        let deadline = Some(deadline::after(timeout));
        self.run("select_timeout", deadline, Location::caller()).ok_or(SelectTimeoutError)
    }

    /// As [`select`](Self::select), but waits no longer than to that moment.
    ///
    /// # Errors
    /// If the time was over.
    #[track_caller]
    pub fn select_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        let deadline = Some(deadline_at(deadline));
        self.run("select_deadline", deadline, Location::caller()).ok_or(SelectTimeoutError)
    }

    /// The index of an operation that needs no waiting. It may be mistaken.
    ///
    /// # Errors
    /// If there is none.
    #[track_caller]
    pub fn try_ready(&mut self) -> Result<usize, TryReadyError> {
        self.look("try_ready", Some(0), Location::caller()).ok_or(TryReadyError)
    }

    /// Waits until an operation needs no waiting; its index. It may be mistaken.
    ///
    /// # Panics
    /// If the list is empty.
    #[track_caller]
    pub fn ready(&mut self) -> usize {
        self.check();
        let ready = self.look("ready", None, Location::caller());
        ready.expect("a wait without a deadline ends with a result")
    }

    /// As [`ready`](Self::ready), but waits no longer than this.
    ///
    /// # Errors
    /// If the time was over.
    #[track_caller]
    pub fn ready_timeout(&mut self, timeout: Duration) -> Result<usize, ReadyTimeoutError> {
        let deadline = Some(deadline::after(timeout));
        self.look("ready_timeout", deadline, Location::caller()).ok_or(ReadyTimeoutError)
    }

    /// As [`ready`](Self::ready), but waits no longer than to that moment.
    ///
    /// # Errors
    /// If the time was over.
    #[track_caller]
    pub fn ready_deadline(&mut self, deadline: Instant) -> Result<usize, ReadyTimeoutError> {
        let deadline = Some(deadline_at(deadline));
        self.look("ready_deadline", deadline, Location::caller()).ok_or(ReadyTimeoutError)
    }

    fn add(&mut self, case: Rc<dyn Case>, end: *const u8) -> usize {
        let index = self.next_index;
        self.entries.push(Entry { case, index, end });
        self.next_index += 1;
        index
    }

    #[track_caller]
    fn check(&self) {
        assert!(!self.entries.is_empty(), "no operations have been added to `Select`");
    }

    fn request(
        &self,
        verb: &'static str,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Request {
        let cases = self.entries.iter().map(|entry| Rc::clone(&entry.case)).collect();
        Request { cases, biased: self.biased, looks: false, deadline, verb, place }
    }

    fn run(
        &self,
        verb: &'static str,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Option<SelectedOperation<'a>> {
        let (at, token) = selection::select(self.request(verb, deadline, place))?;
        let Entry { index, end, .. } = self.entries[at];
        Some(SelectedOperation { token, index, end, lives: PhantomData })
    }

    fn look(
        &self,
        verb: &'static str,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Option<usize> {
        let request = Request { looks: true, ..self.request(verb, deadline, place) };
        let (at, _) = selection::select(request)?;
        Some(self.entries[at].index)
    }
}

impl Clone for Select<'_> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone(), ..*self }
    }
}

impl Default for Select<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Select<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Select { .. }")
    }
}

/// An operation that was selected, and must be completed: with [`send`](Self::send) or
/// [`recv`](Self::recv), on the same sender or receiver. Dropped without that, it panics.
#[must_use]
pub struct SelectedOperation<'a> {
    token: Token,
    index: usize,
    /// The sender or receiver, to recognise it.
    end: *const u8,
    lives: PhantomData<&'a ()>,
}

impl SelectedOperation<'_> {
    /// The operation's index.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Completes sending.
    ///
    /// # Errors
    /// The message, if no receiver is left.
    ///
    /// # Panics
    /// If another operation was selected.
    #[track_caller]
    pub fn send<T>(self, s: &Sender<T>, msg: T) -> Result<(), SendError<T>> {
        let same = std::ptr::from_ref(s).cast::<u8>() == self.end;
        assert!(same, "passed a sender that wasn't selected");
        s.complete(self.into_token(), msg)
    }

    /// Completes receiving.
    ///
    /// # Errors
    /// If there is no message and no sender any more.
    ///
    /// # Panics
    /// If another operation was selected.
    #[track_caller]
    pub fn recv<T>(self, r: &Receiver<T>) -> Result<T, RecvError> {
        let same = std::ptr::from_ref(r).cast::<u8>() == self.end;
        assert!(same, "passed a receiver that wasn't selected");
        r.complete(self.into_token(), Location::caller())
    }

    fn into_token(mut self) -> Token {
        let token = mem::replace(&mut self.token, Token::Ready);
        mem::forget(self);
        token
    }
}

impl Drop for SelectedOperation<'_> {
    fn drop(&mut self) {
        // crossbeam's panics in the middle of another panic as well, which ends the process.
        assert!(
            std::thread::panicking(),
            "dropped `SelectedOperation` without completing the operation"
        );
    }
}

impl fmt::Debug for SelectedOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("SelectedOperation { .. }")
    }
}
