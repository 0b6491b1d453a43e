//! What the model tells whoever looks at an execution closely: what objects are like, and what
//! operations bring back.

use brute::told;
use model_parking_lot::{Condvar, FairMutex, Mutex, Once, RwLock};
use model_std::sync::Arc;
use model_std::thread;
use model_std::time::Duration;

const SHORT: Duration = Duration::from_millis(1);

#[test]
fn mutexes_tell_who_is_refused() {
    let told = told(|| {
        let (mutex, fair, condvar) = (Mutex::new(()), FairMutex::new(()), Condvar::new());
        let mut guard = mutex.lock();
        assert!(mutex.try_lock().is_none());
        assert!(mutex.try_lock_for(SHORT).is_none());
        assert!(mutex.is_locked());
        assert!(condvar.wait_for(&mut guard, SHORT).timed_out());
        assert!(!condvar.notify_one());
        let _held = fair.lock();
        assert!(fair.try_lock().is_none());
        let once = Once::new();
        once.call_once(|| ());
    });
    assert_eq!(
        told,
        [
            "try_lock Mutex #1 -> would block",
            "try_lock_for Mutex #1 -> times out",
            "is_locked Mutex #1 -> true",
            "lock Mutex #1 -> the wait timed out",
            "notify_one Condvar #1 -> false",
            "try_lock FairMutex #1 -> would block",
            "complete Once #1 [done true]"
        ]
    );
}

#[test]
fn reader_writer_locks_tell_who_is_refused() {
    let told = told(|| {
        let lock = Arc::new(RwLock::new(()));
        let reads = lock.read();
        assert!(lock.try_write().is_none());
        assert!(lock.try_write_for(SHORT).is_none());
        let other = Arc::clone(&lock);
        let child = thread::spawn(move || drop(other.write()));
        thread::sleep(SHORT);
        assert!(lock.try_read().is_none());
        drop(reads);
        child.join().unwrap();
        assert!(!lock.is_locked());
    });
    assert_eq!(
        told,
        [
            "try_write RwLock #1 -> would block",
            "try_write_for RwLock #1 -> not yet",
            "try_write_for RwLock #1 -> times out",
            "write RwLock #1 -> not yet",
            "try_read RwLock #1 -> would block",
            "is_locked RwLock #1 -> false"
        ]
    );
}
