//! The reduced search held against brute force, on random programs.

use std::time::Duration;

use brute::{Family, Log, Program, compare};
use fastrand::Rng;
use model_crossbeam::atomic::AtomicCell;
use model_crossbeam::channel::{self, Receiver, Sender};
use model_crossbeam::queue::{ArrayQueue, SegQueue};
use model_crossbeam::sync::{
    Parker, ShardedLock, ShardedLockReadGuard, ShardedLockWriteGuard, Unparker, WaitGroup,
};
use model_crossbeam::{select, thread};
use model_std::sync::Arc;

/// Where the log has what the program shows to whoever observes it.
const OUTSIDE: usize = 8;
/// What a task logs last.
const END: i32 = 999;

/// One thing that a random thread does; the number is that of a channel.
#[derive(Debug, Clone, Copy)]
enum Act {
    Load,
    Add,
    Send(usize),
    TrySend(usize),
    SendTimeout(usize, u64),
    Recv(usize),
    TryRecv(usize),
    RecvTimeout(usize, u64),
    Len(usize),
    DropEnds,
    SelectRecv,
    SelectEither,
    SelectSend,
    SelectDefault,
    SelectTimeout(u64),
    Park,
    ParkTimeout(u64),
    Unpark(usize),
    GroupWait,
    GroupDrop,
    Read,
    Write,
    TryRead,
    TryWrite,
    Unlock,
    Swap,
    Exchange,
    Push,
    Pop,
    ForcePush,
    SegPush,
    SegPop,
    Sleep(u64),
    Mark,
}

#[derive(Debug, Clone)]
struct Setup {
    /// How many messages fit into each channel; no number, no bound.
    bounds: [Option<usize>; 2],
}

struct Shared {
    cell: AtomicCell<i32>,
    lock: ShardedLock<i32>,
    array: ArrayQueue<i32>,
    seg: SegQueue<i32>,
    unparkers: Vec<Unparker>,
}

/// What a thread has.
struct Own<'a> {
    ends: Option<[(Sender<i32>, Receiver<i32>); 2]>,
    parker: Parker,
    group: Option<WaitGroup>,
    reads: Option<ShardedLockReadGuard<'a, i32>>,
    writes: Option<ShardedLockWriteGuard<'a, i32>>,
}

fn passing(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn act<'a>(shared: &'a Shared, own: &mut Own<'a>, act: Act, me: usize, log: &Log) -> i32 {
    let code = i32::try_from(me).expect("few tasks") + 1;
    let is_inside = own.reads.is_some() || own.writes.is_some();
    match act {
        Act::Load => shared.cell.load(),
        Act::Add => shared.cell.fetch_add(code),
        Act::Swap => shared.cell.swap(code),
        Act::Exchange => shared.cell.compare_exchange(0, code).unwrap_or_else(|seen| seen + 100),
        Act::DropEnds => {
            own.ends = None;
            0
        }
        Act::Park => {
            own.parker.park();
            0
        }
        Act::ParkTimeout(ms) => {
            own.parker.park_timeout(passing(ms));
            0
        }
        Act::Unpark(whom) => {
            if let Some(unparker) = shared.unparkers.get(whom) {
                unparker.unpark();
            }
            0
        }
        Act::GroupWait => {
            if let Some(group) = own.group.take() {
                group.wait();
            }
            shared.cell.load()
        }
        Act::GroupDrop => {
            own.group = None;
            0
        }
        Act::Read if !is_inside => {
            let guard = shared.lock.read().unwrap();
            let seen = *guard;
            own.reads = Some(guard);
            seen
        }
        Act::Write if !is_inside => {
            let mut guard = shared.lock.write().unwrap();
            *guard += code;
            let seen = *guard;
            own.writes = Some(guard);
            seen
        }
        Act::Read | Act::Write => 0,
        Act::TryRead => shared.lock.try_read().map_or(-1, |guard| *guard),
        Act::TryWrite => shared.lock.try_write().map_or(-1, |mut guard| {
            *guard += code;
            *guard
        }),
        Act::Unlock => {
            own.reads = None;
            own.writes = None;
            0
        }
        Act::Push => i32::from(shared.array.push(code).is_ok()),
        Act::Pop => shared.array.pop().unwrap_or(-1),
        Act::ForcePush => shared.array.force_push(code).unwrap_or(-1),
        Act::SegPush => {
            shared.seg.push(code);
            0
        }
        Act::SegPop => shared.seg.pop().unwrap_or(-1),
        Act::Sleep(ms) => {
            model_std::thread::sleep(passing(ms));
            0
        }
        Act::Mark => {
            interleave::gate::mark(0);
            log.saw(OUTSIDE, code);
            0
        }
        _ => own.ends.as_ref().map_or(0, |ends| on_channels(ends, act, code)),
    }
}

fn on_channels(ends: &[(Sender<i32>, Receiver<i32>); 2], act: Act, code: i32) -> i32 {
    let [(send_a, recv_a), (send_b, recv_b)] = ends;
    let got = |result: Result<i32, channel::RecvError>| result.unwrap_or(-2);
    match act {
        Act::Send(x) => i32::from(ends[x].0.send(code).is_ok()),
        Act::TrySend(x) => i32::from(ends[x].0.try_send(code).is_ok()),
        Act::SendTimeout(x, ms) => i32::from(ends[x].0.send_timeout(code, passing(ms)).is_ok()),
        Act::Recv(x) => got(ends[x].1.recv()),
        Act::TryRecv(x) => ends[x].1.try_recv().unwrap_or(-1),
        Act::RecvTimeout(x, ms) => ends[x].1.recv_timeout(passing(ms)).unwrap_or(-1),
        Act::Len(x) => {
            i32::try_from(ends[x].0.len()).expect("few messages")
                + 10 * i32::from(ends[x].1.is_empty())
        }
        Act::SelectRecv => select! {
            recv(recv_a) -> message => got(message),
            recv(recv_b) -> message => 10 + got(message),
        },
        Act::SelectEither => select! {
            recv(recv_a) -> message => got(message),
            send(send_b, code) -> sent => 10 + i32::from(sent.is_ok()),
        },
        Act::SelectSend => select! {
            send(send_a, code) -> sent => i32::from(sent.is_ok()),
            send(send_b, code) -> sent => 10 + i32::from(sent.is_ok()),
        },
        Act::SelectDefault => select! {
            recv(recv_a) -> message => got(message),
            send(send_b, code) -> sent => 10 + i32::from(sent.is_ok()),
            default => -1,
        },
        Act::SelectTimeout(ms) => select! {
            recv(recv_a) -> message => got(message),
            recv(recv_b) -> message => 10 + got(message),
            default(passing(ms)) => -1,
        },
        _ => 0,
    }
}

fn pair(bound: Option<usize>) -> (Sender<i32>, Receiver<i32>) {
    bound.map_or_else(channel::unbounded, channel::bounded)
}

fn run(program: &Program<Setup, Act>, log: &Log) {
    let parkers: Vec<_> = program.tasks.iter().map(|_| Parker::new()).collect();
    let shared = Arc::new(Shared {
        cell: AtomicCell::new(0),
        lock: ShardedLock::new(0),
        array: ArrayQueue::new(1),
        seg: SegQueue::new(),
        unparkers: parkers.iter().map(|parker| parker.unparker().clone()).collect(),
    });
    let ends = program.setup.bounds.map(pair);
    let group = WaitGroup::new();
    let mut owns: Vec<_> = parkers
        .into_iter()
        .map(|parker| {
            let ends = Some([ends[0].clone(), ends[1].clone()]);
            (ends, parker, Some(group.clone()))
        })
        .collect();
    // The last one has what is left, so that ends are dropped by tasks alone.
    if let Some((last_ends, _, last_group)) = owns.last_mut() {
        *last_ends = Some(ends);
        *last_group = Some(group);
    }
    thread::scope(|scope| {
        for ((me, acts), (ends, parker, group)) in program.tasks.iter().enumerate().zip(owns) {
            let (shared, log) = (Arc::clone(&shared), log.clone());
            scope.spawn(move |_| {
                let mut own = Own { ends, parker, group, reads: None, writes: None };
                for one in acts {
                    let seen = act(&shared, &mut own, *one, me, &log);
                    log.saw(me, seen);
                }
                drop(own);
                log.saw(me, END);
            });
        }
    })
    .unwrap();
    log.saw(OUTSIDE - 1, shared.cell.load());
}

/// What programs of a family are made of, each as often as it stands there.
fn random(rng: &mut Rng, menu: &[Act]) -> Program<Setup, Act> {
    let tasks = rng.usize(2..=3);
    let most = if tasks == 2 { 4 } else { 2 };
    let channels = rng.usize(1..=2);
    let bounds = [(); 2].map(|()| [None, Some(0), Some(1), Some(2)][rng.usize(0..4)]);
    let mut some = || -> Vec<Act> {
        (0..rng.usize(1..=most))
            .map(|_| {
                let (x, ms) = (rng.usize(0..channels), rng.u64(0..3));
                match menu[rng.usize(0..menu.len())] {
                    Act::Send(_) => Act::Send(x),
                    Act::TrySend(_) => Act::TrySend(x),
                    Act::SendTimeout(..) => Act::SendTimeout(x, ms),
                    Act::Recv(_) => Act::Recv(x),
                    Act::TryRecv(_) => Act::TryRecv(x),
                    Act::RecvTimeout(..) => Act::RecvTimeout(x, ms),
                    Act::Len(_) => Act::Len(x),
                    Act::SelectTimeout(_) => Act::SelectTimeout(ms),
                    Act::ParkTimeout(_) => Act::ParkTimeout(ms),
                    Act::Unpark(_) => Act::Unpark(rng.usize(0..tasks)),
                    Act::Sleep(_) => Act::Sleep(ms),
                    other => other,
                }
            })
            .collect()
    };
    let tasks = (0..tasks).map(|_| some()).collect();
    Program { setup: Setup { bounds }, tasks }
}

macro_rules! families {
    ($($name:ident: [$($act:expr),* $(,)?],)*) => {
        $(
            #[test]
            fn $name() {
                use Act::*;
                let family = Family { make: |rng| random(rng, &[$($act),*]), run };
                compare(stringify!($name), &family, 12);
            }
        )*
    };
}

families! {
    channels: [Send(0), Send(0), Recv(0), Recv(0), TrySend(0), TryRecv(0), DropEnds, Len(0), Mark],
    timed_channels: [Send(0), SendTimeout(0, 0), RecvTimeout(0, 0), Recv(0), Sleep(0), DropEnds],
    selections: [Send(0), Recv(0), SelectRecv, SelectEither, SelectSend, SelectDefault, DropEnds],
    timed_selections: [Send(0), Recv(0), SelectRecv, SelectTimeout(0), SelectTimeout(0), Sleep(0)],
    parking: [Park, ParkTimeout(0), Unpark(0), Unpark(0), Add, Load, Sleep(0)],
    groups: [GroupWait, GroupDrop, Add, Load, Mark, Sleep(0)],
    sharded_locks: [Read, Read, Write, Write, TryRead, TryWrite, Unlock, Add],
    cells: [Load, Add, Swap, Exchange, Mark],
    queues: [Push, Pop, ForcePush, SegPush, SegPop, SegPop],
    all_together: [
        Send(0), Recv(0), TryRecv(0), SelectRecv, SelectEither, Park, Unpark(0), GroupWait, Read,
        Write, Unlock, Push, Pop, Add, Sleep(0),
    ],
}
