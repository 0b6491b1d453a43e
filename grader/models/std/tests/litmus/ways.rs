//! Everything that synchronises, other than atomics, passes on what was stored before.

use std::sync::Mutex as Real;

use interleave::End;
use model_std::sync::atomic::AtomicU32;
use model_std::sync::atomic::Ordering::Relaxed;
use model_std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, mpsc};
use model_std::thread;
use model_std::time::Duration;

use super::explore;

static ONCE: Once = Once::new();
static CELL: OnceLock<u32> = OnceLock::new();
/// The relaxed data, afresh in every execution.
static DATA: AtomicU32 = AtomicU32::new(0);
static LAZY: LazyLock<u32> = LazyLock::new(|| {
    DATA.store(1, Relaxed);
    1
});
fn write() {
    DATA.store(1, Relaxed);
}
fn data() -> u32 {
    DATA.load(Relaxed)
}
fn both<T: Send + 'static>(one: impl FnOnce() + Send + 'static, other: impl FnOnce() -> T) {
    let thread = thread::spawn(one);
    other();
    thread.join().unwrap();
}

/// Ways to pass something on, each with its name.
const WAYS: [(&str, fn()); 18] = [
    ("spawn", || {
        write();
        thread::spawn(|| assert_eq!(data(), 1)).join().unwrap();
    }),
    ("join", || {
        thread::spawn(write).join().unwrap();
        assert_eq!(data(), 1);
    }),
    ("is_finished", || {
        let thread = thread::spawn(write);
        assert!(!thread.is_finished() || data() == 1);
    }),
    ("scope", || {
        thread::scope(|scope| _ = scope.spawn(write));
        assert_eq!(data(), 1);
    }),
    ("scope of a thread that has ended", || {
        thread::scope(|scope| {
            scope.spawn(write);
            thread::yield_now();
        });
        assert_eq!(data(), 1);
    }),
    ("Mutex", || {
        let one = Arc::new(Mutex::new(false));
        let other = Arc::clone(&one);
        both(
            move || {
                write();
                *one.lock().unwrap() = true;
            },
            || assert!(!*other.lock().unwrap() || data() == 1),
        );
    }),
    ("RwLock", || {
        let one = Arc::new(RwLock::new(false));
        let other = Arc::clone(&one);
        both(
            move || {
                write();
                *one.write().unwrap() = true;
            },
            || assert!(!*other.read().unwrap() || data() == 1),
        );
    }),
    ("Condvar", || {
        let one = Arc::new((Mutex::new(()), Condvar::new()));
        let other = Arc::clone(&one);
        let guard = other.0.lock().unwrap();
        let thread = thread::spawn(move || {
            drop(one.0.lock().unwrap());
            write();
            one.1.notify_one();
        });
        drop(other.1.wait(guard).unwrap());
        assert_eq!(data(), 1);
        thread.join().unwrap();
    }),
    ("channel", || {
        let (sender, receiver) = mpsc::channel();
        both(
            move || {
                write();
                sender.send(()).unwrap();
            },
            || {
                receiver.recv().unwrap();
                assert_eq!(data(), 1);
            },
        );
    }),
    ("channel without senders", || {
        let (sender, receiver) = mpsc::channel::<()>();
        let second = sender.clone();
        let thread = thread::spawn(move || drop(second));
        both(
            move || {
                write();
                drop(sender);
            },
            || {
                receiver.recv().unwrap_err();
                assert_eq!(data(), 1);
            },
        );
        thread.join().unwrap();
    }),
    ("channel without a buffer", || {
        let (sender, receiver) = mpsc::sync_channel(0);
        both(
            move || {
                receiver.recv().unwrap();
                assert_eq!(data(), 1);
            },
            || {
                write();
                sender.send(()).unwrap();
            },
        );
    }),
    ("park", || {
        let me = thread::current();
        both(
            move || {
                write();
                me.unpark();
            },
            || {
                thread::park();
                assert_eq!(data(), 1);
            },
        );
    }),
    ("Barrier", || {
        let one = Arc::new(Barrier::new(2));
        let other = Arc::clone(&one);
        both(
            move || {
                write();
                one.wait();
            },
            || {
                other.wait();
                assert_eq!(data(), 1);
            },
        );
    }),
    ("Once", || {
        both(
            || ONCE.call_once(write),
            || {
                ONCE.call_once(write);
                assert_eq!(data(), 1);
            },
        );
    }),
    ("OnceLock", || {
        both(
            || {
                write();
                CELL.set(1).unwrap();
            },
            || assert!(CELL.get().is_none() || data() == 1),
        );
    }),
    ("sleep", || {
        both(write, || {
            thread::sleep(Duration::from_secs(1));
            assert_eq!(data(), 1);
        });
    }),
    ("what is shown to whoever observes the program", || {
        let shown = Arc::new(Real::new(false));
        let there = Arc::clone(&shown);
        both(
            move || {
                write();
                interleave::gate::mark(0);
                *there.lock().unwrap() = true;
            },
            || {
                thread::yield_now();
                interleave::gate::mark(1);
                assert!(!*shown.lock().unwrap() || data() == 1);
            },
        );
    }),
    ("LazyLock", || {
        both(
            || _ = *LAZY,
            || {
                assert_eq!(*LAZY, 1);
                assert_eq!(data(), 1);
            },
        );
    }),
];

/// Everything else that synchronises passes on what was stored before. (The reader does not look
/// before: nobody reads an old value again after an operation of another kind.)
#[test]
fn other_objects_pass_relaxed_data_on() {
    for (name, way) in WAYS {
        let mut executions = 0;
        explore(
            move |_: &Real<()>| way(),
            |execution, ()| {
                executions += 1;
                assert!(matches!(execution.end, End::Finished), "{name}: {:?}", execution.end);
            },
        );
        assert!(executions > 0, "{name}");
    }
}
