//! What the documentation leaves open is explored, and mistakes are found: each outcome in some
//! schedule. For the model alone.

use model_std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use model_std::sync::{Arc, Mutex, mpsc};
use model_std::thread;
use model_std::time::Duration;
use std::collections::BTreeSet;
use std::iter;

use interleave::strategy::RandomWalk;
use interleave::{Blocked, End, Executor, Limits};
use model_crossbeam::atomic::AtomicCell;
use model_crossbeam::channel::{
    Receiver, Select, Sender, after, bounded, never, select, select_biased, unbounded,
};
use model_crossbeam::deque::Worker;
use model_crossbeam::sync::{Parker, ShardedLock, WaitGroup};
use model_crossbeam::utils::Backoff;

const SECOND: Duration = Duration::from_secs(1);

fn without_freedoms() -> Limits {
    Limits { freedoms: 0, ..Limits::default() }
}

/// What the program returns, over so many executions; none may fail.
fn outcomes<T: Ord + Send + 'static>(
    limits: &Limits,
    executions: u64,
    program: fn() -> T,
) -> BTreeSet<T> {
    let mut executor = Executor::new(limits.clone());
    let mut seen = BTreeSet::new();
    for seed in 0..executions {
        let (tell, told) = std::sync::mpsc::channel();
        let end = executor.run(&mut RandomWalk::new(seed), move || drop(tell.send(program()))).end;
        assert!(matches!(end, End::Finished), "seed {seed}: {end:?}");
        seen.insert(told.recv().expect("a finished program has told"));
    }
    seen
}

/// The first deadlock that so many executions find, and the names of the objects in it.
fn deadlock(executions: u64, program: fn()) -> Option<(Vec<Blocked>, Vec<String>)> {
    let mut executor = Executor::new(without_freedoms());
    (0..executions).find_map(|seed| {
        let mut execution = executor.run(&mut RandomWalk::new(seed), program);
        match std::mem::replace(&mut execution.end, End::Halted) {
            End::Deadlock { blocked, .. } => {
                let names = blocked.iter().map(|wait| execution.object_name(wait.op.object));
                let names = names.collect();
                Some((blocked, names))
            }
            _ => None,
        }
    })
}

#[test]
fn a_selection_takes_any_ready_case() {
    let seen = outcomes(&without_freedoms(), 100, || {
        let channels = [0, 1].map(|n| {
            let (s, r) = unbounded();
            s.send(n).unwrap();
            (s, r)
        });
        let (s, _keep) = bounded(1);
        select! {
            recv(channels[0].1) -> n => n.unwrap(),
            recv(channels[1].1) -> n => n.unwrap(),
            send(s, ()) -> _ => 2,
            recv(never::<()>()) -> _ => 3,
        }
    });
    assert_eq!(seen, BTreeSet::from([0, 1, 2]));
}

#[test]
fn a_woken_selection_takes_any_case_that_is_ready_then() {
    fn first(biased: bool) -> usize {
        let (s, r) = unbounded();
        let (t, q) = unbounded();
        let sends = thread::spawn(move || {
            thread::sleep(SECOND);
            t.send(1).unwrap();
            s.send(0).unwrap();
            (s, t)
        });
        let mut select = if biased { Select::new_biased() } else { Select::new() };
        select.recv(&r);
        select.recv(&q);
        let operation = select.select();
        let index = operation.index();
        operation.recv([&r, &q][index]).unwrap();
        drop(sends.join());
        index
    }
    assert_eq!(outcomes(&without_freedoms(), 200, || first(false)), BTreeSet::from([0, 1]));
    assert_eq!(outcomes(&without_freedoms(), 200, || first(true)), BTreeSet::from([0, 1]));
}

#[test]
fn a_message_goes_to_any_waiting_receiver() {
    fn who(capacity: usize, selects: bool) -> usize {
        let (s, r) = bounded(capacity);
        let (tells, told) = mpsc::channel();
        for n in 0..3 {
            let (r, tells) = (r.clone(), tells.clone());
            thread::spawn(move || {
                let received = if selects {
                    select! {
                        recv(r) -> message => message,
                        recv(never()) -> message => message,
                    }
                } else {
                    r.recv()
                };
                if received.is_ok() {
                    tells.send(n).unwrap();
                }
            });
        }
        thread::sleep(SECOND);
        s.send(()).unwrap();
        told.recv().unwrap()
    }
    let all = BTreeSet::from([0, 1, 2]);
    assert_eq!(outcomes(&without_freedoms(), 200, || who(0, false)), all);
    assert_eq!(outcomes(&without_freedoms(), 200, || who(1, false)), all);
    assert_eq!(outcomes(&without_freedoms(), 200, || who(0, true)), all);
    assert_eq!(outcomes(&without_freedoms(), 200, || who(1, true)), all);
}

#[test]
fn a_message_and_a_timeout_at_the_same_moment_race() {
    let seen = outcomes(&without_freedoms(), 200, || {
        let (s, r) = bounded(0);
        let sends = thread::spawn(move || {
            thread::sleep(SECOND);
            s.try_send(()).is_ok()
        });
        let received = r.recv_timeout(SECOND).is_ok();
        (received, sends.join().unwrap())
    });
    assert_eq!(seen, BTreeSet::from([(false, false), (true, true)]));
    let seen = outcomes(&without_freedoms(), 200, || {
        let (s, r) = unbounded();
        let sends = thread::spawn(move || {
            thread::sleep(SECOND);
            s.send(()).unwrap();
            s
        });
        let received = select! {
            recv(r) -> _ => true,
            recv(after(SECOND)) -> _ => false,
        };
        drop(sends.join());
        received
    });
    assert_eq!(seen, BTreeSet::from([false, true]));
}

#[test]
fn try_send_at_a_rendezvous_may_come_too_soon() {
    let seen = outcomes(&without_freedoms(), 200, || {
        let (s, r) = bounded(0);
        let receives = thread::spawn(move || {
            select! {
                recv(r) -> message => message.is_ok(),
                default(SECOND) => false,
            }
        });
        let sent = s.try_send(()).is_ok();
        (sent, receives.join().unwrap())
    });
    assert_eq!(seen, BTreeSet::from([(false, false), (true, true)]));
    let seen = outcomes(&without_freedoms(), 300, || {
        let ((s, r), flag) = (bounded(0), Arc::new(AtomicUsize::new(0)));
        let tells = Arc::clone(&flag);
        let receives = thread::spawn(move || {
            tells.store(1, SeqCst);
            select!(recv(r) -> message => message.is_ok(), default(SECOND) => false)
        });
        while flag.load(SeqCst) == 0 {
            thread::yield_now();
        }
        let sent = s.try_send(()).is_ok();
        drop(receives.join());
        sent
    });
    assert_eq!(seen, BTreeSet::from([false, true]), "the flag says nothing of the selection");
}

#[test]
fn ready_may_be_mistaken_within_the_limit() {
    fn mistakes() -> usize {
        let ((_s, r), mut select) = (unbounded::<()>(), Select::new());
        select.recv(&r);
        (0..10).filter(|_| select.try_ready().is_ok()).count()
    }
    assert_eq!(outcomes(&Limits::default(), 300, mistakes), BTreeSet::from([0, 1, 2]));
    assert_eq!(outcomes(&without_freedoms(), 300, mistakes), BTreeSet::from([0]));
}

#[test]
fn a_steal_must_be_retried_only_if_others_came_between() {
    fn retries(alone: bool) -> bool {
        let worker = Worker::new_lifo();
        (0..8).for_each(|n| worker.push(n));
        let stealer = worker.stealer();
        let steals = thread::spawn(move || (0..4).any(|_| stealer.steal().is_retry()));
        if alone {
            return steals.join().unwrap();
        }
        let _: Vec<_> = (0..4).map(|_| worker.pop()).collect();
        steals.join().unwrap()
    }
    let both = BTreeSet::from([false, true]);
    assert_eq!(outcomes(&Limits::default(), 400, || retries(false)), both);
    assert_eq!(outcomes(&Limits::default(), 400, || retries(true)), BTreeSet::from([false]));
    assert_eq!(outcomes(&without_freedoms(), 400, || retries(false)), BTreeSet::from([false]));
}

#[test]
fn a_batch_is_on_its_way_for_a_while() {
    let seen = outcomes(&without_freedoms(), 300, || {
        let (from, to) = (Worker::new_fifo(), Worker::new_fifo());
        (0..2).for_each(|n| from.push(n));
        let (steals, looks) = (from.stealer(), to.stealer());
        let thief = thread::spawn(move || {
            assert!(!steals.steal_batch(&to).is_empty());
            to
        });
        let sum = from.len() + looks.len();
        drop(thief.join());
        sum
    });
    assert!(seen.contains(&1), "{seen:?}");
}

#[test]
fn an_update_in_two_steps_is_lost() {
    let seen = outcomes(&without_freedoms(), 200, || {
        let cell = Arc::new(AtomicCell::new(0));
        let threads = [0; 2].map(|_| {
            let cell = Arc::clone(&cell);
            thread::spawn(move || cell.store(cell.load() + 1))
        });
        for thread in threads {
            thread.join().unwrap();
        }
        cell.load()
    });
    assert_eq!(seen, BTreeSet::from([1, 2]));
}

#[test]
fn members_of_a_group_go_in_any_order() {
    let seen = outcomes(&without_freedoms(), 300, || {
        let (group, log) = (WaitGroup::new(), Arc::new(Mutex::new(String::new())));
        for name in ['a', 'b'] {
            let (group, log) = (group.clone(), Arc::clone(&log));
            thread::spawn(move || {
                log.lock().unwrap().push(name);
                drop(group);
            });
        }
        group.wait();
        let log = log.lock().unwrap();
        log.clone()
    });
    assert_eq!(seen, BTreeSet::from(["ab".to_owned(), "ba".to_owned()]));
}

#[test]
fn readers_and_writers_come_in_every_order() {
    let seen = outcomes(&without_freedoms(), 500, || {
        let lock = Arc::new(ShardedLock::new(0));
        let writers = [1, 2].map(|digit| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let mut value = lock.write().unwrap();
                *value = *value * 10 + digit;
            })
        });
        let reader = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || *lock.read().unwrap())
        };
        for writer in writers {
            writer.join().unwrap();
        }
        reader.join().unwrap()
    });
    assert_eq!(seen, BTreeSet::from([0, 1, 2, 12, 21]));
}

#[test]
fn two_threads_that_both_send_first_never_meet() {
    let (blocked, names) = deadlock(50, || {
        let ((s, r), (t, q)) = (bounded(0), bounded(0));
        let other = thread::spawn(move || {
            t.send(1).unwrap();
            r.recv().unwrap();
        });
        s.send(2).unwrap();
        q.recv().unwrap();
        other.join().unwrap();
    })
    .expect("each waits for the other");
    let verbs: Vec<_> = blocked.iter().map(|wait| wait.op.verb).collect();
    assert_eq!((verbs, names.len()), (vec!["send", "send"], 2));
    assert!(names.iter().all(|name| name.starts_with("channel #")), "{names:?}");
}

#[test]
fn a_sender_that_is_kept_keeps_the_receiver() {
    let (blocked, _) = deadlock(50, || {
        let (s, r) = unbounded();
        let copy = s.clone();
        thread::spawn(move || copy.send(1).unwrap());
        assert_eq!(r.iter().sum::<u32>(), 1);
        drop(s);
    })
    .expect("the loop never ends");
    assert_eq!(blocked[0].op.verb, "recv");
}

#[test]
fn a_selection_that_nobody_answers_is_a_deadlock_at_once() {
    let (blocked, names) = deadlock(1, || {
        let ((_s, r), (t, _q)) = (unbounded::<u32>(), bounded(0));
        select_biased! {
            recv(r) -> _ => (),
            send(t, 1) -> _ => (),
        }
    })
    .expect("nobody answers");
    assert_eq!((blocked[0].op.verb, &*names[0]), ("select", "Select #1"));
    assert!(blocked[0].op.place.file().ends_with("search.rs"), "{}", blocked[0].op.place);
}

#[test]
fn a_selection_that_missed_its_message_waits_on() {
    let found = deadlock(300, || {
        let (s, r) = unbounded();
        let threads = [0; 2].map(|_| {
            let r = r.clone();
            thread::spawn(move || select!(recv(r) -> _ => (), recv(never::<()>()) -> _ => ()))
        });
        s.send(()).unwrap();
        for thread in threads {
            thread.join().unwrap();
        }
    });
    assert!(found.is_some_and(|(blocked, _)| blocked.iter().any(|wait| wait.op.verb == "select")));
}

#[test]
fn two_that_only_look_never_meet() {
    let found = deadlock(50, || {
        let (s, r) = bounded::<()>(0);
        let looks = thread::spawn(move || {
            let mut select = Select::new();
            select.send(&s);
            select.ready()
        });
        let mut select = Select::new();
        select.recv(&r);
        select.ready();
        looks.join().unwrap();
    });
    assert!(found.is_some());
}

#[test]
fn a_token_counts_once() {
    let found = deadlock(300, || {
        let parker = Parker::new();
        let unparkers = [0; 2].map(|_| parker.unparker().clone());
        let threads = unparkers.map(|unparker| thread::spawn(move || unparker.unpark()));
        parker.park();
        parker.park();
        drop(threads);
    });
    assert!(found.is_some_and(|(blocked, names)| {
        blocked[0].op.verb == "park" && names[0] == "Parker #1"
    }));
}

#[test]
fn who_holds_a_lock_stands_in_the_deadlock() {
    let (blocked, names) = deadlock(1, || {
        let lock = ShardedLock::new(1);
        let _reads = lock.read().unwrap();
        drop(lock.write());
    })
    .expect("it waits for itself");
    assert_eq!((blocked[0].op.verb, &*names[0]), ("write", "ShardedLock #1"));
    assert_eq!(blocked[0].held_by.len(), 1);
}

#[test]
fn pausing_without_end_is_found() {
    let mut executor = Executor::new(Limits::default());
    let end = executor
        .run(&mut RandomWalk::new(1), || {
            let backoff = Backoff::new();
            loop {
                backoff.snooze();
            }
        })
        .end;
    let End::Endless { verbs, .. } = end else { panic!("{end:?}") };
    assert!(verbs.iter().all(|verb| ["spin_loop", "yield_now"].contains(verb)), "{verbs:?}");
}

#[test]
fn no_waiting_is_polling() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), || {
        let ((s, r), (t, q)) = (bounded(0), bounded(1));
        let waits = thread::spawn(move || {
            select!(recv(r) -> _ => (), recv(q) -> _ => ());
            select!(recv(r) -> _ => (), recv(q) -> _ => ());
        });
        let parker = Parker::new();
        parker.park_timeout(SECOND * 1000);
        s.send(()).unwrap();
        parker.park_timeout(SECOND * 1000);
        t.send(()).unwrap();
        waits.join().unwrap();
    });
    assert!(matches!(execution.end, End::Finished));
    assert!(execution.steps() < 25, "{}", execution.steps());
}

/// Sends so many messages, each to any of the channels that can take it.
fn sends(channels: &[Sender<u32>], biased: bool) {
    for n in 0..3 {
        let mut select = if biased { Select::new_biased() } else { Select::new() };
        for channel in channels {
            select.send(channel);
        }
        let operation = select.select();
        let index = operation.index();
        if n == 1 {
            thread::yield_now();
        }
        operation.send(&channels[index], n).unwrap();
    }
}

/// Receives so many messages, each from any of the channels that have one.
fn receives(channels: &[Receiver<u32>], biased: bool, looks: bool) -> u32 {
    let mut sum = 0;
    for _ in 0..3 {
        let mut select = if biased { Select::new_biased() } else { Select::new() };
        for channel in channels {
            select.recv(channel);
        }
        if looks {
            // Nobody meets one who only looks, but whoever waits can be seen.
            let received = iter::repeat_with(|| channels[select.ready()].try_recv());
            sum += received.flatten().next().unwrap();
        } else {
            let operation = select.select();
            let index = operation.index();
            sum += operation.recv(&channels[index]).unwrap();
        }
    }
    sum
}

#[test]
fn selections_never_miss_each_other() {
    fn all_meet(looks: bool) -> u32 {
        let (senders, receivers): (Vec<_>, Vec<_>) = [0, 1, 0, 2].map(bounded).into_iter().unzip();
        let (mut sending, mut receiving) = (Vec::new(), Vec::new());
        for n in 0..3 {
            let own = senders.iter().enumerate().filter(|(at, _)| at % 3 != n);
            let own: Vec<_> = own.map(|(_, sender)| sender.clone()).collect();
            sending.push(thread::spawn(move || sends(&own, n == 1)));
            let mut own = receivers.clone();
            own.rotate_left(n);
            let looks = looks && n == 2;
            receiving.push(thread::spawn(move || receives(&own, n == 1, looks)));
        }
        let one = senders[0].clone();
        sending.push(thread::spawn(move || {
            one.send(0).unwrap();
            while one.send_timeout(1, SECOND).is_err() {}
            one.send(2).unwrap();
        }));
        let one = receivers[2].clone();
        let some = move || (0..3).map(|_| one.recv_timeout(SECOND).unwrap_or(0)).sum::<u32>();
        receiving.push(thread::spawn(some));
        let mut sum: u32 = receiving.into_iter().map(|thread| thread.join().unwrap()).sum();
        // The last of them may not have waited long enough.
        let mut select = Select::new();
        for receiver in &receivers {
            select.recv(receiver);
        }
        while let Ok(operation) = select.select_timeout(SECOND * 10) {
            let index = operation.index();
            sum += operation.recv(&receivers[index]).unwrap();
        }
        for thread in sending {
            thread.join().unwrap();
        }
        sum
    }
    assert_eq!(outcomes(&without_freedoms(), 2000, || all_meet(false)), BTreeSet::from([12]));
    assert_eq!(outcomes(&Limits::default(), 2000, || all_meet(true)), BTreeSet::from([12]));
}

#[test]
fn a_hundred_threads_and_selections() {
    let sum = outcomes(&Limits::default(), 10, || {
        let ((s, r), (t, q)) = (bounded(0), bounded(3));
        for number in 0..100_u64 {
            let (s, t) = (s.clone(), t.clone());
            thread::spawn(move || select!(send(s, number) -> _ => (), send(t, number) -> _ => ()));
        }
        let mut sum = 0;
        for _ in 0..100 {
            sum += select!(recv(r) -> got => got.unwrap(), recv(q) -> got => got.unwrap());
        }
        drop((s, t));
        sum
    });
    assert_eq!(sum, BTreeSet::from([4950]));
}
