//! The reduced search held against brute force, on random programs: on a current-thread runtime and
//! on one of two workers.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use brute::{Family, Log, Program, compare};
use fastrand::Rng;
use model_std::sync::Arc;
use model_std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use model_tokio::runtime::Builder;
use model_tokio::sync::{
    Barrier, Mutex, MutexGuard, Notify, RwLock, RwLockReadGuard, RwLockWriteGuard, Semaphore,
    SemaphorePermit, broadcast, mpsc, oneshot, watch,
};
use model_tokio::task::{self, JoinHandle, JoinSet};
use model_tokio::time::{sleep, timeout};
use model_tokio::{join, select};

/// Where the log has what the program shows to whoever observes it.
const OUTSIDE: usize = 8;
/// What a task logs last.
const END: i32 = 999;

/// One thing that a random task does. What cannot be done is left out.
#[derive(Debug, Clone, Copy)]
enum Act {
    Load,
    Add,
    Lock,
    TryLock,
    Read,
    TryRead,
    Write,
    TryWrite,
    Acquire,
    AcquireMany,
    TryAcquire,
    Forget,
    Unlock,
    AddPermits,
    Close,
    Permits,
    Notified,
    NotifyOne,
    NotifyLast,
    NotifyWaiters,
    Send,
    TrySend,
    Recv,
    TryRecv,
    SendUnbounded,
    RecvUnbounded,
    DropEnds,
    SendOnce,
    RecvOnce,
    SetWatch,
    Changed,
    Borrow,
    Broadcast,
    RecvBroadcast,
    TryRecvBroadcast,
    Barrier,
    Yield,
    Sleep(u64),
    LockTimeout(u64),
    RecvTimeout(u64),
    NotifiedTimeout(u64),
    SelectLock,
    SelectRecv,
    SelectBiased,
    JoinBoth,
    Spawn,
    JoinChild,
    AbortChild,
    ChildFinished,
    SetSpawn,
    SetNext,
    SetAbort,
    Abort(usize),
    Mark,
}

impl Act {
    fn uses_channels(self) -> bool {
        matches!(
            self,
            Self::Send
                | Self::TrySend
                | Self::Recv
                | Self::TryRecv
                | Self::SendUnbounded
                | Self::RecvUnbounded
                | Self::SendOnce
                | Self::RecvOnce
                | Self::SetWatch
                | Self::Changed
                | Self::Borrow
                | Self::Broadcast
                | Self::RecvBroadcast
                | Self::TryRecvBroadcast
                | Self::RecvTimeout(_)
                | Self::SelectRecv
                | Self::SelectBiased
        )
    }
}

#[derive(Debug, Clone)]
struct Setup {
    /// No number: a current-thread runtime.
    workers: Option<usize>,
}

struct Shared {
    number: AtomicI32,
    mutex: Mutex<i32>,
    lock: RwLock<i32>,
    permits: Semaphore,
    notify: Notify,
    barrier: Barrier,
    /// Real: only looked at, never waited for.
    tasks: std::sync::Mutex<Vec<task::AbortHandle>>,
}

/// The ends of channels that a task has from the first.
struct Ends {
    sends: mpsc::Sender<i32>,
    receives: Option<mpsc::Receiver<i32>>,
    sends_more: mpsc::UnboundedSender<i32>,
    receives_more: Option<mpsc::UnboundedReceiver<i32>>,
    once: Option<oneshot::Sender<i32>>,
    once_comes: Option<oneshot::Receiver<i32>>,
    watched: Option<watch::Sender<i32>>,
    watches: watch::Receiver<i32>,
    casts: broadcast::Sender<i32>,
    hears: broadcast::Receiver<i32>,
}

/// What a task has.
struct Own<'a> {
    me: usize,
    log: Log,
    ends: Option<Ends>,
    holds: Option<MutexGuard<'a, i32>>,
    reads: Option<RwLockReadGuard<'a, i32>>,
    writes: Option<RwLockWriteGuard<'a, i32>>,
    permit: Option<SemaphorePermit<'a>>,
    child: Option<JoinHandle<i32>>,
    set: JoinSet<i32>,
}

fn passing(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn code(me: usize) -> i32 {
    i32::try_from(me).expect("few tasks") + 1
}

type Doing<'b> = Pin<Box<dyn Future<Output = i32> + Send + 'b>>;

#[expect(clippy::too_many_lines, reason = "a list: one arm for each thing to do")]
fn on_locks<'a: 'b, 'b>(shared: &'a Shared, own: &'b mut Own<'a>, act: Act) -> Doing<'b> {
    let code = code(own.me);
    Box::pin(async move {
        let locked = own.reads.is_some() || own.writes.is_some();
        match act {
            Act::Load => shared.number.load(SeqCst),
            Act::Add => shared.number.fetch_add(code, SeqCst),
            Act::Lock if own.holds.is_none() => {
                let mut guard = shared.mutex.lock().await;
                *guard += code;
                let seen = *guard;
                own.holds = Some(guard);
                seen
            }
            Act::TryLock => shared.mutex.try_lock().map_or(-1, |guard| *guard),
            Act::Read if !locked => {
                let guard = shared.lock.read().await;
                let seen = *guard;
                own.reads = Some(guard);
                seen
            }
            Act::Write if !locked => {
                let mut guard = shared.lock.write().await;
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
            Act::Acquire if own.permit.is_none() => {
                own.permit = shared.permits.acquire().await.ok();
                i32::from(own.permit.is_some())
            }
            Act::AcquireMany if own.permit.is_none() => {
                own.permit = shared.permits.acquire_many(2).await.ok();
                i32::from(own.permit.is_some())
            }
            Act::TryAcquire if own.permit.is_none() => {
                own.permit = shared.permits.try_acquire().ok();
                i32::from(own.permit.is_some())
            }
            Act::Forget => {
                if let Some(permit) = own.permit.take() {
                    permit.forget();
                }
                0
            }
            Act::Unlock => {
                own.holds = None;
                own.reads = None;
                own.writes = None;
                own.permit = None;
                0
            }
            Act::AddPermits => {
                shared.permits.add_permits(1);
                0
            }
            Act::Close => {
                shared.permits.close();
                0
            }
            Act::Permits => i32::try_from(shared.permits.available_permits()).expect("few"),
            Act::LockTimeout(ms) if own.holds.is_none() => {
                own.holds = timeout(passing(ms), shared.mutex.lock()).await.ok();
                own.holds.as_ref().map_or(-1, |guard| **guard)
            }
            Act::SelectLock if own.holds.is_none() => select! {
                guard = shared.mutex.lock() => {
                    let seen = *guard;
                    own.holds = Some(guard);
                    seen
                }
                () = shared.notify.notified() => 50,
            },
            Act::JoinBoth if own.holds.is_none() && own.permit.is_none() => {
                let (guard, permit) = join!(shared.mutex.lock(), shared.permits.acquire());
                *guard + i32::from(permit.is_ok())
            }
            Act::Notified => {
                shared.notify.notified().await;
                0
            }
            Act::NotifiedTimeout(ms) => {
                i32::from(timeout(passing(ms), shared.notify.notified()).await.is_ok())
            }
            Act::NotifyOne => {
                shared.notify.notify_one();
                0
            }
            Act::NotifyLast => {
                shared.notify.notify_last();
                0
            }
            Act::NotifyWaiters => {
                shared.notify.notify_waiters();
                0
            }
            Act::Barrier => i32::from(shared.barrier.wait().await.is_leader()),
            _ => 0,
        }
    })
}

fn on_channels<'a: 'b, 'b>(shared: &'a Shared, own: &'b mut Own<'a>, act: Act) -> Doing<'b> {
    let code = code(own.me);
    Box::pin(async move {
        if let Act::DropEnds = act {
            own.ends = None;
            return 0;
        }
        let Some(ends) = &mut own.ends else { return 0 };
        match act {
            Act::Send => i32::from(ends.sends.send(code).await.is_ok()),
            Act::TrySend => i32::from(ends.sends.try_send(code).is_ok()),
            Act::SendUnbounded => i32::from(ends.sends_more.send(code).is_ok()),
            Act::SendOnce => ends.once.take().map_or(0, |once| i32::from(once.send(code).is_ok())),
            Act::RecvOnce => match ends.once_comes.take() {
                Some(comes) => comes.await.unwrap_or(-2),
                None => 0,
            },
            Act::SetWatch => {
                ends.watched.as_ref().map_or(0, |watched| i32::from(watched.send(code).is_ok()))
            }
            Act::Changed => match ends.watches.changed().await {
                Ok(()) => *ends.watches.borrow_and_update(),
                Err(_) => -2,
            },
            Act::Borrow => *ends.watches.borrow(),
            Act::Broadcast => ends.casts.send(code).map_or(-1, |_| 1),
            Act::RecvBroadcast => ends.hears.recv().await.unwrap_or(-2),
            Act::TryRecvBroadcast => ends.hears.try_recv().unwrap_or(-1),
            Act::Recv
            | Act::TryRecv
            | Act::RecvTimeout(_)
            | Act::SelectRecv
            | Act::SelectBiased => {
                let (Some(receives), Some(more)) = (&mut ends.receives, &mut ends.receives_more)
                else {
                    return 0;
                };
                match act {
                    Act::Recv => receives.recv().await.unwrap_or(-2),
                    Act::TryRecv => receives.try_recv().unwrap_or(-1),
                    Act::RecvTimeout(ms) => timeout(passing(ms), receives.recv())
                        .await
                        .map_or(-1, |got| got.unwrap_or(-2)),
                    Act::SelectRecv => select! {
                        got = receives.recv() => got.unwrap_or(-2),
                        got = more.recv() => 10 + got.unwrap_or(-2),
                    },
                    _ => select! {
                        biased;
                        got = receives.recv() => got.unwrap_or(-2),
                        () = shared.notify.notified() => 50,
                        () = sleep(passing(1)) => 60,
                    },
                }
            }
            Act::RecvUnbounded => match &mut ends.receives_more {
                Some(more) => more.recv().await.unwrap_or(-2),
                None => 0,
            },
            _ => 0,
        }
    })
}

fn on_tasks<'a: 'b, 'b>(shared: &'a Arc<Shared>, own: &'b mut Own<'a>, act: Act) -> Doing<'b> {
    Box::pin(async move {
        let child = |there: Arc<Shared>| async move {
            task::yield_now().await;
            there.number.fetch_add(5, SeqCst)
        };
        let ended = |result: Result<i32, task::JoinError>| {
            result.unwrap_or_else(|error| if error.is_cancelled() { -3 } else { -4 })
        };
        match act {
            Act::Yield => {
                task::yield_now().await;
                0
            }
            Act::Sleep(ms) => {
                sleep(passing(ms)).await;
                0
            }
            Act::Spawn => {
                own.child = Some(task::spawn(child(Arc::clone(shared))));
                0
            }
            Act::JoinChild => match own.child.take() {
                Some(child) => ended(child.await),
                None => 0,
            },
            Act::AbortChild => {
                if let Some(child) = &own.child {
                    child.abort();
                }
                0
            }
            Act::ChildFinished => {
                own.child.as_ref().map_or(-1, |child| i32::from(child.is_finished()))
            }
            Act::SetSpawn => {
                own.set.spawn(child(Arc::clone(shared)));
                0
            }
            Act::SetNext => own.set.join_next().await.map_or(-1, ended),
            Act::SetAbort => {
                own.set.abort_all();
                0
            }
            Act::Abort(whom) => {
                let task = shared.tasks.lock().unwrap().get(whom).cloned();
                if let Some(task) = task {
                    task.abort();
                }
                0
            }
            Act::Mark => {
                interleave::gate::mark(0);
                own.log.saw(OUTSIDE, code(own.me));
                0
            }
            _ => 0,
        }
    })
}

async fn work(shared: Arc<Shared>, ends: Option<Ends>, acts: Vec<Act>, me: usize, log: Log) {
    let mut own = Own {
        me,
        log: log.clone(),
        ends,
        holds: None,
        reads: None,
        writes: None,
        permit: None,
        child: None,
        set: JoinSet::new(),
    };
    for act in acts {
        let seen = on_locks(&shared, &mut own, act).await
            + on_channels(&shared, &mut own, act).await
            + on_tasks(&shared, &mut own, act).await;
        log.saw(me, seen);
    }
    drop(own);
    log.saw(me, END);
}

fn run(program: &Program<Setup, Act>, log: &Log) {
    let mut builder = match program.setup.workers {
        None => Builder::new_current_thread(),
        Some(workers) => {
            let mut builder = Builder::new_multi_thread();
            builder.worker_threads(workers);
            builder
        }
    };
    let runtime = builder.enable_all().build().unwrap();
    let (tasks, log) = (program.tasks.clone(), log.clone());
    runtime.block_on(async move {
        let shared = Arc::new(Shared {
            number: AtomicI32::new(0),
            mutex: Mutex::new(0),
            lock: RwLock::new(0),
            permits: Semaphore::new(1),
            notify: Notify::new(),
            barrier: Barrier::new(2),
            tasks: std::sync::Mutex::default(),
        });
        // Ends that nobody uses are dropped, step by step, in too many orders.
        let uses = tasks.iter().flatten().any(|act| act.uses_channels());
        let mut ends = uses.then(|| ends(tasks.len())).into_iter().flatten();
        let handles: Vec<_> = (0..tasks.len())
            .map(|_| ends.next())
            .collect::<Vec<_>>()
            .into_iter()
            .zip(tasks)
            .enumerate()
            .map(|(me, (ends, acts))| {
                task::spawn(work(Arc::clone(&shared), ends, acts, me, log.clone()))
            })
            .collect();
        *shared.tasks.lock().unwrap() = handles.iter().map(JoinHandle::abort_handle).collect();
        for handle in handles {
            log.saw(OUTSIDE - 1, i32::from(handle.await.is_ok()));
        }
        log.saw(OUTSIDE - 1, shared.number.load(SeqCst));
    });
}

/// One for each task. The first one receives, the last one has what is sent once and watched.
fn ends(tasks: usize) -> Vec<Ends> {
    let (sends, receives) = mpsc::channel(1);
    let (sends_more, receives_more) = mpsc::unbounded_channel();
    let (once, once_comes) = oneshot::channel();
    let (watched, looks) = watch::channel(0);
    let casts = broadcast::Sender::new(1);
    let (mut receives, mut receives_more) = (Some(receives), Some(receives_more));
    let (mut once, mut once_comes, mut watched) = (Some(once), Some(once_comes), Some(watched));
    (0..tasks)
        .map(|me| Ends {
            sends: sends.clone(),
            receives: receives.take(),
            sends_more: sends_more.clone(),
            receives_more: receives_more.take(),
            once: once.take_if(|_| me == tasks - 1),
            once_comes: once_comes.take(),
            watched: watched.take_if(|_| me == tasks - 1),
            watches: looks.clone(),
            casts: casts.clone(),
            hears: casts.subscribe(),
        })
        .collect()
}

/// What programs of a family are made of, each as often as it stands there.
fn random(rng: &mut Rng, menu: &[Act]) -> Program<Setup, Act> {
    // Tasks on one thread take turns only where they await; those on two have far more orders.
    let workers = [None, Some(2)][rng.usize(0..2)];
    let tasks = if workers.is_some() { 2 } else { rng.usize(2..=3) };
    let most = if workers.is_some() { 2 } else { 3 };
    let mut some = || -> Vec<Act> {
        (0..rng.usize(1..=most))
            .map(|_| {
                let ms = rng.u64(0..3);
                match menu[rng.usize(0..menu.len())] {
                    Act::Sleep(_) => Act::Sleep(ms),
                    Act::LockTimeout(_) => Act::LockTimeout(ms),
                    Act::RecvTimeout(_) => Act::RecvTimeout(ms),
                    Act::NotifiedTimeout(_) => Act::NotifiedTimeout(ms),
                    Act::Abort(_) => Act::Abort(rng.usize(0..tasks)),
                    other => other,
                }
            })
            .collect()
    };
    let tasks = (0..tasks).map(|_| some()).collect();
    Program { setup: Setup { workers }, tasks }
}

macro_rules! families {
    ($($name:ident: [$($act:expr),* $(,)?],)*) => {
        $(
            #[test]
            fn $name() {
                use Act::*;
                let family = Family { make: |rng| random(rng, &[$($act),*]), run };
                compare(stringify!($name), &family, 8);
            }
        )*
    };
}

families! {
    locks: [Lock, Lock, TryLock, Read, Write, TryRead, TryWrite, Unlock, Load],
    semaphores: [
        Acquire, Acquire, AcquireMany, TryAcquire, Forget, Unlock, AddPermits, Close, Permits,
    ],
    notifications: [Notified, Notified, NotifyOne, NotifyLast, NotifyWaiters, Yield, Add],
    queues: [Send, TrySend, Recv, TryRecv, SendUnbounded, RecvUnbounded, DropEnds],
    single_values: [SendOnce, RecvOnce, SetWatch, Changed, Borrow, DropEnds, Yield],
    broadcasts: [Broadcast, Broadcast, RecvBroadcast, TryRecvBroadcast, DropEnds, Yield],
    barriers: [Barrier, Barrier, Add, Yield, Lock],
    timers: [Sleep(0), LockTimeout(0), RecvTimeout(0), NotifiedTimeout(0), Lock, Send, NotifyOne],
    selections: [SelectLock, SelectRecv, SelectBiased, JoinBoth, Lock, Unlock, Send, NotifyOne],
    children: [Spawn, JoinChild, AbortChild, ChildFinished, Add, Yield],
    sets: [SetSpawn, SetSpawn, SetNext, SetAbort, Add],
    cancelled: [Abort(0), Abort(0), Lock, Notified, NotifyOne, Recv, Send, Acquire, Yield],
    all_together: [
        Lock, Acquire, Notified, NotifyOne, Send, Recv, SelectRecv, Spawn, JoinChild, Abort(0),
        Sleep(0), LockTimeout(0), Barrier, Mark, Yield,
    ],
}
