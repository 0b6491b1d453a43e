//! What the model tells whoever looks at an execution closely: what objects are like, and what
//! operations bring back.

use brute::told;
use model_std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering::SeqCst};
use model_std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, mpsc};
use model_std::thread;
use model_std::time::Duration;

const SHORT: Duration = Duration::from_millis(1);

#[test]
fn atomics_tell_their_value_and_what_was_read() {
    let told = told(|| {
        let number = AtomicI32::new(1);
        number.store(-2, SeqCst);
        assert_eq!(number.load(SeqCst), -2);
        number.fetch_add(5, SeqCst);
        number.swap(7, SeqCst);
        assert_eq!(number.compare_exchange(7, 8, SeqCst, SeqCst), Ok(7));
        assert_eq!(number.compare_exchange(7, 9, SeqCst, SeqCst), Err(8));
        let flag = AtomicBool::new(false);
        flag.fetch_not(SeqCst);
        let pointer = AtomicPtr::<u8>::default();
        pointer.load(SeqCst);
    });
    assert_eq!(
        told,
        [
            "store AtomicI32 #1 [value -2]",
            "load AtomicI32 #1 -> -2",
            "fetch_add AtomicI32 #1 -> -2 [value 3]",
            "swap AtomicI32 #1 -> 3 [value 7]",
            "compare_exchange AtomicI32 #1 -> 7 [value 8]",
            "compare_exchange AtomicI32 #1 -> fails -> 8",
            "fetch_not AtomicBool #1 -> false [value true]",
        ]
    );
}

#[test]
fn threads_tell_their_token_and_how_they_ended() {
    let told = told(|| {
        let main = thread::current();
        let child = thread::spawn(move || main.unpark());
        thread::park();
        thread::park_timeout(SHORT);
        child.join().unwrap();
        let panics = thread::spawn(|| panic!("on purpose"));
        assert!(!panics.is_finished());
        assert!(panics.join().is_err());
    });
    assert_eq!(
        told,
        [
            "unpark main [token true]",
            "park main [token false]",
            "park_timeout main -> times out",
            "is_finished thread 2 -> false",
            "join thread 2 -> panicked",
        ]
    );
}

#[test]
fn channels_tell_how_many_messages_there_are() {
    let told = told(|| {
        let (sender, receiver) = mpsc::sync_channel(1);
        sender.send(7).unwrap();
        assert!(sender.try_send(8).is_err());
        receiver.recv().unwrap();
        assert!(receiver.try_recv().is_err());
        assert!(receiver.recv_timeout(SHORT).is_err());
        drop(sender);
        assert!(receiver.recv().is_err());
        let (sender, receiver) = mpsc::channel();
        drop(receiver);
        assert!(sender.send("not a number").is_err());
    });
    assert_eq!(
        told,
        [
            "send channel #1 [messages 1]",
            "try_send channel #1 -> full",
            "recv channel #1 [messages 0] -> 7",
            "try_recv channel #1 -> empty",
            "recv_timeout channel #1 -> times out",
            "drop_sender channel #1 [closed true]",
            "recv channel #1 -> disconnected",
            "drop_receiver channel #2 [closed true]",
            "send channel #2 -> disconnected",
        ]
    );
}

#[test]
fn locks_tell_who_is_refused_and_what_is_poisoned() {
    let told = told(|| {
        let lock = Arc::new(Mutex::new(1));
        let other = Arc::clone(&lock);
        let panics = thread::spawn(move || {
            let _guard = other.lock().unwrap();
            panic!("on purpose");
        });
        assert!(panics.join().is_err());
        assert!(lock.is_poisoned());
        lock.clear_poison();
        let guard = lock.lock().unwrap();
        assert!(lock.try_lock().is_err());
        let condvar = Condvar::new();
        let _after = condvar.wait_timeout(guard, SHORT).unwrap();
        let lock = RwLock::new(());
        let _reader = lock.read().unwrap();
        assert!(lock.try_write().is_err());
        assert!(lock.try_read().is_ok());
    });
    assert_eq!(
        told,
        [
            "lock Mutex #1 [value 1]",
            "unlock Mutex #1 [poisoned true]",
            "join thread 1 -> panicked",
            "is_poisoned Mutex #1 -> true",
            "clear_poison Mutex #1 [poisoned false]",
            "try_lock Mutex #1 -> would block",
            "lock Mutex #1 -> the wait timed out",
            "try_write RwLock #1 -> would block",
        ]
    );
}

#[test]
fn locks_tell_small_data_when_it_changes() {
    let told = told(|| {
        let lock = Arc::new(Mutex::new(1));
        drop(lock.lock().unwrap());
        *lock.lock().unwrap() += 1;
        drop(lock.lock().unwrap());
        let other = Arc::clone(&lock);
        let condvar = Arc::new(Condvar::new());
        let notifies = Arc::clone(&condvar);
        let child = thread::spawn(move || {
            *other.lock().unwrap() += 1;
            notifies.notify_one();
        });
        let mut guard = lock.lock().unwrap();
        *guard += 1;
        assert_eq!(*condvar.wait(guard).unwrap(), 4);
        child.join().unwrap();
        let lock = RwLock::new(false);
        *lock.write().unwrap() = true;
        assert!(*lock.read().unwrap());
        drop(Mutex::new(vec![1]).lock());
    });
    assert_eq!(
        told,
        [
            "lock Mutex #1 [value 1]",
            "unlock Mutex #1 [value 2]",
            "wait Condvar #1 [Mutex #1 value 3]",
            "unlock Mutex #1 [value 4]",
            "write RwLock #1 [value false]",
            "unlock RwLock #1 [value true]"
        ]
    );
}

#[test]
fn what_happens_once_tells_when_it_has() {
    static LAZY: LazyLock<u32> = LazyLock::new(|| 7);
    let told = told(|| {
        let (once, cell) = (Once::new(), OnceLock::new());
        once.call_once(|| ());
        assert!(once.is_completed());
        assert!(cell.get().is_none());
        cell.set(1).unwrap();
        assert_eq!((*LAZY, cell.get()), (7, Some(&1)));
        let barrier = Arc::new(Barrier::new(2));
        let other = Arc::clone(&barrier);
        let child = thread::spawn(move || other.wait().is_leader());
        barrier.wait();
        child.join().unwrap();
    });
    assert_eq!(
        told,
        [
            "complete Once #1 [done true]",
            "is_completed Once #1 -> true",
            "get OnceLock #1 -> empty",
            "complete OnceLock #1 [done true]",
            "complete LazyLock #1 [done true]",
            "wait Barrier #1 [waiting 1]",
            "wait Barrier #1 [waiting 0] -> leader",
        ]
    );
}
