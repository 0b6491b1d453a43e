//! Executions of programs that use the model: they repeat, they record, and one that fails leaves
//! nothing behind for the next.

use std::collections::BTreeSet;

use interleave::strategy::{Directed, RandomWalk};
use interleave::{Detour, End, Event, Executor, Limits, Strategy};
use model_std::sync::{Arc, Barrier, Condvar, Mutex, mpsc};
use model_std::thread;
use model_std::time::Duration;

#[test]
fn a_schedule_replays_to_the_same_trace() {
    let program = || {
        let (sender, receiver) = mpsc::sync_channel(1);
        let (barrier, lock) = (Arc::new(Barrier::new(2)), Arc::new(Mutex::new(0)));
        let threads = [1, 2].map(|n| {
            let (sender, barrier, lock) = (sender.clone(), Arc::clone(&barrier), Arc::clone(&lock));
            thread::spawn(move || {
                barrier.wait();
                *lock.lock().unwrap() += n;
                sender.send(n).unwrap();
                model_std::println!("{n}");
            })
        });
        drop(sender);
        assert_eq!(receiver.iter().sum::<u32>(), 3);
        for thread in threads {
            thread.join().unwrap();
        }
    };
    let mut executor = Executor::new(Limits::default());
    let mut run = |strategy: &mut dyn Strategy| {
        let execution = executor.run(strategy, program);
        assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
        (format!("{:?}", execution.trace()), execution.schedule().clone())
    };
    let mut traces = BTreeSet::new();
    for seed in 0..50 {
        let (trace, schedule) = run(&mut RandomWalk::new(seed));
        let mut replay = Directed::new(Detour::all(&schedule));
        assert_eq!(run(&mut replay).0, trace);
        assert!(!replay.diverged());
        traces.insert(trace);
    }
    assert!(traces.len() > 40, "seeds lead to different executions");
}

#[test]
fn a_failed_execution_leaves_the_next_ones_clean() {
    struct Waits(Arc<Mutex<u32>>);
    impl Drop for Waits {
        fn drop(&mut self) {
            drop(self.0.lock());
        }
    }
    let failing: [fn(); 5] = [
        || {
            let mutex = Mutex::new(());
            let _guard = mutex.lock();
            let _again = mutex.lock();
        },
        || {
            let mutex = Mutex::new(());
            let _guard = mutex.lock().unwrap();
            panic!("with a guard");
        },
        || {
            let mutex = Arc::new(Mutex::new(()));
            let other = Arc::clone(&mutex);
            let panics = thread::spawn(move || {
                let _guard = other.lock().unwrap();
                panic!("with a guard, to be joined with another panic");
            });
            panics.join().unwrap();
        },
        || {
            let mutex = Arc::new(Mutex::new(0));
            let _waits = Waits(Arc::clone(&mutex));
            let other = Arc::clone(&mutex);
            let held = thread::spawn(move || {
                let _guard = other.lock().unwrap();
                thread::park();
            });
            thread::sleep(Duration::from_secs(1));
            drop(held);
            panic!("and then waits while unwinding");
        },
        || {
            let (sender, receiver) = mpsc::channel::<u32>();
            thread::scope(|scope| {
                scope.spawn(move || receiver.recv());
                scope.spawn(|| panic!("in a scope"));
            });
            drop(sender);
        },
    ];
    let mut executor = Executor::new(Limits::default());
    for program in failing {
        for seed in 0..20 {
            executor.run(&mut RandomWalk::new(seed), program);
            let end = executor.run(&mut RandomWalk::new(seed), || {
                assert!(!thread::panicking());
                let panics = thread::spawn(|| panic!("on purpose"));
                assert!(panics.join().is_err());
                let mutex = Mutex::new(0);
                thread::scope(|scope| {
                    for _ in 0..3 {
                        scope.spawn(|| *mutex.lock().unwrap() += 1);
                    }
                });
                assert_eq!(*mutex.lock().unwrap(), 3);
            });
            assert!(matches!(end.end, End::Finished), "{:?}", end.end);
        }
    }
}

#[test]
fn a_condvar_with_two_mutexes_panics() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), || {
        let (first, second, condvar) = (Mutex::new(()), Mutex::new(()), Condvar::new());
        let second_long = Duration::from_secs(1);
        drop(condvar.wait_timeout(first.lock().unwrap(), second_long));
        drop(condvar.wait_timeout(second.lock().unwrap(), second_long));
    });
    let End::Panicked { payload, .. } = &execution.end else { panic!("{:?}", execution.end) };
    let message = payload.downcast_ref::<&str>().expect("a plain message");
    assert!(message.contains("two mutexes"), "{message}");
}

#[test]
fn what_is_printed_stands_in_the_trace_with_its_line() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), || {
        model_std::println!("one {}", 1);
        model_std::eprint!("two");
    });
    assert_eq!(execution.trace().texts, ["one 1\n", "two"]);
    let printed = execution.trace().events.iter().find_map(|event| match event {
        Event::Step { op, .. } if op.verb == "print" => Some(op.place),
        _ => None,
    });
    assert!(printed.expect("it was printed").file().ends_with("executions.rs"));
}
