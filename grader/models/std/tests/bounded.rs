//! The search within a bound of preemptions: how many schedules there are, and which bugs they show.

use interleave::strategy::Bounded;
use interleave::{End, Executor, Limits};
use model_std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use model_std::sync::{Arc, Mutex};
use model_std::thread::{self, JoinHandle};

/// How many schedules there are, how many of them fail, and whether there are others.
fn explore(preemptions: u32, program: fn()) -> (usize, usize, bool) {
    let mut executor = Executor::new(Limits { freedoms: 0, ..Limits::default() });
    let mut bounded = Bounded::new(preemptions);
    let (mut schedules, mut failures) = (0, 0);
    loop {
        let execution = executor.run(&mut bounded, program);
        schedules += 1;
        failures += usize::from(!matches!(execution.end, End::Finished));
        if !bounded.advance() {
            assert!(!bounded.has_strayed());
            return (schedules, failures, bounded.is_bounded());
        }
    }
}

fn join(threads: [JoinHandle<()>; 2]) {
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Two threads of so many stores each; whoever spawned them only waits.
fn stores<const ONE: u32, const OTHER: u32>() {
    let number = Arc::new(AtomicU32::new(0));
    let threads = [ONE, OTHER].map(|stores| {
        let number = Arc::clone(&number);
        thread::spawn(move || (0..stores).for_each(|value| number.store(value, SeqCst)))
    });
    join(threads);
}

/// One preemption is enough for a lost update, none is not.
fn lost_update() {
    let number = Arc::new(AtomicU32::new(0));
    let threads = [(); 2].map(|()| {
        let number = Arc::clone(&number);
        thread::spawn(move || {
            let seen = number.load(SeqCst);
            number.store(seen + 1, SeqCst);
        })
    });
    join(threads);
    assert_eq!(number.load(SeqCst), 2);
}

/// The forks of two philosophers, each of whom takes the left one first.
fn crossed_locks() {
    let forks = Arc::new([Mutex::new(()), Mutex::new(())]);
    let threads = [0, 1].map(|seat| {
        let forks = Arc::clone(&forks);
        thread::spawn(move || {
            let _left = forks[seat].lock();
            let _right = forks[1 - seat].lock();
        })
    });
    join(threads);
}

#[test]
fn with_preemptions_enough_every_interleaving_is_a_schedule() {
    // Starts and joins add choices, but no preemption leads anywhere new.
    let (all, _, more) = explore(20, stores::<2, 1>);
    assert!(!more);
    let fewer = [0, 1, 2].map(|bound| explore(bound, stores::<2, 1>));
    assert!(fewer.is_sorted() && fewer[2].0 <= all, "{fewer:?} {all}");
    assert!(fewer[0].2 && fewer[0].0 < fewer[1].0);
}

#[test]
fn a_bug_needs_its_preemptions() {
    for program in [lost_update, crossed_locks] {
        assert_eq!(explore(0, program).1, 0);
        assert!(explore(1, program).1 > 0);
    }
}
