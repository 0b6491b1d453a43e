//! Objects in statics start afresh in every execution, whatever the one before did to them.

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_std::cell::RefCell;
use model_std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use model_std::sync::{Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock};
use model_std::{thread, thread_local};

static LIST: Mutex<Vec<String>> = Mutex::new(Vec::new());
static TABLE: RwLock<Option<Box<u32>>> = RwLock::new(None);
static COUNT: AtomicUsize = AtomicUsize::new(7);
static FLAG: AtomicBool = AtomicBool::new(false);
static CELL: OnceLock<Vec<u32>> = OnceLock::new();
static LAZY: LazyLock<Mutex<Vec<u32>>> = LazyLock::new(|| {
    COUNT.fetch_add(1, SeqCst);
    Mutex::new(vec![1])
});
static ONCE: Once = Once::new();
static READY: Condvar = Condvar::new();
static MEET: Barrier = Barrier::new(2);

thread_local!(static OWN: RefCell<Vec<u32>> = RefCell::new(vec![1]));

/// Runs the program under many seeds; it panics if it sees anything of an earlier execution.
fn every_time(program: fn()) {
    let mut executor = Executor::new(Limits::default());
    for seed in 0..100 {
        let end = executor.run(&mut RandomWalk::new(seed), program).end;
        assert!(matches!(end, End::Finished), "seed {seed}: {end:?}");
    }
}

fn uses_them_all() {
    let threads = [0, 1].map(|n| {
        thread::spawn(move || {
            LIST.lock().unwrap().push(format!("thread {n}"));
            *TABLE.write().unwrap() = Some(Box::new(n));
            COUNT.fetch_add(1, SeqCst);
            assert!(CELL.get_or_init(|| vec![n]).len() == 1);
            LAZY.lock().unwrap().push(n);
            ONCE.call_once(|| assert!(!FLAG.swap(true, SeqCst)));
            OWN.with_borrow_mut(|own| own.push(n));
            assert_eq!(OWN.with_borrow(Vec::len), 2);
            MEET.wait();
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn values_start_afresh() {
    every_time(|| {
        assert!(LIST.lock().unwrap().is_empty());
        assert!(TABLE.read().unwrap().is_none());
        assert_eq!(COUNT.load(SeqCst), 7);
        assert!(!FLAG.load(SeqCst) && !ONCE.is_completed() && CELL.get().is_none());
        uses_them_all();
        assert_eq!(LIST.lock().unwrap().len(), 2);
        assert_eq!(LAZY.lock().unwrap().len(), 3);
        assert_eq!(COUNT.load(SeqCst), 10);
    });
}

#[test]
fn locks_and_poison_do_not_outlive_an_execution() {
    static HELD: Mutex<u32> = Mutex::new(0);
    static READ: RwLock<u32> = RwLock::new(0);
    static TORN: Mutex<u32> = Mutex::new(0);
    every_time(|| {
        *HELD.lock().unwrap() += 1;
        assert_eq!(*HELD.lock().unwrap(), 1);
        assert!(READ.try_write().is_ok());
        std::mem::forget(HELD.lock().unwrap());
        std::mem::forget(READ.read().unwrap());
        let panics = thread::spawn(|| {
            let _guard = TORN.lock().unwrap();
            panic!("on purpose");
        });
        assert!(panics.join().is_err());
        assert!(TORN.is_poisoned());
    });
}

#[test]
fn a_condvar_may_get_another_mutex_next_time() {
    every_time(|| {
        let mutex = Mutex::new(());
        let timeout = std::time::Duration::from_secs(1);
        drop(READY.wait_timeout(mutex.lock().unwrap(), timeout));
    });
}

#[test]
fn an_initialisation_that_was_cut_short_starts_again() {
    static CUT: OnceLock<u32> = OnceLock::new();
    let mut executor = Executor::new(Limits::default());
    for seed in 0..50 {
        let end = executor.run(&mut RandomWalk::new(seed), || {
            CUT.get_or_init(|| interleave::gate::halt());
        });
        assert!(matches!(end.end, End::Halted));
        let end = executor.run(&mut RandomWalk::new(seed), || {
            assert_eq!(CUT.get(), None);
            assert_eq!(*CUT.get_or_init(|| 1), 1);
        });
        assert!(matches!(end.end, End::Finished), "{:?}", end.end);
    }
}

#[test]
fn objects_can_be_made_and_shown_and_dropped_outside() {
    use model_std::sync::mpsc;
    let mut mutex = Mutex::new(vec![1]);
    mutex.get_mut().unwrap().push(2);
    assert!(format!("{mutex:?} {LIST:?} {COUNT:?} {CELL:?} {LAZY:?} {TABLE:?}").contains("Mutex"));
    assert_eq!(mutex.into_inner().unwrap(), [1, 2]);
    assert_eq!(AtomicUsize::new(3).into_inner(), 3);
    let (sender, receiver) = mpsc::channel::<Vec<u32>>();
    drop((sender.clone(), receiver, sender));
    drop(mpsc::sync_channel::<u32>(0));
    model_std::println!("outside");
}
