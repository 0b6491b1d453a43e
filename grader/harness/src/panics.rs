//! Panics become failures: a hook keeps message and place instead of printing them, and a private
//! payload unwinds a scenario whose claim has failed without being one.
//!
//! Called by `execution`, around every piece of a learner's or a hidden test's code.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::{fmt, mem};

use protocol::{Failure, Place, Verdict};

/// What a panic left behind.
#[derive(Debug, Clone)]
pub(crate) struct Panic {
    /// What it said.
    pub(crate) message: String,
    /// Where it happened.
    pub(crate) place: Option<Place>,
}

/// How a piece of code ended that did not return.
#[derive(Debug)]
pub(crate) enum Caught {
    /// By [`stop`].
    Stop,
    /// By [`on_purpose`].
    OnPurpose,
    /// By a panic.
    Panic(Panic),
}

/// What to say of a panic whose payload is no text.
const WITHOUT_MESSAGE: &str = "a panic without a message";

/// The payload of [`stop`].
struct Stop;

/// The payload of [`on_purpose`].
struct OnPurpose;

thread_local! {
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

static QUIET: AtomicBool = AtomicBool::new(false);
static HELPERS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// From now on no panic of this process prints anything.
pub(crate) fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
    install();
}

/// Ends what is running now, up to the next [`catch`]. The failure has been recorded before.
pub(crate) fn stop() -> ! {
    panic::resume_unwind(Box::new(Stop))
}

/// Panics in the name of a callback: what a learner's code makes of it is looked at, but the panic
/// itself is nobody's fault.
pub(crate) fn on_purpose() -> ! {
    panic::resume_unwind(Box::new(OnPurpose))
}

/// Runs a piece of code to its end, one way or the other. Its panics are not printed.
pub(crate) fn catch<T>(body: impl FnOnce() -> T) -> Result<T, Caught> {
    install();
    DEPTH.set(DEPTH.get() + 1);
    let result = panic::catch_unwind(AssertUnwindSafe(body));
    DEPTH.set(DEPTH.get() - 1);
    result.map_err(|payload| caught(&*payload))
}

fn caught(payload: &(dyn Any + Send)) -> Caught {
    if payload.is::<Stop>() {
        return Caught::Stop;
    }
    if payload.is::<OnPurpose>() {
        return Caught::OnPurpose;
    }
    Caught::Panic(Panic::of(payload))
}

fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let panic = keep(info);
            if DEPTH.get() == 0 {
                helpers().push(format!("A helper panicked{panic}"));
                if !QUIET.load(Ordering::Relaxed) {
                    usual(info);
                }
            }
            LAST.set(Some(panic));
        }));
    });
}

/// Panics of threads and tasks that the learner's code has started, in words, since this was last asked.
/// They are no failure by themselves (their thread may be joined), but help to explain one.
pub(crate) fn of_helpers() -> Vec<String> {
    mem::take(&mut *helpers())
}

fn helpers() -> MutexGuard<'static, Vec<String>> {
    HELPERS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn keep(info: &PanicHookInfo<'_>) -> Panic {
    let place = info.location().map(|location| Place {
        file: location.file().to_owned(),
        line: location.line(),
        column: location.column(),
    });
    Panic { message: message(info.payload()), place }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| WITHOUT_MESSAGE.to_owned())
}

impl Panic {
    /// The panic with this payload: the last one on this OS thread.
    pub(crate) fn of(payload: &(dyn Any + Send)) -> Self {
        let message = message(payload);
        // `resume_unwind` (of another thread's panic, for example) goes past the hook, and what the
        // hook kept may be of a panic that the learner caught.
        let kept = LAST.take().filter(|last| last.message == message);
        kept.unwrap_or(Self { message, place: None })
    }

    /// As a verdict: a stub that is still in place is not an error but a beginning.
    pub(crate) fn failure(&self, who: &str) -> Failure {
        if self.is_todo() {
            let place = self.place();
            Failure::new(Verdict::NotAttempted, format!("there is still a `todo!()`{place}"))
        } else {
            let failure = Failure::new(Verdict::RuntimeError, format!("`{who}` panicked{self}"));
            Failure { at: self.place.clone(), ..failure }
        }
    }

    fn place(&self) -> String {
        self.place.as_ref().map_or_else(String::new, |place| {
            format!(" at {}:{}:{}", place.file, place.line, place.column)
        })
    }

    /// Whether it says what `todo!()` and `unimplemented!()` say.
    fn is_todo(&self) -> bool {
        ["not yet implemented", "not implemented"].iter().any(|said| {
            let rest = self.message.strip_prefix(said);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
        })
    }
}

/// What follows on “panicked”.
impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure_of(body: impl FnOnce()) -> Failure {
        match catch(body) {
            Err(Caught::Panic(panic)) => panic.failure("first"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_panic_keeps_its_message_and_its_place() {
        let line = line!() + 1;
        let failure = failure_of(|| panic!("popped from {}", "an empty queue"));
        assert_eq!(failure.verdict, Verdict::RuntimeError);
        let place = format!("{}:{line}:", file!());
        assert!(failure.summary.starts_with("`first` panicked at"), "{}", failure.summary);
        assert!(failure.summary.contains(&place), "{}", failure.summary);
        assert!(failure.summary.ends_with(": popped from an empty queue"), "{}", failure.summary);
    }

    #[test]
    fn a_stub_is_not_attempted() {
        for stub in [|| todo!(), || todo!("wait for first"), || unimplemented!()] {
            let failure = failure_of(stub);
            assert_eq!(failure.verdict, Verdict::NotAttempted);
            assert!(failure.summary.contains("panics.rs:"), "{}", failure.summary);
        }
        assert_eq!(failure_of(|| panic!("not yet implemented!")).verdict, Verdict::RuntimeError);
    }

    #[test]
    fn a_stop_is_no_panic_and_an_old_panic_is_not_taken_for_a_new_one() {
        assert!(matches!(catch(|| stop()), Err(Caught::Stop)));
        let inner = || {
            let _ = panic::catch_unwind(|| panic!("caught by the learner"));
        };
        assert!(catch(inner).is_ok());
        let failure = failure_of(|| panic::resume_unwind(Box::new("from another thread")));
        assert!(failure.summary.contains("from another thread"), "{}", failure.summary);
    }
}
