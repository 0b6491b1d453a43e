//! A learner's file, as far as it can be told from here: ordinary Rust that uses std in the many
//! ways there are. It is compiled by `shadow.rs`, where `std` is the model.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::fmt::{self, Write as _};
use std::io::Write as _;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{self, AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError};
use std::sync::{self, *};
use std::thread::{self, JoinHandle, Thread};
use std::time::{Duration, Instant};

static COUNTER: AtomicUsize = AtomicUsize::new(0);
static REGISTRY: Mutex<BTreeMap<u32, String>> = Mutex::new(BTreeMap::new());
static CONFIG: LazyLock<HashMap<&'static str, u32>> =
    LazyLock::new(|| HashMap::from([("threads", 3)]));
static START: ::std::sync::OnceLock<Instant> = ::std::sync::OnceLock::new();

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static NAMES: RefCell<Vec<String>> = RefCell::default();
}

std::thread_local!(static PLAIN: u8 = 7);

macro_rules! log {
    ($($arg:tt)*) => { println!("[log] {}", format!($($arg)*)) };
}

/// A queue of bounded length, as many would write it.
#[derive(Debug, Default)]
pub struct Bounded<T> {
    items: Mutex<VecDeque<T>>,
    not_empty: Condvar,
    not_full: Condvar,
    capacity: usize,
}

impl<T: Clone + fmt::Debug> Bounded<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            items: Mutex::new(VecDeque::with_capacity(capacity)),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            capacity,
        }
    }

    pub fn put(&self, item: T) {
        let full = |items: &mut VecDeque<T>| items.len() == self.capacity;
        let mut items = self.not_full.wait_while(self.items.lock().unwrap(), full).unwrap();
        items.push_back(item);
        drop(items);
        self.not_empty.notify_one();
    }

    pub fn take(&self) -> T {
        let mut items: MutexGuard<'_, VecDeque<T>> = self.items.lock().expect("poisoned");
        loop {
            match items.pop_front() {
                Some(item) => {
                    self.not_full.notify_one();
                    return item;
                }
                None => items = self.not_empty.wait(items).unwrap(),
            }
        }
    }
}

/// A spin lock with a guard, from atomics alone.
pub struct Spin {
    held: AtomicBool,
    waited: core::sync::atomic::AtomicU32,
}

pub struct SpinGuard<'a>(&'a Spin, usize);

impl Spin {
    const fn new() -> Self {
        Self { held: AtomicBool::new(false), waited: core::sync::atomic::AtomicU32::new(0) }
    }

    fn lock(&self) -> SpinGuard<'_> {
        while self
            .held
            .compare_exchange_weak(false, true, Ordering::Acquire, Ordering::Relaxed)
            .is_err()
        {
            self.waited.fetch_add(1, core::sync::atomic::Ordering::Relaxed);
            core::hint::spin_loop();
            std::hint::spin_loop();
        }
        SpinGuard(self, 0)
    }
}

impl Deref for SpinGuard<'_> {
    type Target = usize;

    fn deref(&self) -> &usize {
        &self.1
    }
}

impl DerefMut for SpinGuard<'_> {
    fn deref_mut(&mut self) -> &mut usize {
        &mut self.1
    }
}

impl Drop for SpinGuard<'_> {
    fn drop(&mut self) {
        self.0.held.store(false, Ordering::Release);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
enum State {
    #[default]
    Idle,
    Busy(u8),
}

type Job = Box<dyn FnOnce() -> Result<(), Box<dyn std::error::Error + Send + Sync>> + Send>;

struct Pool {
    sender: Option<Sender<Job>>,
    workers: Vec<JoinHandle<usize>>,
}

impl Pool {
    fn new(size: usize) -> Self {
        let (sender, receiver): (Sender<Job>, Receiver<Job>) = mpsc::channel();
        let receiver = Arc::new(Mutex::new(receiver));
        let worker = |n: usize| {
            let receiver = sync::Arc::clone(&receiver);
            thread::Builder::new().name(format!("worker {n}")).spawn(move || {
                let mut done = 0;
                while let Ok(job) = { receiver.lock().unwrap().recv() } {
                    job().unwrap();
                    done += 1;
                }
                done
            })
        };
        let workers = (0..size).map(|n| worker(n).unwrap()).collect();
        Self { sender: Some(sender), workers }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.sender.take());
        let done: usize = self.workers.drain(..).map(|worker| worker.join().unwrap()).sum();
        assert_eq!(done, 4);
    }
}

fn queues() {
    let queue = Arc::new(Bounded::new(1));
    let producer = {
        let queue = Arc::clone(&queue);
        thread::spawn(move || (0..3).for_each(|n| queue.put(State::Busy(n))))
    };
    assert!((0..3).all(|n| queue.take() == State::Busy(n)));
    producer.join().unwrap();
    assert!(!std::format!("{queue:?}").is_empty());
    let weak: Weak<Bounded<State>> = Arc::downgrade(&queue);
    assert!(weak.upgrade().is_some() && State::default() < State::Busy(0));
}

fn pools() -> Result<(), Box<dyn std::error::Error>> {
    let pool = Pool::new(2);
    for n in 0..4_u32 {
        let job = move || {
            COUNTER.fetch_add(1, atomic::Ordering::SeqCst);
            REGISTRY.lock()?.insert(n, thread::current().name().unwrap_or("?").to_string());
            Ok(())
        };
        let job: Job =
            Box::new(move || job().map_err(|_: PoisonError<MutexGuard<'_, _>>| "poison".into()));
        pool.sender.as_ref().ok_or("closed")?.send(job)?;
    }
    drop(pool);
    assert_eq!((COUNTER.load(Ordering::SeqCst), REGISTRY.lock().unwrap().len()), (4, 4));
    Ok(())
}

fn spinning() {
    static LOCK: Spin = Spin::new();
    thread::scope(|s| {
        for _ in 0..CONFIG["threads"] {
            s.spawn(|| *LOCK.lock() += 1);
        }
    });
    assert!(!LOCK.held.load(Ordering::SeqCst));
    atomic::fence(Ordering::SeqCst);
}

fn times() {
    let start = *START.get_or_init(Instant::now);
    thread::sleep(Duration::from_millis(5));
    assert!(start.elapsed() >= Duration::from_millis(5));
    let (sender, receiver): (SyncSender<u8>, _) = mpsc::sync_channel(0);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(
        receiver.recv_timeout(std::time::Duration::from_secs(1)),
        Err(RecvTimeoutError::Timeout)
    );
    drop(sender);
    let parked: Thread = thread::current();
    thread::spawn(move || parked.unpark());
    thread::park_timeout(Duration::from_secs(3600));
    thread::yield_now();
}

fn printing() {
    log!("ready");
    eprintln!("{:>4}", 1);
    let mut text = String::new();
    write!(text, "{}", 1).unwrap();
    writeln!(std::io::sink(), "{text}").unwrap();
    assert!(matches!(text.parse::<u32>(), Ok(1)));
    debug_assert_eq!(vec![1; 2].into_iter().collect::<HashSet<_>>().len(), 1, "{}", text);
}

fn locals() {
    DEPTH.with(|depth| depth.set(depth.get() + 1));
    NAMES.with_borrow_mut(|names| names.push(std::any::type_name::<State>().to_owned()));
    assert_eq!((DEPTH.get(), PLAIN.with(|plain| *plain)), (1, 7));
    let caught = std::panic::catch_unwind(|| panic!("on purpose"));
    assert!(caught.is_err() && !std::thread::panicking());
}

fn read_and_written() {
    let lock = RwLock::new([0_u8; 2]);
    let (meet, once) = (Barrier::new(2), Once::new());
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            lock.write().unwrap()[0] = 1;
            meet.wait().is_leader()
        });
        let leader = meet.wait().is_leader();
        assert_ne!(leader, writer.join().unwrap());
        once.call_once(|| assert_eq!(lock.read().unwrap()[0], 1));
    });
    if let Err(TryLockError::Poisoned(_)) = lock.try_read() {
        unreachable!();
    }
}

/// Everything above.
pub fn all() {
    queues();
    pools().unwrap();
    spinning();
    times();
    printing();
    locals();
    read_and_written();
}
