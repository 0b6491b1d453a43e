//! The engine's own promises, on a lock that is made here from the gate alone: schedules are
//! reproduced by seed and by replay, deadlocks are found at once and told with both lines, time is
//! virtual, and an execution that fails leaves nothing behind.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use interleave::strategy::{Directed, Paused, Pending, Question, RandomWalk};
use interleave::{
    Detour, End, Event, Executor, Kernel, Limits, Object, Op, Queue, Side, Slot, Strategy, Wake,
    gate, thread,
};

/// The smallest lock that the gate allows.
#[derive(Default)]
struct Lock(Slot);

impl Lock {
    fn queue(&self, kernel: &mut Kernel) -> (Object, Queue) {
        // SAFETY: a lock without state of its own.
        let object = unsafe { self.0.object(kernel, "Lock", std::ptr::null_mut::<()>()) };
        (object, Queue::of(object, Side::Main))
    }

    #[track_caller]
    fn with<R>(&self, body: impl FnOnce() -> R) -> R {
        let place = Location::caller();
        let (object, queue) = gate::quietly(|kernel| {
            let (object, queue) = self.queue(kernel);
            if kernel.holders(object).is_empty() {
                kernel.open(queue);
            }
            (object, queue)
        });
        gate::pass(Op { verb: "lock", object, place }, queue, |kernel| {
            kernel.close(queue);
            kernel.hold(object, place);
        });
        let result = body();
        gate::step(Op { verb: "unlock", object, place }, |kernel| {
            kernel.release(object);
            kernel.open(queue);
        });
        result
    }
}

#[track_caller]
fn spawn(body: impl FnOnce() + 'static) -> interleave::TaskId {
    thread::spawn(None, Location::caller(), Box::new(body))
}

#[track_caller]
fn join(task: interleave::TaskId) {
    thread::join(task, Location::caller()).expect("no panic");
}

/// Two tasks that each take two locks, in opposite order.
fn crossed_locks() {
    let locks = Rc::new((Lock::default(), Lock::default()));
    let other = Rc::clone(&locks);
    let child = spawn(move || other.1.with(|| other.0.with(|| ())));
    locks.0.with(|| locks.1.with(|| ()));
    join(child);
}

fn first_deadlock(executor: &mut Executor) -> u64 {
    let found = (0..1_000).find(|seed| {
        let execution = executor.run(&mut RandomWalk::new(*seed), crossed_locks);
        matches!(execution.end, End::Deadlock { .. })
    });
    found.expect("a random walk finds crossed locks soon")
}

#[test]
fn a_deadlock_is_told_with_both_holders_and_both_lines() {
    let mut executor = Executor::new(Limits::default());
    let seed = first_deadlock(&mut executor);
    let execution = executor.run(&mut RandomWalk::new(seed), crossed_locks);
    let names = execution.task_names();
    let End::Deadlock { blocked, body_returned } = &execution.end else {
        panic!("the seed decides: {:?}", execution.end)
    };
    assert!(!body_returned);
    assert_eq!(names, ["main", "thread 1"]);
    assert_eq!(blocked.len(), 2);
    for wait in blocked {
        assert_eq!(wait.op.verb, "lock");
        let holder = wait.held_by.first().expect("a lock that nobody gets is held");
        assert_ne!(holder.task, wait.task);
        assert!(wait.op.place.file().ends_with("scheduler.rs"));
    }
    let lines: Vec<_> = blocked.iter().map(|wait| wait.op.place.line()).collect();
    assert_ne!(lines[0], lines[1], "each waits on its own line");
}

#[test]
fn a_failing_execution_can_be_run_again_by_seed_and_by_schedule() {
    let mut executor = Executor::new(Limits::default());
    let seed = first_deadlock(&mut executor);
    // One place for all runs: it stands in the trace as where the main task starts.
    let mut story = |strategy: &mut dyn Strategy| {
        let execution = executor.run(strategy, crossed_locks);
        (format!("{:?}", execution.trace().events), execution.schedule().clone())
    };
    let (first, schedule) = story(&mut RandomWalk::new(seed));
    assert_eq!(story(&mut RandomWalk::new(seed)).0, first);
    let mut replay = Directed::new(Detour::all(&schedule));
    assert_eq!(story(&mut replay).0, first);
    assert!(!replay.diverged());
}

#[test]
fn a_replay_of_another_program_says_that_it_diverged() {
    let mut executor = Executor::new(Limits::default());
    let seed = first_deadlock(&mut executor);
    let schedule = executor.run(&mut RandomWalk::new(seed), crossed_locks).schedule().clone();
    let mut replay = Directed::new(Detour::all(&schedule));
    executor.run(&mut replay, || ());
    assert!(replay.diverged());
}

/// Whoever plays this takes the other task at each of these choices, the usual one at all others.
fn plays(executor: &mut Executor, others: &[u32]) -> (Vec<Detour>, Vec<Pending>) {
    let (mut detours, mut asked) = (Vec::new(), Vec::<Pending>::new());
    loop {
        let until = asked.last().map_or(0, |last| last.at + 1);
        let mut paused = Paused::new(detours.clone(), Vec::new(), until);
        let execution = executor.run(&mut paused, crossed_locks);
        assert_eq!(matches!(execution.end, End::Cut), paused.pending().is_some());
        let Some(pending) = paused.pending() else { return (detours, asked) };
        let Question::Task { usual, enabled } = &pending.what else { panic!("{pending:?}") };
        assert_eq!(pending.at as usize, execution.schedule().len());
        let other = enabled.iter().map(|(task, _)| *task).find(|task| task != usual);
        if others.contains(&pending.at) {
            let chosen = other.expect("two or more").index();
            let chosen = u32::try_from(chosen).expect("few tasks");
            detours.push(Detour { at: pending.at, chosen });
        }
        asked.push(pending.clone());
    }
}

#[test]
fn who_is_asked_at_each_choice_can_play_an_execution_to_its_end() {
    let mut executor = Executor::new(Limits::default());
    let (none, usual) = plays(&mut executor, &[]);
    assert!(none.is_empty());
    let finished = executor.run(&mut Directed::new(none), crossed_locks);
    assert!(matches!(finished.end, End::Finished));
    assert_eq!(usual.len(), finished.schedule().len());
    assert!(usual.iter().zip(0..).all(|(pending, at)| pending.at == at));

    let deadlock = (0..10).find_map(|at| {
        let (detours, _) = plays(&mut executor, &[at]);
        let execution = executor.run(&mut Directed::new(detours.clone()), crossed_locks);
        matches!(execution.end, End::Deadlock { .. }).then_some(detours)
    });
    assert_eq!(deadlock.map(|detours| detours.len()), Some(1), "one switch is enough");
}

#[test]
fn who_is_asked_sees_what_each_is_about_to_do() {
    let mut executor = Executor::new(Limits::default());
    let (_, asked) = plays(&mut executor, &[]);
    let verbs = |pending: &Pending| match &pending.what {
        Question::Task { enabled, .. } => enabled.iter().map(|(_, op)| op.verb).collect(),
        Question::Branch(..) => Vec::new(),
    };
    assert_eq!(verbs(&asked[0]), ["lock", "start"]);
}

#[test]
fn a_failing_execution_leaves_the_next_ones_clean() {
    let mut executor = Executor::new(Limits::default());
    let seed = first_deadlock(&mut executor);
    for _ in 0..100 {
        executor.run(&mut RandomWalk::new(seed), crossed_locks);
        let execution = executor.run(&mut RandomWalk::new(1), || {
            let child = spawn(|| panic!("on purpose"));
            assert!(thread::join(child, Location::caller()).is_err());
            assert!(!std::thread::panicking());
        });
        assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
    }
}

#[test]
fn a_panic_that_nobody_joins_is_the_end() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), || {
        spawn(|| panic!("on purpose"));
    });
    let End::Panicked { task, payload } = execution.end else { panic!("{:?}", execution.end) };
    assert_eq!(task.index(), 1);
    assert_eq!(payload.downcast_ref(), Some(&"on purpose"));
}

#[test]
fn every_order_of_two_steps_happens() {
    let mut executor = Executor::new(Limits::default());
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let order = Arc::new(AtomicU32::new(0));
        let result = Arc::clone(&order);
        executor.run(&mut RandomWalk::new(seed), move || {
            let tasks = [1, 2, 3].map(|digit| {
                let order = Arc::clone(&order);
                spawn(move || {
                    thread::yield_now("yield_now", Location::caller());
                    order.store(order.load(Ordering::SeqCst) * 10 + digit, Ordering::SeqCst);
                })
            });
            tasks.into_iter().for_each(join);
        });
        seen.insert(result.load(Ordering::SeqCst));
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [123, 132, 213, 231, 312, 321]);
}

#[test]
fn time_is_virtual_and_moves_only_when_nobody_can_run() {
    let mut executor = Executor::new(Limits::default());
    let hour = 3_600_000_000_000;
    for seed in 0..50 {
        let execution = executor.run(&mut RandomWalk::new(seed), move || {
            let worker = spawn(|| {
                for _ in 0..10 {
                    thread::yield_now("yield_now", Location::caller());
                }
                assert_eq!(thread::now(), 0);
            });
            thread::sleep(hour, Location::caller());
            assert_eq!(thread::now(), hour);
            thread::park(Some(hour + 5), Location::caller());
            join(worker);
        });
        assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
    }
}

#[test]
fn a_timed_pass_ends_although_its_queue_closes_before_its_turn() {
    let mut executor = Executor::new(Limits::default());
    let mut seen = [false; 2];
    for seed in 0..50 {
        let passed = Rc::new(Cell::new(None));
        let result = Rc::clone(&passed);
        let execution = executor.run(&mut RandomWalk::new(seed), move || {
            let (object, queue) = gate::quietly(|kernel| Lock::default().queue(kernel));
            let op = Op { verb: "pass", object, place: Location::caller() };
            gate::quietly(|kernel| kernel.open(queue));
            let child = spawn(move || gate::step(op, |kernel| kernel.close(queue)));
            result.set(Some(gate::pass_until(op, queue, 10, |_, wake| wake == Wake::Notified)));
            join(child);
        });
        assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
        seen[usize::from(passed.get().expect("it has finished"))] = true;
    }
    assert_eq!(seen, [true, true]);
}

#[test]
fn a_timer_may_race_when_asked_to() {
    let race = Limits { timers_race: true, ..Limits::default() };
    let fired_early = |limits: Limits| {
        let mut executor = Executor::new(limits);
        (0..200).any(|seed| {
            let early = Rc::new(Cell::new(false));
            let seen = Rc::clone(&early);
            executor.run(&mut RandomWalk::new(seed), move || {
                let worker = spawn(move || {
                    thread::yield_now("yield_now", Location::caller());
                    seen.set(thread::now() > 0);
                });
                thread::sleep(10, Location::caller());
                join(worker);
            });
            early.get()
        })
    };
    assert!(fired_early(race));
    assert!(!fired_early(Limits::default()));
}

#[test]
fn steps_without_end_are_told_with_who_takes_them() {
    let mut executor = Executor::new(Limits { patience: 2_000, ..Limits::default() });
    let execution = executor.run(&mut RandomWalk::new(7), || {
        spawn(|| {
            loop {
                thread::yield_now("spin_loop", Location::caller());
            }
        });
        thread::sleep(1, Location::caller());
    });
    let End::Endless { active, others_wait, .. } = &execution.end else {
        panic!("{:?}", execution.end)
    };
    assert!(others_wait);
    assert_eq!(active[0].0.index(), 1);
    assert_eq!(active[0].2.verb, "spin_loop");
}

#[test]
fn marks_and_prints_stand_in_the_trace_where_they_were_made() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(7), || {
        gate::mark(4);
        gate::print("hello".to_owned());
        gate::halt();
    });
    assert!(matches!(execution.end, End::Halted));
    assert_eq!(execution.trace().texts, ["hello"]);
    let events = &execution.trace().events;
    assert!(
        matches!(events[1..], [Event::Mark(_, 4), Event::Step { .. }, Event::Print(_, 0)]),
        "{events:?}"
    );
}

#[test]
fn a_helper_that_never_ends_is_a_deadlock_after_the_body() {
    let mut executor = Executor::new(Limits { freedoms: 0, ..Limits::default() });
    let execution = executor.run(&mut RandomWalk::new(7), || {
        spawn(|| thread::park(None, Location::caller()));
    });
    assert!(matches!(execution.end, End::Deadlock { body_returned: true, .. }));
}

#[test]
fn more_tasks_than_bits_in_a_word() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(7), || {
        let lock = Rc::new(Lock::default());
        let tasks: Vec<_> = (0..150)
            .map(|_| {
                let lock = Rc::clone(&lock);
                spawn(move || lock.with(|| ()))
            })
            .collect();
        tasks.into_iter().for_each(join);
    });
    assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
}
