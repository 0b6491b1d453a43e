//! Objects in statics start afresh in every execution, whatever the one before did to them; and
//! objects can be made, shown and dropped outside of any.

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_crossbeam::atomic::AtomicCell;
use model_crossbeam::channel::{Receiver, Select, Sender, bounded, never, select, unbounded};
use model_crossbeam::deque::{Injector, Worker};
use model_crossbeam::queue::{ArrayQueue, SegQueue};
use model_crossbeam::sync::{Parker, ShardedLock, WaitGroup};
use model_crossbeam::utils::Backoff;
use model_std::sync::{LazyLock, OnceLock};
use model_std::thread;
use model_std::time::Duration;

static COUNT: AtomicCell<u32> = AtomicCell::new(7);
static WHOLE: AtomicCell<Option<Box<u32>>> = AtomicCell::new(None);
static QUEUE: SegQueue<String> = SegQueue::new();
static SILENT: Receiver<u32> = never();
static CHANNEL: LazyLock<(Sender<u32>, Receiver<u32>)> = LazyLock::new(|| bounded(0));
static LOCK: OnceLock<ShardedLock<Vec<u32>>> = OnceLock::new();

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
        assert_eq!((COUNT.load(), QUEUE.len()), (7, 0));
        assert!(WHOLE.take().is_none() && LOCK.get().is_none());
        let threads = [0, 1].map(|n| {
            thread::spawn(move || {
                COUNT.fetch_add(1);
                WHOLE.store(Some(Box::new(n)));
                QUEUE.push(format!("thread {n}"));
                LOCK.get_or_init(|| ShardedLock::new(Vec::new())).write().unwrap().push(n);
                if n == 0 {
                    CHANNEL.0.send(1).unwrap();
                } else {
                    assert_eq!(CHANNEL.1.recv(), Ok(1));
                }
                let timeout = Duration::from_secs(1);
                select!(recv(SILENT) -> _ => panic!("never"), default(timeout) => ());
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!((COUNT.load(), QUEUE.len()), (9, 2));
        assert_eq!(LOCK.get().unwrap().read().unwrap().len(), 2);
        assert!(WHOLE.swap(None).is_some());
    });
}

#[test]
fn who_waits_when_an_execution_ends_is_forgotten() {
    let mut executor = Executor::new(Limits::default());
    for seed in 0..50 {
        let end = executor.run(&mut RandomWalk::new(seed), || {
            assert!(CHANNEL.1.try_recv().is_err() && CHANNEL.0.try_send(1).is_err());
            let waits = thread::spawn(|| select!(send(CHANNEL.0, 1) -> _ => ()));
            drop(thread::spawn(|| CHANNEL.0.send(2)));
            thread::sleep(Duration::from_secs(1));
            drop(waits);
            interleave::gate::halt();
        });
        assert!(matches!(end.end, End::Halted), "{:?}", end.end);
    }
}

#[test]
fn a_deadlocked_execution_leaves_the_next_ones_clean() {
    let mut executor = Executor::new(Limits::default());
    for seed in 0..50 {
        let end = executor.run(&mut RandomWalk::new(seed), || {
            let ((s, r), (t, q)) = (bounded::<u32>(0), bounded::<u32>(1));
            let waits = thread::spawn(move || {
                select!(recv(r) -> _ => (), recv(q) -> _ => ());
            });
            drop(waits.join());
            drop((s, t));
        });
        assert!(matches!(end.end, End::Deadlock { .. }), "{:?}", end.end);
        let end = executor.run(&mut RandomWalk::new(seed), || {
            let (s, r) = bounded(0);
            let sends = thread::spawn(move || select!(send(s, 1) -> sent => sent.unwrap()));
            assert_eq!(select!(recv(r) -> message => message), Ok(1));
            sends.join().unwrap();
        });
        assert!(matches!(end.end, End::Finished), "{:?}", end.end);
    }
}

fn fails() -> u32 {
    panic!("on purpose")
}

#[test]
fn a_panic_with_a_selection_in_hand_is_an_ordinary_panic() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), || {
        let (s, _r) = bounded::<u32>(1);
        select! {
            send(s, fails()) -> _ => (),
            recv(never::<u32>()) -> _ => (),
        }
    });
    let End::Panicked { payload, .. } = &execution.end else { panic!("{:?}", execution.end) };
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"on purpose"));
}

#[test]
fn objects_can_be_made_and_shown_and_dropped_outside() {
    let (s, r) = unbounded::<Vec<u32>>();
    let mut select = Select::new();
    select.send(&s);
    select.recv(&r);
    select.remove(0);
    let shown = format!("{select:?} {s:?} {r:?} {SILENT:?} {COUNT:?} {QUEUE:?}");
    assert!(shown.starts_with("Select { .. } Sender { .. } Receiver { .. }"));
    drop(select);
    drop((s.clone(), r.clone(), r, s));
    drop(bounded::<u32>(0));
    assert!(format!("{:?}", AtomicCell::new(1)).contains("AtomicCell"));
    assert_eq!(AtomicCell::new(vec![1]).into_inner(), [1]);
    let mut queue = ArrayQueue::new(1);
    assert_eq!((queue.push_mut(1), queue.pop_mut()), (Ok(()), Some(1)));
    let mut lock = ShardedLock::new(1);
    *lock.get_mut().unwrap() += 1;
    assert!(format!("{lock:?}").contains("ShardedLock"));
    assert_eq!(lock.into_inner().unwrap(), 2);
    let (parker, group) = (Parker::new(), WaitGroup::new());
    let shown = format!("{parker:?} {:?} {group:?}", parker.unparker().clone());
    assert_eq!(shown, "Parker { .. } Unparker { .. } WaitGroup { count: 1 }");
    drop((group.clone(), group));
    let (worker, injector) = (Worker::<u32>::new_fifo(), Injector::<u32>::new());
    let shown = format!("{worker:?} {:?} {injector:?} {:?}", worker.stealer(), Backoff::new());
    assert!(shown.starts_with("Worker { .. } Stealer { .. } Injector { .. } Backoff"));
}
