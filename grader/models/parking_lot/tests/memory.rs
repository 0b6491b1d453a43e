//! Whatever synchronises passes on what was stored with relaxed atomics: no schedule shows an older
//! value to whoever waited properly.

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_parking_lot::{
    Condvar, FairMutex, Mutex, Once, ReentrantMutex, RwLock, RwLockUpgradableReadGuard,
};
use model_std::sync::Arc;
use model_std::sync::atomic::AtomicU32;
use model_std::sync::atomic::Ordering::Relaxed;
use model_std::thread;

/// The relaxed data, afresh in every execution.
static DATA: AtomicU32 = AtomicU32::new(0);

fn write() {
    DATA.store(1, Relaxed);
}

fn is_there() -> bool {
    DATA.load(Relaxed) == 1
}

/// Runs two threads that share something under many schedules. If the second says that the first has
/// come before, it must see the data. (It does not look before: nobody reads an old value again after
/// an operation of another kind.)
fn always<S: Default + Send + Sync + 'static>(first: fn(&S), second: fn(&S) -> bool) {
    let mut executor = Executor::new(Limits::default());
    let mut after = 0;
    for seed in 0..400 {
        let came = Arc::new(std::sync::Mutex::new(false));
        let told = Arc::clone(&came);
        let run = move || {
            let one = Arc::new(S::default());
            let other = Arc::clone(&one);
            let thread = thread::spawn(move || first(&one));
            if second(&other) {
                *told.lock().unwrap() = true;
                assert!(is_there(), "an older value");
            }
            thread.join().unwrap();
        };
        let execution = executor.run(&mut RandomWalk::new(seed), run);
        assert!(matches!(execution.end, End::Finished), "seed {seed}: {:?}", execution.end);
        after += usize::from(*came.lock().unwrap());
    }
    assert!(after > 0, "the second never came after the first");
}

#[test]
fn locks() {
    always::<Mutex<bool>>(
        |lock| {
            write();
            *lock.lock() = true;
        },
        |lock| *lock.lock(),
    );
    always::<FairMutex<bool>>(
        |lock| {
            write();
            *lock.lock() = true;
        },
        |lock| lock.try_lock().is_some_and(|guard| *guard),
    );
    always::<ReentrantMutex<std::cell::Cell<bool>>>(
        |lock| {
            write();
            lock.lock().set(true);
        },
        |lock| lock.lock().get(),
    );
}

#[test]
fn read_locks() {
    always::<RwLock<bool>>(
        |lock| {
            write();
            *lock.write() = true;
        },
        |lock| *lock.read(),
    );
    always::<RwLock<bool>>(
        |lock| {
            let reads = lock.upgradable_read();
            write();
            *RwLockUpgradableReadGuard::upgrade(reads) = true;
        },
        |lock| *lock.read(),
    );
}

#[test]
fn condition_variables_and_once() {
    always::<(Mutex<bool>, Condvar)>(
        |(lock, changed)| {
            write();
            *lock.lock() = true;
            changed.notify_one();
        },
        |(lock, changed)| {
            changed.wait_while(&mut lock.lock(), |came| !*came);
            true
        },
    );
    always::<Starts>(
        |starts| starts.0.call_once(write),
        |starts| {
            starts.0.call_once(write);
            true
        },
    );
    always::<Starts>(|starts| starts.0.call_once(write), |starts| starts.0.state().done());
}

/// That of `parking_lot` has no default.
struct Starts(Once);

impl Default for Starts {
    fn default() -> Self {
        Self(Once::new())
    }
}
