//! Memory that is weaker than sequential consistency: small programs, each explored whole, and
//! exactly what they can see. The names are those of the literature (Alglave, Maranget, Tautschnig,
//! "Herding Cats", 2014); what is forbidden, C++20 forbids, but for the two limits that the tests
//! name.

#[path = "litmus/ways.rs"]
mod ways;

use std::collections::BTreeSet;
use std::sync::Mutex as Real;

use Act::{Add, F, R, W};
use interleave::strategy::{Exhaustive, RandomWalk};
use interleave::{End, Event, Executor, Limits};
use model_std::hint::spin_loop;
use model_std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use model_std::sync::atomic::{AtomicBool, AtomicU32, fence};
use model_std::sync::{Arc, Mutex};
use model_std::thread;

/// One thing that a thread of a litmus test does.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// Writes a value.
    W(usize, u32, Ordering),
    /// Reads.
    R(usize, Ordering),
    /// Adds: reads and writes.
    Add(usize, u32, Ordering),
    /// A fence.
    F(Ordering),
}

const X: usize = 0;
const Y: usize = 1;

type Threads<'a> = &'a [&'a [Act]];

fn without_freedoms() -> Executor {
    Executor::new(Limits { freedoms: 0, ..Limits::default() })
}

/// Explores a program whole. `ended` is told of each execution that was not cut, and what it has
/// left.
fn explore<T: Default + 'static>(
    program: impl Fn(&Real<T>) + Clone + 'static,
    mut ended: impl FnMut(&interleave::Execution<'_>, T),
) {
    let (mut executor, mut exhaustive) = (without_freedoms(), Exhaustive::new());
    loop {
        let result: Arc<Real<T>> = Arc::default();
        let (program, there) = (program.clone(), Arc::clone(&result));
        let execution = executor.run(&mut exhaustive, move || program(&there));
        let more = exhaustive.learn(&execution);
        if !matches!(execution.end, End::Cut) {
            let left = std::mem::take(&mut *result.lock().unwrap());
            ended(&execution, left);
        }
        if !more {
            return;
        }
    }
}

/// All that the threads can read, a word for each thread that reads, and the last values.
fn seen(threads: Threads<'_>) -> BTreeSet<(String, [u32; 2])> {
    let threads: Vec<Vec<Act>> = threads.iter().map(|acts| acts.to_vec()).collect();
    let mut seen = BTreeSet::new();
    let program = move |result: &Real<(String, [u32; 2])>| {
        let shared = [AtomicU32::new(0), AtomicU32::new(0)];
        let words: Vec<String> = thread::scope(|scope| {
            let threads: Vec<_> =
                threads.iter().map(|acts| scope.spawn(|| run(&shared, acts))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
        *result.lock().unwrap() = (words.join(" "), shared.map(AtomicU32::into_inner));
    };
    explore(program, |execution, outcome| {
        assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
        seen.insert(outcome);
    });
    seen
}

fn run(shared: &[AtomicU32; 2], acts: &[Act]) -> String {
    let mut reads = Vec::new();
    for act in acts {
        match *act {
            W(at, value, order) => shared[at].store(value, order),
            R(at, order) => reads.push(shared[at].load(order).to_string()),
            Add(at, value, order) => _ = shared[at].fetch_add(value, order),
            F(order) => fence(order),
        }
    }
    reads.join(",")
}

/// Exactly these words can be read.
#[track_caller]
fn check(name: &str, threads: Threads<'_>, words: &[&str]) {
    let expected: BTreeSet<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let read: BTreeSet<String> = seen(threads).into_iter().map(|(word, _)| word).collect();
    assert_eq!(read, expected, "{name}");
}

/// All words of so many binary digits, with this text between them, but for those that are `never`
/// read.
fn all(shape: &str, never: &[&str]) -> Vec<String> {
    let mut words = vec![String::new()];
    for sign in shape.chars() {
        let digits = if sign == '?' { vec!['0', '1'] } else { vec![sign] };
        let longer = |word: String| {
            digits.iter().map(move |digit| format!("{word}{digit}")).collect::<Vec<_>>()
        };
        words = words.into_iter().flat_map(longer).collect();
    }
    words.retain(|word| !never.contains(&word.as_str()));
    words
}

/// Every word of this shape can be read, but for these.
#[track_caller]
fn all_but(name: &str, threads: Threads<'_>, shape: &str, never: &[&str]) {
    let words = all(shape, never);
    check(name, threads, &words.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn store_buffering() {
    let sb = |name, store, load, never: &[&str]| {
        let threads: Threads<'_> = &[&[W(X, 1, store), R(Y, load)], &[W(Y, 1, store), R(X, load)]];
        all_but(name, threads, "? ?", never);
    };
    sb("relaxed", Relaxed, Relaxed, &[]);
    sb("acquire and release", Release, Acquire, &[]);
    sb("only the stores", SeqCst, Acquire, &[]);
    sb("only the loads", Release, SeqCst, &[]);
    sb("sequentially consistent", SeqCst, SeqCst, &["0 0"]);

    let fenced = |name, one, other, never: &[&str]| {
        let threads: Threads<'_> = &[
            &[W(X, 1, Relaxed), F(one), R(Y, Relaxed)],
            &[W(Y, 1, Relaxed), F(other), R(X, Relaxed)],
        ];
        all_but(name, threads, "? ?", never);
    };
    fenced("weak fences", AcqRel, AcqRel, &[]);
    fenced("one fence", SeqCst, AcqRel, &[]);
    fenced("fences", SeqCst, SeqCst, &["0 0"]);

    let mixed: Threads<'_> =
        &[&[W(X, 1, Relaxed), F(SeqCst), R(Y, SeqCst)], &[W(Y, 1, SeqCst), R(X, SeqCst)]];
    all_but("a fence and accesses", mixed, "? ?", &["0 0"]);
    let mixed: Threads<'_> =
        &[&[W(X, 1, Relaxed), F(SeqCst), R(Y, Relaxed)], &[W(Y, 1, SeqCst), R(X, SeqCst)]];
    all_but("a fence and accesses, but for one load", mixed, "? ?", &["0 0"]);
    let updates: Threads<'_> = &[
        &[W(X, 1, Relaxed), Add(X, 0, SeqCst), R(Y, SeqCst)],
        &[W(Y, 1, Relaxed), Add(Y, 0, SeqCst), R(X, SeqCst)],
    ];
    all_but("updates", updates, "? ?", &["0 0"]);
}

#[test]
fn message_passing() {
    let mp = |name, store, load, never: &[&str]| {
        let threads: Threads<'_> =
            &[&[W(X, 1, Relaxed), W(Y, 1, store)], &[R(Y, load), R(X, Relaxed)]];
        all_but(name, threads, "?,?", never);
    };
    mp("relaxed", Relaxed, Relaxed, &[]);
    mp("only released", Release, Relaxed, &[]);
    mp("only acquired", Relaxed, Acquire, &[]);
    mp("released and acquired", Release, Acquire, &["1,0"]);
    mp("sequentially consistent", SeqCst, SeqCst, &["1,0"]);

    let fenced = |name, one, other, never: &[&str]| {
        let threads: Threads<'_> = &[
            &[W(X, 1, Relaxed), F(one), W(Y, 1, Relaxed)],
            &[R(Y, Relaxed), F(other), R(X, Relaxed)],
        ];
        all_but(name, threads, "?,?", never);
    };
    fenced("released and acquired by fences", Release, Acquire, &["1,0"]);
    fenced("fences of both kinds", AcqRel, AcqRel, &["1,0"]);
    fenced("fences the wrong way round", Acquire, Release, &[]);
    let threads: Threads<'_> =
        &[&[W(X, 1, Relaxed), F(Release), W(Y, 1, Relaxed)], &[R(Y, Acquire), R(X, Relaxed)]];
    all_but("a fence and an acquiring load", threads, "?,?", &["1,0"]);
    let threads: Threads<'_> =
        &[&[F(Release), W(X, 1, Relaxed), W(Y, 1, Relaxed)], &[R(Y, Acquire), R(X, Relaxed)]];
    all_but("a fence too early", threads, "?,?", &[]);
}

/// A limit: C++20 allows relaxed loads to read a store that comes later; no load does here.
#[test]
fn load_buffering_is_not_shown() {
    let threads: Threads<'_> =
        &[&[R(X, Relaxed), W(Y, 1, Relaxed)], &[R(Y, Relaxed), W(X, 1, Relaxed)]];
    all_but("relaxed", threads, "? ?", &["1 1"]);
}

#[test]
fn independent_reads_of_independent_writes() {
    let iriw = |name, store, load, never: &[&str]| {
        let threads: Threads<'_> = &[
            &[W(X, 1, store)],
            &[W(Y, 1, store)],
            &[R(X, load), R(Y, load)],
            &[R(Y, load), R(X, load)],
        ];
        all_but(name, threads, "?,? ?,?", never);
    };
    iriw("acquire and release", Release, Acquire, &[]);
    iriw("sequentially consistent", SeqCst, SeqCst, &["1,0 1,0"]);
    iriw("only the loads", Relaxed, SeqCst, &["1,0 1,0"]);
    let threads: Threads<'_> = &[
        &[W(X, 1, Relaxed)],
        &[W(Y, 1, Relaxed)],
        &[R(X, Relaxed), F(SeqCst), R(Y, Relaxed)],
        &[R(Y, Relaxed), F(SeqCst), R(X, Relaxed)],
    ];
    all_but("fences", threads, "?,? ?,?", &["1,0 1,0"]);
}

#[test]
fn write_to_read_causality() {
    let wrc = |name, store, load, never: &[&str]| {
        let threads: Threads<'_> =
            &[&[W(X, 1, store)], &[R(X, load), W(Y, 1, store)], &[R(Y, load), R(X, load)]];
        all_but(name, threads, "? ?,?", never);
    };
    wrc("relaxed", Relaxed, Relaxed, &[]);
    wrc("acquire and release", Release, Acquire, &["1 1,0"]);
}

#[test]
fn a_location_alone_is_coherent() {
    let grows = ["0,0", "0,1", "0,2", "1,1", "1,2", "2,2"];
    check("CoRR", &[&[W(X, 1, Relaxed), W(X, 2, Relaxed)], &[R(X, Relaxed); 2]], &grows);
    check("CoWR", &[&[W(X, 1, Relaxed), R(X, Relaxed)], &[W(X, 2, Relaxed)]], &["1", "2"]);
    let one_order = ["1,1 1,1", "1,1 1,2", "1,1 2,2", "1,2 1,1", "1,2 1,2", "1,2 2,2", "2,2 1,1"];
    let one_order = [&one_order[..], &["2,2 1,2", "2,2 2,2", "2,1 2,1", "2,1 1,1", "1,1 2,1"]];
    let one_order = [&one_order.concat()[..], &["2,1 2,2", "2,2 2,1"]].concat();
    let both = seen(&[
        &[W(X, 1, Relaxed)],
        &[W(X, 2, Relaxed)],
        &[R(X, Relaxed), R(X, Relaxed)],
        &[R(X, Relaxed), R(X, Relaxed)],
    ]);
    let both: BTreeSet<_> = both.into_iter().map(|(word, _)| word).collect();
    let both: Vec<_> = both.iter().map(String::as_str).filter(|word| !word.contains('0')).collect();
    let mut expected = one_order;
    expected.sort_unstable();
    assert_eq!(both, expected, "nobody sees two stores in the order that another does not");
}

/// A limit: C++20 lets the weak stores overtake each other, so that both first ones are the last;
/// here the order of execution is each location's order.
#[test]
fn stores_do_not_overtake_each_other() {
    for order in [SeqCst, Release, Relaxed] {
        let threads: Threads<'_> =
            &[&[W(X, 1, order), W(Y, 2, order)], &[W(Y, 1, order), W(X, 2, order)]];
        let last: BTreeSet<_> = seen(threads).into_iter().map(|(_, last)| last).collect();
        assert_eq!(last, BTreeSet::from([[1, 2], [2, 1], [2, 2]]), "{order:?}");
    }
}

#[test]
fn release_sequences() {
    let publish: &[Act] = &[W(X, 1, Relaxed), W(Y, 1, Release)];
    let read: &[Act] = &[R(Y, Acquire), R(X, Relaxed)];
    // 10: the addition came before the store.
    let kept = ["0,0", "0,1", "1,1", "10,0", "10,1", "11,1"];
    check("kept by an update", &[publish, &[Add(Y, 10, Relaxed)], read], &kept);
    let broken = ["0,0", "0,1", "1,1", "2,0", "2,1"];
    check("broken by a store", &[publish, &[W(Y, 2, Relaxed)], read], &broken);
    let publish: &[Act] = &[W(X, 1, Relaxed), W(Y, 1, Release), W(Y, 2, Relaxed)];
    check("broken by the own store", &[publish, read], &broken);
    let fenced: &[Act] = &[W(X, 1, Relaxed), F(Release), W(Y, 1, Relaxed), W(Y, 2, Relaxed)];
    let kept = ["0,0", "0,1", "1,1", "2,1"];
    check("a fence is for all that follows", &[fenced, read], &kept);
}

#[test]
fn no_relaxed_addition_is_lost() {
    let threads: Threads<'_> = &[&[Add(X, 1, Relaxed); 2], &[Add(X, 1, Relaxed); 2]];
    let last: BTreeSet<_> = seen(threads).into_iter().map(|(_, last)| last).collect();
    assert_eq!(last, BTreeSet::from([[4, 0]]));
}

/// Not even whoever uses a lock first passes anything on to those who take it before him.
#[test]
fn who_comes_later_passes_nothing_back() {
    let mut older = false;
    let program = |result: &Real<[u32; 3]>| {
        let (x, y, turn) = (AtomicU32::new(0), AtomicU32::new(0), Mutex::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                y.store(1, Relaxed);
                x.store(1, Relaxed);
                *turn.lock().unwrap() += 1;
            });
            scope.spawn(|| {
                let turn = turn.lock().unwrap();
                *result.lock().unwrap() = [*turn, x.load(Relaxed), y.load(Relaxed)];
            });
        });
    };
    explore(program, |_, seen| {
        assert!(seen[0] == 0 || seen == [1, 1, 1], "the lock passes both on: {seen:?}");
        older |= seen == [0, 1, 0];
    });
    assert!(older, "nothing orders the two stores for who has come first");
}

/// What has been alone in somebody's hands has no older values any more. `Arc` is the real one: the
/// engine does not learn who has dropped his clone, so this is for random walks.
#[test]
fn whoever_has_an_atomic_alone_sees_the_newest_value() {
    fn lent() {
        let mut atomic = AtomicU32::new(0);
        thread::scope(|scope| _ = scope.spawn(|| atomic.store(1, Relaxed)));
        *atomic.get_mut() = 2;
        thread::scope(|scope| _ = scope.spawn(|| assert_eq!(atomic.load(Relaxed), 2)));
    }
    fn alone(change: fn(&mut AtomicU32), newest: u32) {
        let atomic = Arc::new(AtomicU32::new(0));
        let other = Arc::clone(&atomic);
        let thread = thread::spawn(move || other.store(1, Relaxed));
        thread::yield_now();
        if let Ok(mut atomic) = Arc::try_unwrap(atomic) {
            change(&mut atomic);
            assert_eq!(atomic.load(Relaxed), newest);
            assert_eq!(atomic.into_inner(), newest);
        }
        thread.join().unwrap();
    }
    assert_eq!(panics(300, || alone(|_| (), 1)), 0);
    assert_eq!(panics(300, || alone(|atomic| *atomic.get_mut() = 2, 2)), 0);
    assert_eq!(panics(300, lent), 0);
}

/// How often a thread reads the older value at most, when it reads ten times while another stores
/// once.
fn older_reads(pause: fn()) -> usize {
    let mut most = 0;
    let program = move |_: &Real<()>| {
        let atomic = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| atomic.store(1, Relaxed));
            for _ in 0..10 {
                atomic.load(Relaxed);
                pause();
            }
        });
    };
    explore(program, |execution, ()| {
        let events = execution.trace().events.iter();
        let older = |event: &&Event| matches!(event, Event::Freedom(_, "reads an older value"));
        most = most.max(events.filter(older).count());
    });
    most
}

#[test]
fn what_is_stored_becomes_visible() {
    assert_eq!(older_reads(|| ()), 3);
    assert_eq!(older_reads(thread::yield_now), 1);
    assert_eq!(older_reads(spin_loop), 1);
}

/// How many of so many random walks end in a panic; each of the others ends well.
fn panics(seeds: u64, program: fn()) -> u64 {
    let mut executor = without_freedoms();
    let mut panics = 0;
    for seed in 0..seeds {
        match executor.run(&mut RandomWalk::new(seed), program).end {
            End::Finished => {}
            End::Panicked { .. } => panics += 1,
            end => panic!("seed {seed}: {end:?}"),
        }
    }
    panics
}

#[test]
fn a_wait_for_a_relaxed_flag_ends() {
    fn wait(pause: fn()) {
        let flag = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| flag.store(true, Relaxed));
            while !flag.load(Relaxed) {
                pause();
            }
        });
    }
    assert_eq!(panics(300, || wait(thread::yield_now)), 0);
    assert_eq!(panics(300, || wait(spin_loop)), 0);
    assert_eq!(panics(300, || wait(|| ())), 0);
}

fn spin_lock(take: Ordering, give: Ordering) {
    let (held, count) = (AtomicBool::new(false), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..2 {
                    while held.swap(true, take) {
                        spin_loop();
                    }
                    count.store(count.load(Relaxed) + 1, Relaxed);
                    held.store(false, give);
                }
            });
        }
    });
    assert_eq!(count.load(Relaxed), 4);
}

#[test]
fn a_spin_lock_needs_acquire_and_release() {
    assert_eq!(panics(500, || spin_lock(Acquire, Release)), 0);
    assert_eq!(panics(500, || spin_lock(SeqCst, SeqCst)), 0);
    assert!(panics(500, || spin_lock(Relaxed, Release)) > 0);
    assert!(panics(500, || spin_lock(Acquire, Relaxed)) > 0);
    assert!(panics(500, || spin_lock(Relaxed, Relaxed)) > 0);
}

fn publish(store: Ordering, load: Ordering) {
    let (data, ready) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            data.store(1, Relaxed);
            ready.store(true, store);
        });
        while !ready.load(load) {
            spin_loop();
        }
        assert_eq!(data.load(Relaxed), 1);
    });
}

/// Dekker's entry: whoever sees that the other does not want to, goes in.
fn dekker(order: Ordering) {
    let (wants, inside) = ([const { AtomicBool::new(false) }; 2], AtomicU32::new(0));
    thread::scope(|scope| {
        for me in [0, 1] {
            let (wants, inside) = (&wants, &inside);
            scope.spawn(move || {
                wants[me].store(true, order);
                let other = wants[1 - me].load(if order == Release { Acquire } else { order });
                if !other {
                    assert_eq!(inside.fetch_add(1, SeqCst), 0, "two at a time");
                }
            });
        }
    });
}

#[test]
fn a_random_walk_finds_them_soon() {
    assert!(panics(100, || publish(Relaxed, Relaxed)) > 0);
    assert!(panics(100, || publish(Relaxed, Acquire)) > 0);
    assert!(panics(100, || publish(Release, Relaxed)) > 0);
    assert_eq!(panics(500, || publish(Release, Acquire)), 0);
    assert!(panics(100, || dekker(Relaxed)) > 0);
    assert!(panics(100, || dekker(Release)) > 0);
    assert_eq!(panics(500, || dekker(SeqCst)), 0);
}
