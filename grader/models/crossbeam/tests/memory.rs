//! Whatever synchronises passes on what was stored with relaxed atomics: no schedule shows an older
//! value to whoever waited properly.

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_crossbeam::atomic::AtomicCell;
use model_crossbeam::channel::{Receiver, Select, Sender, bounded, unbounded};
use model_crossbeam::deque::Injector;
use model_crossbeam::queue::SegQueue;
use model_crossbeam::select;
use model_crossbeam::sync::{Parker, ShardedLock, Unparker, WaitGroup};
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
    let mut executor = Executor::new(Limits { freedoms: 0, ..Limits::default() });
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

struct Channel(Sender<u32>, Receiver<u32>);

impl Default for Channel {
    fn default() -> Self {
        let (sender, receiver) = unbounded();
        Self(sender, receiver)
    }
}

/// Without a buffer.
struct Meeting(Sender<u32>, Receiver<u32>);

impl Default for Meeting {
    fn default() -> Self {
        let (sender, receiver) = bounded(0);
        Self(sender, receiver)
    }
}

#[test]
fn channels() {
    always::<Channel>(
        |channel| {
            write();
            channel.0.send(1).unwrap();
        },
        |channel| channel.1.recv() == Ok(1),
    );
    always::<Channel>(
        |channel| {
            write();
            channel.0.send(1).unwrap();
        },
        |channel| channel.1.try_recv() == Ok(1),
    );
    always::<Channel>(
        |channel| {
            write();
            channel.0.send(1).unwrap();
        },
        |channel| select!(recv(channel.1) -> value => value == Ok(1)),
    );
    always::<Channel>(
        |channel| {
            write();
            channel.0.send(1).unwrap();
        },
        |channel| !channel.1.is_empty(),
    );
}

/// A sender for each thread.
struct Senders(std::sync::Mutex<Vec<Sender<u32>>>, Receiver<u32>);

impl Default for Senders {
    fn default() -> Self {
        let (sender, receiver) = unbounded();
        Self(std::sync::Mutex::new(vec![sender.clone(), sender]), receiver)
    }
}

#[test]
fn the_last_sender_speaks_for_all() {
    always::<Senders>(
        |channel| {
            write();
            let sender = channel.0.lock().unwrap().pop();
            drop(sender);
        },
        |channel| {
            let sender = channel.0.lock().unwrap().pop();
            drop(sender);
            channel.1.recv().is_err()
        },
    );
}

#[test]
fn meetings() {
    always::<Meeting>(
        |channel| {
            write();
            channel.0.send(1).unwrap();
        },
        |channel| channel.1.recv() == Ok(1),
    );
    always::<Meeting>(
        |channel| {
            write();
            channel.1.recv().unwrap();
        },
        |channel| channel.0.send(1).is_ok(),
    );
    always::<Meeting>(
        |channel| {
            write();
            channel.0.send(1).unwrap();
        },
        |channel| select!(recv(channel.1) -> value => value == Ok(1)),
    );
    // What is stored between the decision and the message counts too.
    always::<Meeting>(
        |channel| {
            let mut select = Select::new();
            select.send(&channel.0);
            let operation = select.select();
            write();
            operation.send(&channel.0, 1).unwrap();
        },
        |channel| channel.1.recv() == Ok(1),
    );
    always::<Meeting>(
        |channel| {
            let mut select = Select::new();
            select.send(&channel.0);
            let operation = select.select();
            write();
            operation.send(&channel.0, 1).unwrap();
        },
        |channel| {
            let mut select = Select::new();
            select.recv(&channel.1);
            let operation = select.select();
            thread::yield_now();
            operation.recv(&channel.1) == Ok(1)
        },
    );
}

/// With what wakes it.
struct Parks(std::sync::Mutex<Option<Parker>>, Unparker);

impl Default for Parks {
    fn default() -> Self {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        Self(std::sync::Mutex::new(Some(parker)), unparker)
    }
}

struct Group(std::sync::Mutex<Option<WaitGroup>>, std::sync::Mutex<Option<WaitGroup>>);

impl Default for Group {
    fn default() -> Self {
        let group = WaitGroup::new();
        Self(std::sync::Mutex::new(Some(group.clone())), std::sync::Mutex::new(Some(group)))
    }
}

#[test]
fn locks_and_the_like() {
    always::<ShardedLock<bool>>(
        |lock| {
            write();
            *lock.write().unwrap() = true;
        },
        |lock| *lock.read().unwrap(),
    );
    always::<Parks>(
        |parks| {
            write();
            parks.1.unpark();
        },
        |parks| {
            let parker = parks.0.lock().unwrap().take().unwrap();
            parker.park();
            true
        },
    );
    always::<Group>(
        |group| {
            write();
            drop(group.0.lock().unwrap().take());
        },
        |group| {
            let group = group.1.lock().unwrap().take().unwrap();
            group.wait();
            true
        },
    );
}

#[test]
fn cells_and_queues() {
    always::<AtomicCell<bool>>(
        |cell| {
            write();
            cell.store(true);
        },
        AtomicCell::load,
    );
    always::<SegQueue<u32>>(
        |queue| {
            write();
            queue.push(1);
        },
        |queue| queue.pop() == Some(1),
    );
    always::<Injector<u32>>(
        |queue| {
            write();
            queue.push(1);
        },
        |queue| queue.steal().is_success(),
    );
}
