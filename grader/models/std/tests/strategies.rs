//! What every sampling strategy promises: nobody spins for ever while others could go on, a seed
//! alone repeats all executions, and a recorded schedule repeats one.

use std::rc::Rc;

use interleave::strategy::{Directed, Pct, Portfolio, Pos, RandomWalk, Surw, Urw};
use interleave::{Detour, End, Executor, Limits, Strategy};
use model_std::hint;
use model_std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use model_std::sync::{Arc, Mutex};
use model_std::thread::{self, JoinHandle};

/// A strategy with this seed.
type Make = fn(u64) -> Box<dyn Strategy>;

const ALL: [(&str, Make); 6] = [
    ("random", |seed| Box::new(RandomWalk::new(seed))),
    ("pct", |seed| Box::new(Pct::new(seed))),
    ("pos", |seed| Box::new(Pos::new(seed))),
    ("urw", |seed| Box::new(Urw::new(seed))),
    ("surw", |seed| Box::new(Surw::new(seed))),
    ("portfolio", |seed| Box::new(Portfolio::new(seed))),
];

const SEEDS: u64 = 1_000;
/// Executions of each: later ones use what the first has taught.
const EXECUTIONS: usize = 3;
/// Steps that are enough for everybody to take turns; the default patience is ten times as many.
const MODEST: u64 = 2_000;

fn join(threads: impl IntoIterator<Item = JoinHandle<()>>) {
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Two who ask again and again for a flag that a third sets after some steps of its own.
fn wait_for_flag(ask: fn(&AtomicBool)) {
    let shared = Arc::new((AtomicBool::new(false), AtomicUsize::new(0)));
    let waiters = [(); 2].map(|()| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || ask(&shared.0))
    });
    let setter = thread::spawn(move || {
        for _ in 0..5 {
            shared.1.fetch_add(1, SeqCst);
        }
        shared.0.store(true, SeqCst);
    });
    join(waiters.into_iter().chain([setter]));
}

fn yielding() {
    wait_for_flag(|flag| {
        while !flag.load(SeqCst) {
            thread::yield_now();
        }
    });
}

fn hinting() {
    wait_for_flag(|flag| {
        while !flag.load(SeqCst) {
            hint::spin_loop();
        }
    });
}

fn reading() {
    wait_for_flag(|flag| while !flag.load(SeqCst) {});
}

fn exchanging() {
    wait_for_flag(|flag| while flag.compare_exchange(true, true, SeqCst, SeqCst).is_err() {});
}

/// Two who try to take a lock that a third holds for some steps.
fn trying() {
    let shared = Arc::new((Mutex::new(0), AtomicUsize::new(0)));
    let holder = Arc::clone(&shared);
    let guard = shared.0.lock().unwrap();
    let triers = [(); 2].map(|()| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let mut count = loop {
                if let Ok(count) = shared.0.try_lock() {
                    break count;
                }
            };
            *count += 1;
        })
    });
    for _ in 0..5 {
        holder.1.fetch_add(1, SeqCst);
    }
    drop(guard);
    join(triers);
    assert_eq!(*holder.0.lock().unwrap(), 2);
}

/// Two who hold a lock only for as long as it takes to see that a third has not had it.
fn polling() {
    let ready = Arc::new(Mutex::new(false));
    let pollers = [(); 2].map(|()| {
        let ready = Arc::clone(&ready);
        thread::spawn(move || while !*ready.lock().unwrap() {})
    });
    let setter = thread::spawn(move || *ready.lock().unwrap() = true);
    join(pollers.into_iter().chain([setter]));
}

/// The most steps that the program takes under any seed.
fn most_steps(make: Make, program: fn()) -> u64 {
    let mut executor = Executor::new(Limits::default());
    let mut most = 0;
    for seed in 0..SEEDS {
        let mut strategy = make(seed);
        for _ in 0..EXECUTIONS {
            let execution = executor.run(strategy.as_mut(), program);
            assert!(matches!(execution.end, End::Finished), "seed {seed}: {:?}", execution.end);
            most = most.max(execution.steps());
        }
    }
    most
}

#[track_caller]
fn is_fair(program: fn()) {
    for (name, make) in ALL {
        let most = most_steps(make, program);
        assert!(most < MODEST, "{name} needs {most} steps");
    }
}

#[test]
fn who_yields_does_not_keep_others_waiting() {
    is_fair(yielding);
}

#[test]
fn who_spins_does_not_keep_others_waiting() {
    is_fair(hinting);
}

#[test]
fn who_reads_again_does_not_keep_others_waiting() {
    is_fair(reading);
}

#[test]
fn who_exchanges_again_does_not_keep_others_waiting() {
    is_fair(exchanging);
}

#[test]
fn who_tries_a_lock_again_does_not_keep_others_waiting() {
    is_fair(trying);
}

#[test]
fn who_takes_a_lock_again_does_not_keep_others_waiting() {
    is_fair(polling);
}

#[test]
fn who_waits_for_nobody_is_told_so() {
    for (name, make) in ALL {
        let mut executor = Executor::new(Limits { patience: 500, ..Limits::default() });
        let mut strategy = make(1);
        let execution = executor.run(strategy.as_mut(), || {
            let never = AtomicBool::new(false);
            while !never.load(SeqCst) {
                thread::yield_now();
            }
        });
        assert!(matches!(execution.end, End::Endless { .. }), "{name}: {:?}", execution.end);
    }
}

/// The schedules of some executions of a program, all with one strategy.
fn schedules(strategy: &mut dyn Strategy) -> Vec<interleave::Schedule> {
    let mut executor = Executor::new(Limits::default());
    (0..30).map(|_| executor.run(strategy, yielding).schedule().clone()).collect()
}

#[test]
fn a_seed_repeats_all_executions() {
    for (name, make) in ALL {
        let first = schedules(make(4).as_mut());
        assert!(first == schedules(make(4).as_mut()), "{name}");
        assert!(first != schedules(make(5).as_mut()), "{name} does not heed its seed");
        let kinds: std::collections::HashSet<_> = first.iter().collect();
        assert!(kinds.len() > 5, "{name} makes the same choices again and again");
    }
}

#[test]
fn a_schedule_repeats_an_execution_of_any_strategy() {
    for (name, make) in ALL {
        let mut executor = Executor::new(Limits::default());
        let mut strategy = make(9);
        for _ in 0..20 {
            let seen = Rc::new(std::cell::Cell::new(0));
            let program = |seen: &Rc<std::cell::Cell<usize>>| {
                let seen = Rc::clone(seen);
                move || {
                    let count = Arc::new(AtomicUsize::new(0));
                    let threads = [(); 3].map(|()| {
                        let count = Arc::clone(&count);
                        thread::spawn(move || count.store(count.load(SeqCst) * 2 + 1, SeqCst))
                    });
                    join(threads);
                    seen.set(count.load(SeqCst));
                }
            };
            let schedule = executor.run(strategy.as_mut(), program(&seen)).schedule().clone();
            let first = seen.replace(0);
            let mut replay = Directed::new(Detour::all(&schedule));
            executor.run(&mut replay, program(&seen));
            assert!(!replay.diverged(), "{name}");
            assert_eq!(seen.get(), first, "{name}");
        }
    }
}
