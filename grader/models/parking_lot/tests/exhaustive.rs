//! The reduced search held against brute force, on random programs.

use std::time::Duration;

use brute::{Family, Log, Program, compare};
use fastrand::Rng;
use model_parking_lot::{
    Condvar, FairMutex, FairMutexGuard, Mutex, MutexGuard, Once, OnceState, ReentrantMutex,
    ReentrantMutexGuard, RwLock, RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard,
};
use model_std::sync::Arc;
use model_std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use model_std::thread;

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
    Lock,
    TryLock,
    LockFor(u64),
    IsLocked,
    Unlock,
    UnlockFair,
    Bump,
    FairLock,
    FairTryLock,
    FairLockFor(u64),
    Wait,
    WaitFor(u64),
    Notify,
    NotifyAll,
    Read,
    ReadFor(u64),
    TryRead,
    Write,
    WriteFor(u64),
    TryWrite,
    Upgradable,
    TryUpgradable,
    Upgrade,
    TryUpgrade,
    UpgradeFor(u64),
    Downgrade,
    ReadInside,
    Reenter,
    TryReenter,
    Leave,
    CallOnce,
    OnceState,
    Sleep(u64),
    Mark,
}

struct Shared {
    number: AtomicI32,
    mutex: Mutex<i32>,
    fair: FairMutex<i32>,
    changed: Condvar,
    lock: RwLock<i32>,
    reentrant: ReentrantMutex<()>,
    once: Once,
}

/// What a thread has of the readers-writer lock.
#[derive(Default)]
enum Inside<'a> {
    #[default]
    Nothing,
    Reads(RwLockReadGuard<'a, i32>),
    MayWrite(RwLockUpgradableReadGuard<'a, i32>),
    Writes(RwLockWriteGuard<'a, i32>),
}

/// What a thread has.
#[derive(Default)]
struct Own<'a> {
    holds: Option<MutexGuard<'a, i32>>,
    holds_fair: Option<FairMutexGuard<'a, i32>>,
    inside: Inside<'a>,
    inner: Option<RwLockReadGuard<'a, i32>>,
    entered: Vec<ReentrantMutexGuard<'a, ()>>,
}

fn passing(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

#[expect(clippy::too_many_lines, reason = "a list: one arm for each thing to do")]
fn act<'a>(shared: &'a Shared, own: &mut Own<'a>, act: Act, me: usize, log: &Log) -> i32 {
    let code = i32::try_from(me).expect("few tasks") + 1;
    let outside = matches!(own.inside, Inside::Nothing);
    match act {
        Act::Load => shared.number.load(SeqCst),
        Act::Add => shared.number.fetch_add(code, SeqCst),
        Act::Lock if own.holds.is_none() => take(own, Some(shared.mutex.lock()), code),
        Act::TryLock if own.holds.is_none() => take(own, shared.mutex.try_lock(), code),
        Act::LockFor(ms) if own.holds.is_none() => {
            take(own, shared.mutex.try_lock_for(passing(ms)), code)
        }
        Act::IsLocked => {
            i32::from(shared.mutex.is_locked()) + 2 * i32::from(shared.lock.is_locked())
        }
        Act::Unlock => {
            own.holds = None;
            own.holds_fair = None;
            own.inner = None;
            own.inside = Inside::Nothing;
            0
        }
        Act::UnlockFair => {
            if let Some(guard) = own.holds.take() {
                MutexGuard::unlock_fair(guard);
            }
            match std::mem::take(&mut own.inside) {
                Inside::Nothing => {}
                Inside::Reads(guard) => RwLockReadGuard::unlock_fair(guard),
                Inside::MayWrite(guard) => RwLockUpgradableReadGuard::unlock_fair(guard),
                Inside::Writes(guard) => RwLockWriteGuard::unlock_fair(guard),
            }
            0
        }
        Act::Bump => {
            if let Some(guard) = &mut own.holds {
                MutexGuard::bump(guard);
            }
            match &mut own.inside {
                Inside::Nothing => {}
                Inside::Reads(guard) => RwLockReadGuard::bump(guard),
                Inside::MayWrite(guard) => RwLockUpgradableReadGuard::bump(guard),
                Inside::Writes(guard) => RwLockWriteGuard::bump(guard),
            }
            own.holds.as_ref().map_or(0, |guard| **guard)
        }
        Act::FairLock if own.holds_fair.is_none() => take_fair(own, Some(shared.fair.lock()), code),
        Act::FairTryLock if own.holds_fair.is_none() => {
            take_fair(own, shared.fair.try_lock(), code)
        }
        Act::FairLockFor(ms) if own.holds_fair.is_none() => {
            take_fair(own, shared.fair.try_lock_for(passing(ms)), code)
        }
        Act::Wait => {
            let Some(guard) = &mut own.holds else { return 0 };
            shared.changed.wait(guard);
            **guard
        }
        Act::WaitFor(ms) => {
            let Some(guard) = &mut own.holds else { return 0 };
            let late = shared.changed.wait_for(guard, passing(ms)).timed_out();
            **guard + if late { 50 } else { 0 }
        }
        Act::Notify => i32::from(shared.changed.notify_one()),
        Act::NotifyAll => i32::try_from(shared.changed.notify_all()).expect("few tasks"),
        Act::Read if outside => read(own, Some(shared.lock.read())),
        Act::ReadFor(ms) if outside => read(own, shared.lock.try_read_for(passing(ms))),
        Act::TryRead if outside => read(own, shared.lock.try_read()),
        Act::Write if outside => write(own, Some(shared.lock.write()), code),
        Act::WriteFor(ms) if outside => write(own, shared.lock.try_write_for(passing(ms)), code),
        Act::TryWrite if outside => write(own, shared.lock.try_write(), code),
        Act::Upgradable if outside => may_write(own, Some(shared.lock.upgradable_read())),
        Act::TryUpgradable if outside => may_write(own, shared.lock.try_upgradable_read()),
        Act::Upgrade | Act::TryUpgrade | Act::UpgradeFor(_) => upgrade(own, act, code),
        Act::Downgrade => {
            own.inside = match std::mem::take(&mut own.inside) {
                Inside::Writes(guard) => Inside::Reads(RwLockWriteGuard::downgrade(guard)),
                Inside::MayWrite(guard) => {
                    Inside::Reads(RwLockUpgradableReadGuard::downgrade(guard))
                }
                other => other,
            };
            0
        }
        Act::ReadInside if own.inner.is_none() => {
            let guard = shared.lock.read_recursive();
            let seen = *guard;
            own.inner = Some(guard);
            seen
        }
        Act::Reenter => {
            own.entered.push(shared.reentrant.lock());
            shared.number.load(SeqCst)
        }
        Act::TryReenter => {
            let entered = shared.reentrant.try_lock();
            let seen = i32::from(entered.is_some());
            own.entered.extend(entered);
            seen
        }
        Act::Leave => {
            own.entered.pop();
            0
        }
        Act::CallOnce => {
            shared.once.call_once(|| {
                shared.number.fetch_add(10, SeqCst);
            });
            0
        }
        Act::OnceState => match shared.once.state() {
            OnceState::New => 0,
            OnceState::InProgress => 1,
            OnceState::Done => 2,
            OnceState::Poisoned => 3,
        },
        Act::Sleep(ms) => {
            thread::sleep(passing(ms));
            0
        }
        Act::Mark => {
            interleave::gate::mark(0);
            log.saw(OUTSIDE, code);
            0
        }
        _ => 0,
    }
}

fn take<'a>(own: &mut Own<'a>, guard: Option<MutexGuard<'a, i32>>, code: i32) -> i32 {
    own.holds = guard;
    own.holds.as_mut().map_or(-1, |guard| {
        **guard += code;
        **guard
    })
}

fn take_fair<'a>(own: &mut Own<'a>, guard: Option<FairMutexGuard<'a, i32>>, code: i32) -> i32 {
    own.holds_fair = guard;
    own.holds_fair.as_mut().map_or(-1, |guard| {
        **guard += code;
        **guard
    })
}

fn read<'a>(own: &mut Own<'a>, guard: Option<RwLockReadGuard<'a, i32>>) -> i32 {
    let Some(guard) = guard else { return -1 };
    let seen = *guard;
    own.inside = Inside::Reads(guard);
    seen
}

fn may_write<'a>(own: &mut Own<'a>, guard: Option<RwLockUpgradableReadGuard<'a, i32>>) -> i32 {
    let Some(guard) = guard else { return -1 };
    let seen = *guard;
    own.inside = Inside::MayWrite(guard);
    seen
}

fn write<'a>(own: &mut Own<'a>, guard: Option<RwLockWriteGuard<'a, i32>>, code: i32) -> i32 {
    let Some(mut guard) = guard else { return -1 };
    *guard += code;
    let seen = *guard;
    own.inside = Inside::Writes(guard);
    seen
}

fn upgrade(own: &mut Own<'_>, act: Act, code: i32) -> i32 {
    let guard = match std::mem::take(&mut own.inside) {
        Inside::MayWrite(guard) => guard,
        other => {
            own.inside = other;
            return 0;
        }
    };
    let upgraded = match act {
        Act::TryUpgrade => RwLockUpgradableReadGuard::try_upgrade(guard),
        Act::UpgradeFor(ms) => RwLockUpgradableReadGuard::try_upgrade_for(guard, passing(ms)),
        _ => Ok(RwLockUpgradableReadGuard::upgrade(guard)),
    };
    match upgraded {
        Ok(guard) => write(own, Some(guard), code),
        Err(guard) => {
            own.inside = Inside::MayWrite(guard);
            -1
        }
    }
}

fn run(program: &Program<(), Act>, log: &Log) {
    let shared = Arc::new(Shared {
        number: AtomicI32::new(0),
        mutex: Mutex::new(0),
        fair: FairMutex::new(0),
        changed: Condvar::new(),
        lock: RwLock::new(0),
        reentrant: ReentrantMutex::new(()),
        once: Once::new(),
    });
    let threads: Vec<_> = program
        .tasks
        .iter()
        .enumerate()
        .map(|(me, acts)| {
            let (shared, acts, log) = (Arc::clone(&shared), acts.clone(), log.clone());
            thread::spawn(move || {
                let mut own = Own::default();
                for one in acts {
                    let seen = act(&shared, &mut own, one, me, &log);
                    log.saw(me, seen);
                }
                drop(own);
                log.saw(me, END);
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    log.saw(OUTSIDE - 1, shared.number.load(SeqCst));
}

/// What programs of a family are made of, each as often as it stands there.
fn random(rng: &mut Rng, menu: &[Act]) -> Program<(), Act> {
    let tasks = rng.usize(2..=3);
    let most = if tasks == 2 { 5 } else { 3 };
    let mut some = || -> Vec<Act> {
        (0..rng.usize(1..=most))
            .map(|_| match menu[rng.usize(0..menu.len())] {
                Act::Sleep(_) => Act::Sleep(rng.u64(0..3)),
                Act::LockFor(_) => Act::LockFor(rng.u64(0..3)),
                Act::FairLockFor(_) => Act::FairLockFor(rng.u64(0..3)),
                Act::WaitFor(_) => Act::WaitFor(rng.u64(0..3)),
                Act::ReadFor(_) => Act::ReadFor(rng.u64(0..3)),
                Act::WriteFor(_) => Act::WriteFor(rng.u64(0..3)),
                Act::UpgradeFor(_) => Act::UpgradeFor(rng.u64(0..3)),
                other => other,
            })
            .collect()
    };
    let tasks = (0..tasks).map(|_| some()).collect();
    Program { setup: (), tasks }
}

macro_rules! families {
    ($($name:ident: [$($act:expr),* $(,)?],)*) => {
        $(
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
    mutexes: [Lock, Lock, TryLock, IsLocked, Unlock, Add, Load, Mark],
    fair_unlocks: [Lock, Lock, Lock, TryLock, UnlockFair, UnlockFair, Bump, Unlock, Add, Mark],
    timed_locks: [Lock, LockFor(0), LockFor(0), Unlock, UnlockFair, Bump, Sleep(0), Mark],
    fair_mutexes: [FairLock, FairLock, FairTryLock, FairLockFor(0), Unlock, Sleep(0), Add],
    condvars: [Lock, Lock, Unlock, Wait, Wait, WaitFor(0), Notify, Notify, NotifyAll, Sleep(0)],
    handed_over: [Lock, Lock, Wait, WaitFor(0), Notify, UnlockFair, Bump, Sleep(0)],
    rwlocks: [Read, Read, Write, Write, TryRead, TryWrite, Unlock, Downgrade, IsLocked, Mark],
    fair_rwlocks: [Read, Read, Write, Write, UnlockFair, UnlockFair, Bump, ReadInside, Unlock],
    upgrades: [
        Upgradable, Upgradable, TryUpgradable, Upgrade, TryUpgrade, Downgrade, Read, Write, Unlock,
    ],
    timed_rwlocks: [
        ReadFor(0), WriteFor(0), Read, Write, Upgradable, UpgradeFor(0), Unlock, Sleep(0), Bump,
    ],
    reentrant: [Reenter, Reenter, TryReenter, Leave, Leave, Add, Load],
    once: [CallOnce, CallOnce, OnceState, Add, Load, Lock, Unlock],
    all_together: [
        Lock, Unlock, LockFor(0), Wait, Notify, UnlockFair, Read, Write, Upgradable, Upgrade,
        Reenter, Leave, CallOnce, Sleep(0), Add, Mark,
    ],
}
