//! Objects in statics start afresh in every execution, data and all, whatever the one before did.

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_parking_lot::{
    Condvar, FairMutex, Mutex, MutexGuard, Once, OnceState, ReentrantMutex, RwLock,
    RwLockUpgradableReadGuard, RwLockWriteGuard, const_mutex,
};
use model_std::cell::RefCell;
use model_std::time::Duration;
use model_std::{mem, thread};

static LIST: Mutex<Vec<String>> = Mutex::new(Vec::new());
static PAIRS: [Mutex<(u8, Option<Box<u32>>)>; 2] = [const_mutex((1, None)), const_mutex((2, None))];
static ALIGNED: Mutex<Wide> = Mutex::new(Wide(7, 8));
static TABLE: RwLock<Option<Box<u32>>> = RwLock::new(None);
static FAIR: FairMutex<u64> = FairMutex::new(7);
static OWN: ReentrantMutex<RefCell<Vec<u32>>> = ReentrantMutex::new(RefCell::new(Vec::new()));
static READY: Condvar = Condvar::new();
static ONCE: Once = Once::new();

#[repr(align(64))]
#[derive(Debug, PartialEq)]
struct Wide(u8, u64);

/// Runs the program under many seeds; it panics if it sees anything of an earlier execution.
fn every_time(program: fn()) {
    let mut executor = Executor::new(Limits::default());
    for seed in 0..100 {
        let end = executor.run(&mut RandomWalk::new(seed), program).end;
        assert!(matches!(end, End::Finished), "seed {seed}: {end:?}");
    }
}

#[test]
fn values_start_afresh() {
    every_time(|| {
        assert!(LIST.lock().is_empty() && TABLE.read().is_none() && OWN.lock().borrow().is_empty());
        assert_eq!((*FAIR.lock(), ONCE.state()), (7, OnceState::New));
        assert_eq!(*ALIGNED.lock(), Wide(7, 8));
        for (pair, number) in PAIRS.iter().zip(1..) {
            assert_eq!(*pair.lock(), (number, None));
        }
        let threads = [0, 1].map(|n| {
            thread::spawn(move || {
                LIST.lock().push(format!("thread {n}"));
                PAIRS[n as usize].lock().1 = Some(Box::new(n));
                ALIGNED.lock().1 += 1;
                *TABLE.write() = Some(Box::new(n));
                *FAIR.lock() += 1;
                let own = OWN.lock();
                OWN.lock().borrow_mut().push(n);
                drop(own);
                ONCE.call_once(thread::yield_now);
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!((LIST.lock().len(), *FAIR.lock()), (2, 9));
        assert_eq!((OWN.lock().borrow().len(), ALIGNED.lock().1), (2, 10));
    });
}

#[test]
fn locks_do_not_outlive_an_execution() {
    static HELD: Mutex<u32> = Mutex::new(0);
    static LEAKED: Mutex<u32> = Mutex::new(0);
    static FAIR: FairMutex<u32> = FairMutex::new(0);
    static OWN: ReentrantMutex<u32> = ReentrantMutex::new(0);
    static READ: RwLock<u32> = RwLock::new(0);
    static UPGRADABLE: RwLock<u32> = RwLock::new(0);
    static WRITTEN: RwLock<u32> = RwLock::new(0);
    every_time(|| {
        assert_eq!(*LEAKED.lock(), 0);
        *MutexGuard::leak(LEAKED.lock()) += 1;
        assert!(FAIR.try_lock().is_some() && !HELD.is_locked());
        assert!(!OWN.is_owned_by_current_thread() && !OWN.is_locked());
        assert!(READ.try_write().is_some() && UPGRADABLE.try_write().is_some());
        assert!(WRITTEN.try_write().is_some());
        mem::forget((HELD.lock(), FAIR.lock(), OWN.lock(), READ.read(), READ.read_recursive()));
        mem::forget(UPGRADABLE.upgradable_read());
        mem::forget(RwLockWriteGuard::downgrade_to_upgradable(WRITTEN.write()));
        thread::spawn(|| assert!(OWN.try_lock().is_none())).join().unwrap();
    });
}

#[test]
fn executions_that_were_cut_short_leave_nothing() {
    static LOCK: RwLock<Vec<u32>> = RwLock::new(Vec::new());
    static PAIR: (Mutex<u32>, Condvar) = (Mutex::new(0), Condvar::new());
    static ONCE: Once = Once::new();
    let mut executor = Executor::new(Limits::default());
    for seed in 0..50 {
        let end = executor.run(&mut RandomWalk::new(seed), || {
            thread::spawn(|| LOCK.write().push(1));
            thread::spawn(|| {
                let upgradable = LOCK.upgradable_read();
                RwLockUpgradableReadGuard::upgrade(upgradable).push(2);
            });
            thread::spawn(|| PAIR.1.wait(&mut PAIR.0.lock()));
            ONCE.call_once(|| {
                let _read = LOCK.read();
                thread::sleep(Duration::from_secs(1));
                interleave::gate::halt()
            });
        });
        assert!(matches!(end.end, End::Halted), "{:?}", end.end);
        let end = executor.run(&mut RandomWalk::new(seed), || {
            assert!(LOCK.try_write().unwrap().is_empty());
            assert!(!PAIR.1.notify_one() && PAIR.0.try_lock().is_some());
            ONCE.call_once(|| ());
        });
        assert!(matches!(end.end, End::Finished), "{:?}", end.end);
    }
}

#[test]
fn a_condvar_may_get_another_mutex_next_time() {
    every_time(|| {
        let mutex = Mutex::new(());
        READY.wait_for(&mut mutex.lock(), Duration::from_secs(1));
    });
}

#[test]
fn objects_can_be_made_and_shown_and_dropped_outside() {
    let mut mutex = Mutex::new(vec![1]);
    mutex.get_mut().push(2);
    assert_eq!(
        format!("{mutex:?} {TABLE:?}"),
        "Mutex { data: <locked> } RwLock { data: <locked> }"
    );
    assert_eq!(format!("{OWN:?}"), "ReentrantMutex { data: <locked> }");
    assert!(format!("{ONCE:?} {READY:?} {FAIR:?}").starts_with("Once"));
    assert_eq!(mutex.into_inner(), [1, 2]);
    assert_eq!(RwLock::new(3).into_inner() + *ReentrantMutex::new(4).get_mut(), 7);
}
