//! The reduced search held against brute force: what std has beside mutexes, condition variables and
//! atomics (`exhaustive` has those).

use std::sync::Mutex as Real;
use std::time::Duration;

use brute::{Family, Log, Program, compare};
use fastrand::Rng;
use model_std::println;
use model_std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use model_std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use model_std::sync::{
    Arc, Barrier, Condvar, Mutex, MutexGuard, Once, OnceLock, PoisonError, RwLock, RwLockReadGuard,
    RwLockWriteGuard,
};
use model_std::thread::{self, JoinHandle, Thread};

/// Where the log has what the program shows to whoever observes it.
const OUTSIDE: usize = 8;
/// What a task logs last.
const END: i32 = 999;

/// One thing that a random thread does. What cannot be done (a guard to drop that is not there) is
/// left out.
#[derive(Debug, Clone, Copy)]
enum Act {
    Load,
    Add,
    Read,
    Write,
    TryRead,
    TryWrite,
    Downgrade,
    Lock,
    TryLock,
    Unlock,
    IsPoisoned,
    ClearPoison,
    Wait,
    WaitTimeout(u64),
    Notify,
    NotifyAll,
    Send,
    TrySend,
    Recv,
    TryRecv,
    RecvTimeout(u64),
    DropEnds,
    Barrier,
    CallOnce,
    IsCompleted,
    OnceWait,
    Set,
    Get,
    GetOrInit,
    Park,
    ParkTimeout(u64),
    Unpark(usize),
    Spawn,
    Join,
    IsFinished,
    Sleep(u64),
    Print,
    Mark,
    Panic,
}

#[derive(Debug, Clone)]
struct Setup {
    /// How many messages fit; no number, no bound.
    bound: Option<usize>,
    scoped: bool,
}

enum Send {
    Unbounded(Sender<i32>),
    Bounded(SyncSender<i32>),
}

struct Shared {
    number: AtomicI32,
    lock: RwLock<i32>,
    mutex: Mutex<i32>,
    changed: Condvar,
    barrier: Barrier,
    once: Once,
    cell: OnceLock<i32>,
    threads: Real<Vec<Thread>>,
}

/// What a thread has.
#[derive(Default)]
struct Own<'a> {
    reads: Option<RwLockReadGuard<'a, i32>>,
    writes: Option<RwLockWriteGuard<'a, i32>>,
    holds: Option<MutexGuard<'a, i32>>,
    sends: Option<Send>,
    receives: Option<Receiver<i32>>,
    child: Option<JoinHandle<i32>>,
}

fn passing(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

#[expect(clippy::too_many_lines, reason = "a list: one arm for each thing to do")]
fn act<'a>(shared: &'a Arc<Shared>, own: &mut Own<'a>, act: Act, me: usize, log: &Log) -> i32 {
    let code = i32::try_from(me).expect("few tasks") + 1;
    let took = |result: Result<i32, i32>| result.unwrap_or_else(|error| error);
    match act {
        Act::Load => shared.number.load(SeqCst),
        Act::Add => shared.number.fetch_add(code, SeqCst),
        Act::Read if own.reads.is_none() && own.writes.is_none() => {
            let guard = shared.lock.read().unwrap_or_else(PoisonError::into_inner);
            let seen = *guard;
            own.reads = Some(guard);
            seen
        }
        Act::Write if own.reads.is_none() && own.writes.is_none() => {
            let mut guard = shared.lock.write().unwrap_or_else(PoisonError::into_inner);
            *guard += code;
            let seen = *guard;
            own.writes = Some(guard);
            seen
        }
        Act::TryRead => shared.lock.try_read().map_or(-1, |guard| *guard),
        Act::TryWrite => shared.lock.try_write().map_or(-1, |mut guard| {
            *guard += code;
            *guard
        }),
        Act::Downgrade => {
            let Some(guard) = own.writes.take() else { return 0 };
            own.reads = Some(RwLockWriteGuard::downgrade(guard));
            0
        }
        Act::Lock if own.holds.is_none() => {
            let (mut guard, poisoned) = match shared.mutex.lock() {
                Ok(guard) => (guard, 0),
                Err(poison) => (poison.into_inner(), 100),
            };
            *guard += code;
            let seen = *guard;
            own.holds = Some(guard);
            seen + poisoned
        }
        Act::TryLock if own.holds.is_none() => shared.mutex.try_lock().map_or(-1, |guard| *guard),
        Act::Unlock => {
            own.holds = None;
            own.reads = None;
            own.writes = None;
            0
        }
        Act::IsPoisoned => {
            i32::from(shared.mutex.is_poisoned()) + 2 * i32::from(shared.lock.is_poisoned())
        }
        Act::ClearPoison => {
            shared.mutex.clear_poison();
            0
        }
        Act::Wait => {
            let Some(guard) = own.holds.take() else { return 0 };
            let guard = shared.changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
            let seen = *guard;
            own.holds = Some(guard);
            seen
        }
        Act::WaitTimeout(ms) => {
            let Some(guard) = own.holds.take() else { return 0 };
            let (guard, result) = match shared.changed.wait_timeout(guard, passing(ms)) {
                Ok(both) => both,
                Err(poison) => poison.into_inner(),
            };
            let seen = *guard;
            own.holds = Some(guard);
            seen + if result.timed_out() { 50 } else { 0 }
        }
        Act::Notify => {
            shared.changed.notify_one();
            0
        }
        Act::NotifyAll => {
            shared.changed.notify_all();
            0
        }
        Act::Send => match &own.sends {
            Some(Send::Unbounded(sender)) => i32::from(sender.send(code).is_ok()),
            Some(Send::Bounded(sender)) => i32::from(sender.send(code).is_ok()),
            None => 0,
        },
        Act::TrySend => match &own.sends {
            Some(Send::Bounded(sender)) => sender.try_send(code).map_or_else(
                |error| if matches!(error, mpsc::TrySendError::Full(_)) { -1 } else { -2 },
                |()| 1,
            ),
            _ => 0,
        },
        Act::Recv => own.receives.as_ref().map_or(0, |ends| ends.recv().unwrap_or(-2)),
        Act::TryRecv => own.receives.as_ref().map_or(0, |ends| {
            took(ends.try_recv().map_err(|error| match error {
                mpsc::TryRecvError::Empty => -1,
                mpsc::TryRecvError::Disconnected => -2,
            }))
        }),
        Act::RecvTimeout(ms) => own.receives.as_ref().map_or(0, |ends| {
            took(ends.recv_timeout(passing(ms)).map_err(|error| match error {
                mpsc::RecvTimeoutError::Timeout => -1,
                mpsc::RecvTimeoutError::Disconnected => -2,
            }))
        }),
        Act::DropEnds => {
            own.sends = None;
            own.receives = None;
            0
        }
        Act::Barrier => i32::from(shared.barrier.wait().is_leader()),
        Act::CallOnce => {
            shared.once.call_once(|| {
                shared.number.fetch_add(10, SeqCst);
            });
            0
        }
        Act::IsCompleted => i32::from(shared.once.is_completed()),
        Act::OnceWait => {
            shared.once.wait();
            1
        }
        Act::Set => i32::from(shared.cell.set(code).is_ok()),
        Act::Get => shared.cell.get().copied().unwrap_or(-1),
        Act::GetOrInit => *shared.cell.get_or_init(|| shared.number.fetch_add(10, SeqCst)),
        Act::Park => {
            thread::park();
            0
        }
        Act::ParkTimeout(ms) => {
            let start = model_std::time::Instant::now();
            thread::park_timeout(passing(ms));
            i32::try_from(start.elapsed().as_millis()).expect("a short time")
        }
        Act::Unpark(whom) => {
            let thread = shared.threads.lock().unwrap().get(whom).cloned();
            if let Some(thread) = thread {
                thread.unpark();
            }
            0
        }
        Act::Spawn if own.child.is_none() => {
            let there = Arc::clone(shared);
            own.child = Some(thread::spawn(move || there.number.fetch_add(5, SeqCst)));
            0
        }
        Act::Join => own.child.take().map_or(-1, |child| child.join().unwrap()),
        Act::IsFinished => own.child.as_ref().map_or(-1, |child| i32::from(child.is_finished())),
        Act::Sleep(ms) => {
            thread::sleep(passing(ms));
            0
        }
        Act::Print => {
            println!("{me}");
            log.saw(OUTSIDE, code);
            0
        }
        Act::Mark => {
            interleave::gate::mark(0);
            log.saw(OUTSIDE, code);
            0
        }
        Act::Panic => std::panic::resume_unwind(Box::new(())),
        Act::Read | Act::Write | Act::Lock | Act::TryLock | Act::Spawn => 0,
    }
}

fn run(program: &Program<Setup, Act>, log: &Log) {
    let (mut sender, receiver) = match program.setup.bound {
        None => {
            let (sender, receiver) = mpsc::channel();
            (Some(Send::Unbounded(sender)), receiver)
        }
        Some(bound) => {
            let (sender, receiver) = mpsc::sync_channel(bound);
            (Some(Send::Bounded(sender)), receiver)
        }
    };
    let mut receiver = Some(receiver);
    let shared = Arc::new(Shared {
        number: AtomicI32::new(0),
        lock: RwLock::new(0),
        mutex: Mutex::new(0),
        changed: Condvar::new(),
        barrier: Barrier::new(2),
        once: Once::new(),
        cell: OnceLock::new(),
        threads: Real::default(),
    });
    let last = program.tasks.len() - 1;
    let bodies: Vec<_> = program
        .tasks
        .iter()
        .enumerate()
        .map(|(me, acts)| {
            // The first one receives, and does not send.
            let sends = match &sender {
                _ if me == 0 => None,
                Some(Send::Unbounded(ends)) => Some(Send::Unbounded(ends.clone())),
                Some(Send::Bounded(ends)) => Some(Send::Bounded(ends.clone())),
                None => None,
            };
            if me == last {
                sender = None;
            }
            let end = receiver.take_if(|_| me == 0);
            let (shared, acts, log) = (Arc::clone(&shared), acts.clone(), log.clone());
            move || {
                let mut own = Own { sends, receives: end, ..Own::default() };
                for one in acts {
                    let seen = act(&shared, &mut own, one, me, &log);
                    log.saw(me, seen);
                }
                drop(own);
                log.saw(me, END);
            }
        })
        .collect();
    if program.setup.scoped {
        thread::scope(|scope| {
            for body in bodies {
                let thread = scope.spawn(body);
                shared.threads.lock().unwrap().push(thread.thread().clone());
            }
        });
    } else {
        let threads: Vec<_> = bodies.into_iter().map(thread::spawn).collect();
        let handles = threads.iter().map(|thread| thread.thread().clone()).collect();
        *shared.threads.lock().unwrap() = handles;
        for thread in threads {
            log.saw(OUTSIDE - 1, i32::from(thread.join().is_ok()));
        }
    }
    log.saw(OUTSIDE - 1, shared.number.load(SeqCst));
}

/// What programs of a family are made of, each as often as it stands there.
fn random(rng: &mut Rng, menu: &[Act]) -> Program<Setup, Act> {
    let tasks = rng.usize(2..=3);
    let most = if tasks == 2 { 5 } else { 3 };
    let mut some = || -> Vec<Act> {
        (0..rng.usize(1..=most))
            .map(|_| match menu[rng.usize(0..menu.len())] {
                Act::Unpark(_) => Act::Unpark(rng.usize(0..tasks)),
                Act::Sleep(_) => Act::Sleep(rng.u64(0..3)),
                Act::WaitTimeout(_) => Act::WaitTimeout(rng.u64(0..3)),
                Act::RecvTimeout(_) => Act::RecvTimeout(rng.u64(0..3)),
                Act::ParkTimeout(_) => Act::ParkTimeout(rng.u64(0..3)),
                other => other,
            })
            .collect()
    };
    let tasks: Vec<_> = (0..tasks).map(|_| some()).collect();
    let panics = tasks.iter().flatten().any(|act| matches!(act, Act::Panic));
    let bound = [None, Some(0), Some(1), Some(2)][rng.usize(0..4)];
    Program { setup: Setup { bound, scoped: !panics && rng.bool() }, tasks }
}

macro_rules! families {
    ($($(#[$doc:meta])* $name:ident: [$($act:expr),* $(,)?],)*) => {
        $(
            $(#[$doc])*
            #[test]
            fn $name() {
                use Act::*;
                let family = Family { make: |rng| random(rng, &[$($act),*]), run };
                compare(stringify!($name), &family, 20);
            }
        )*
    };
}

families! {
    rwlocks: [Read, Read, Write, TryRead, TryWrite, Downgrade, Unlock, Unlock, Add, Load, Sleep(0)],
    poison: [Lock, Lock, Unlock, TryLock, IsPoisoned, ClearPoison, Panic, Read, Write, Add],
    timed_waits: [
        Lock, Lock, Unlock, Wait, WaitTimeout(0), WaitTimeout(0), Notify, NotifyAll, Sleep(0), Add,
    ],
    channels: [Send, Send, Recv, TryRecv, TrySend, DropEnds, Add, Load],
    timed_channels: [Send, Send, RecvTimeout(0), RecvTimeout(0), TrySend, Sleep(0), DropEnds, Lock],
    barriers: [Barrier, Barrier, Add, Load, Lock, Unlock, Sleep(0)],
    once: [CallOnce, IsCompleted, OnceWait, Set, Get, GetOrInit, Add, Load],
    parking: [Park, ParkTimeout(0), Unpark(0), Unpark(0), Add, Load, Sleep(0)],
    children: [Spawn, Spawn, Join, IsFinished, Add, Load, Panic, Lock, Unlock],
    shown: [Print, Mark, Add, Load, Sleep(0), Lock, Unlock, Notify],
    all_together: [
        Read, Write, Unlock, Lock, Wait, WaitTimeout(0), Notify, Send, Recv, TryRecv, Barrier,
        CallOnce, Park, Unpark(0), Spawn, Join, Sleep(0), Print, Add, Load, Panic,
    ],
}
