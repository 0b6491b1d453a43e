//! The proof against brute force: on random programs, the reduced search must see every outcome and
//! every deadlock that all interleavings together have.

use std::collections::BTreeSet;
use std::sync::Mutex as Real;

use brute::{Every, wish};
use fastrand::Rng;
use interleave::strategy::Exhaustive;
use interleave::{End, Execution, Executor, Limits, Strategy};
use model_std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use model_std::sync::atomic::{AtomicU32, fence};
use model_std::sync::{Arc, Condvar, Mutex};
use model_std::thread::{self, JoinHandle};

/// One thing that a random thread does.
#[derive(Debug, Clone, Copy)]
enum Act {
    Load(usize, Ordering),
    Store(usize, u32, Ordering),
    Add(usize, Ordering),
    Fence(Ordering),
    Lock(usize),
    Unlock(usize),
    /// With the mutex of the same number, which it must hold.
    Wait(usize),
    Notify(usize),
    NotifyAll(usize),
    TryLock(usize),
    Yield,
    Mark,
}

fn program(rng: &mut Rng) -> Vec<Vec<Act>> {
    let (threads, objects) = (rng.usize(2..=3), rng.usize(1..=2));
    let most = if threads == 2 { 5 } else { 3 };
    (0..threads)
        .map(|_| {
            let mut acts = Vec::new();
            let mut held: Vec<usize> = Vec::new();
            for _ in 0..rng.usize(1..=most) {
                let x = rng.usize(0..objects);
                acts.push(match rng.u8(0..12) {
                    0 | 1 => Act::Load(x, SeqCst),
                    2 => Act::Store(x, rng.u32(1..4), SeqCst),
                    3 => Act::Add(x, SeqCst),
                    4..=6 if !held.contains(&x) => {
                        held.push(x);
                        Act::Lock(x)
                    }
                    4..=6 => {
                        held.retain(|held| *held != x);
                        Act::Unlock(x)
                    }
                    7 if held.contains(&x) => Act::Wait(x),
                    7 | 8 => Act::Notify(x),
                    9 => Act::NotifyAll(x),
                    10 if !held.contains(&x) => Act::TryLock(x),
                    10 => Act::Mark,
                    _ => Act::Yield,
                });
            }
            acts
        })
        .collect()
}

/// The same for memory: accesses and fences of every ordering, and a few of what else passes on what
/// a thread has seen.
fn weak_program(rng: &mut Rng) -> Vec<Vec<Act>> {
    let threads = rng.usize(2..=3);
    let most = if threads == 2 { 5 } else { 3 };
    let acts = |rng: &mut Rng| {
        let mut held = false;
        let mut act = |rng: &mut Rng| {
            let x = rng.usize(0..2);
            match rng.u8(0..16) {
                0..=5 => Act::Load(x, *rng.choice(&[Relaxed, Acquire, SeqCst]).expect("three")),
                6..=10 => {
                    let order = *rng.choice(&[Relaxed, Release, SeqCst]).expect("three");
                    Act::Store(x, rng.u32(1..4), order)
                }
                11 | 12 => {
                    let orders = [Relaxed, Acquire, Release, AcqRel, SeqCst];
                    Act::Add(x, *rng.choice(&orders).expect("five"))
                }
                13 => Act::Fence(*rng.choice(&[Acquire, Release, AcqRel, SeqCst]).expect("four")),
                14 => {
                    held = !held;
                    if held { Act::Lock(0) } else { Act::Unlock(0) }
                }
                _ => *rng.choice(&[Act::Yield, Act::Mark, Act::Fence(SeqCst)]).expect("three"),
            }
        };
        (0..rng.usize(2..=most)).map(|_| act(rng)).collect()
    };
    (0..threads).map(|_| acts(rng)).collect()
}

#[derive(Default)]
struct Shared {
    numbers: [AtomicU32; 2],
    locks: [Mutex<u32>; 2],
    changed: [Condvar; 2],
}

fn act(shared: &Shared, acts: &[Act], who: usize, seen: &Real<Vec<usize>>) -> String {
    let mut guards = [None, None];
    let mut own = Vec::new();
    for act in acts {
        match *act {
            Act::Load(x, order) => own.push(format!("r{}", shared.numbers[x].load(order))),
            Act::Store(x, value, order) => shared.numbers[x].store(value, order),
            Act::Add(x, order) => {
                own.push(format!("a{}", shared.numbers[x].fetch_add(10, order)));
            }
            Act::Fence(order) => fence(order),
            Act::Lock(x) => {
                let mut guard = shared.locks[x].lock().unwrap();
                *guard += 1;
                own.push(format!("l{}", *guard));
                guards[x] = Some(guard);
            }
            Act::Unlock(x) => guards[x] = None,
            Act::Wait(x) => {
                let guard = guards[x].take().expect("held");
                let guard = shared.changed[x].wait(guard).unwrap();
                own.push(format!("w{}", *guard));
                guards[x] = Some(guard);
            }
            Act::Notify(x) => shared.changed[x].notify_one(),
            Act::NotifyAll(x) => shared.changed[x].notify_all(),
            Act::TryLock(x) => {
                own.push(format!("t{}", shared.locks[x].try_lock().is_ok()));
            }
            Act::Yield => thread::yield_now(),
            Act::Mark => {
                interleave::gate::mark(0);
                seen.lock().unwrap().push(who);
            }
        }
    }
    own.join(" ")
}

/// Runs the program once; the outcome is all that its threads saw.
fn execute<S: Strategy>(
    executor: &mut Executor,
    strategy: &mut S,
    acts: &[Vec<Act>],
    go_on: impl FnOnce(&mut S, &Execution<'_>) -> bool,
) -> (Option<String>, bool) {
    let result: Arc<Real<Vec<String>>> = Arc::default();
    let marks: Arc<Real<Vec<usize>>> = Arc::default();
    let (there, acts, seen) = (Arc::clone(&result), acts.to_vec(), Arc::clone(&marks));
    let execution = executor.run(strategy, move || {
        let shared = Arc::new(Shared::default());
        thread::scope(|scope| {
            for (who, acts) in acts.iter().enumerate() {
                let (shared, seen, there) = (Arc::clone(&shared), &seen, &there);
                scope.spawn(move || {
                    let own = act(&shared, acts, who, seen);
                    there.lock().unwrap().push(format!("{who}: {own}"));
                });
            }
        });
        let numbers = shared.numbers.each_ref().map(|number| number.load(SeqCst));
        there.lock().unwrap().push(format!("{numbers:?}"));
    });
    let more = go_on(strategy, &execution);
    let end = match &execution.end {
        End::Finished => "finished".to_owned(),
        End::Deadlock { blocked, .. } => {
            let mut who: Vec<_> = blocked.iter().map(|wait| format!("{:?}", wait.task)).collect();
            who.sort();
            format!("deadlock {who:?}")
        }
        End::Cut => return (None, more),
        other => panic!("{other:?}"),
    };
    let mut parts = result.lock().unwrap().clone();
    parts.sort();
    let marks = marks.lock().unwrap().clone();
    (Some(format!("{end} {parts:?} {marks:?}")), more)
}

/// Compares so many programs, unless the environment says how many, and prints what it took. Returns
/// the executions of both searches.
///
/// `PROGRAMS=5000 LIMIT=50000 SEED=7 cargo test --release -p model-std --test exhaustive` tries more of them.
fn compare(programs: u64, program: fn(&mut Rng) -> Vec<Vec<Act>>) -> (u64, u64) {
    let mut executor = Executor::new(Limits { freedoms: 0, ..Limits::default() });
    // Programs with more interleavings are passed over: brute force would take too long.
    let too_many = wish("LIMIT", 4_000);
    let (mut compared, mut interleavings, mut executions) = (0, 0, 0);
    for seed in wish("SEED", 0).. {
        let acts = program(&mut Rng::with_seed(seed));
        let (mut brute, mut expected, mut tried) = (Every::default(), BTreeSet::new(), 0);
        let mut more = true;
        while more && tried < too_many {
            let (outcome, next) =
                execute(&mut executor, &mut brute, &acts, |brute, _| brute.advance());
            expected.extend(outcome);
            tried += 1;
            more = next;
        }
        if more {
            continue;
        }
        let (mut exhaustive, mut seen) = (Exhaustive::new(), BTreeSet::new());
        let mut more = true;
        while more {
            let (outcome, next) = execute(&mut executor, &mut exhaustive, &acts, Exhaustive::learn);
            seen.extend(outcome);
            executions += 1;
            more = next;
        }
        assert!(!exhaustive.has_strayed(), "seed {seed}: strayed");
        assert_eq!(seen, expected, "seed {seed}: {acts:#?}");
        interleavings += tried;
        compared += 1;
        if compared == wish("PROGRAMS", programs) {
            break;
        }
    }
    eprintln!("{compared} programs: {interleavings} interleavings, {executions} executions");
    (interleavings, executions)
}

#[test]
fn the_reduced_search_sees_what_brute_force_sees() {
    let (interleavings, executions) = compare(100, program);
    assert!(executions * 10 < interleavings, "there is no reduction");
}

#[test]
fn the_reduced_search_sees_what_weak_memory_shows() {
    let (interleavings, executions) = compare(40, weak_program);
    assert!(executions * 4 < interleavings, "there is no reduction");
}

/// Explores a program whole: how many executions ran to an end, and how many of them in a deadlock.
fn explore(program: fn()) -> (usize, usize) {
    let mut executor = Executor::new(Limits { freedoms: 0, ..Limits::default() });
    let mut exhaustive = Exhaustive::new();
    let (mut whole, mut deadlocks) = (0, 0);
    loop {
        let execution = executor.run(&mut exhaustive, program);
        whole += usize::from(!matches!(execution.end, End::Cut));
        deadlocks += usize::from(matches!(execution.end, End::Deadlock { .. }));
        if !exhaustive.learn(&execution) {
            return (whole, deadlocks);
        }
    }
}

fn join(threads: impl IntoIterator<Item = JoinHandle<()>>) {
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

fn print_in_order() {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    join([0, 1, 2].map(|turn| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let mut now = shared.0.lock().unwrap();
            while *now != turn {
                now = shared.1.wait(now).unwrap();
            }
            *now += 1;
            shared.1.notify_all();
        })
    }));
}

fn counter() {
    let shared = Arc::new(Mutex::new(0));
    join([0, 1, 2].map(|_| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            for _ in 0..2 {
                *shared.lock().unwrap() += 1;
            }
        })
    }));
}

fn philosophers<const SEATS: usize>() {
    let forks: Arc<Vec<Mutex<()>>> = Arc::new((0..SEATS).map(|_| Mutex::new(())).collect());
    let threads: Vec<_> = (0..SEATS)
        .map(|seat| {
            let forks = Arc::clone(&forks);
            thread::spawn(move || {
                let _left = forks[seat].lock().unwrap();
                let _right = forks[(seat + 1) % SEATS].lock().unwrap();
            })
        })
        .collect();
    join(threads);
}

/// Counted by hand: the orders in which the lock can be taken, or each fork by its two neighbours.
#[test]
fn every_order_that_matters_is_run_once() {
    assert_eq!(explore(print_in_order), (10, 0));
    assert_eq!(explore(counter), (90, 0));
    assert_eq!(explore(philosophers::<3>), (7, 1));
    assert_eq!(explore(philosophers::<4>), (15, 1));
    assert_eq!(explore(philosophers::<5>), (31, 1));
}
