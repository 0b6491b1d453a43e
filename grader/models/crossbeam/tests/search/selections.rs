//! Selections.

use std::collections::BTreeSet;
use std::iter;

use interleave::strategy::RandomWalk;
use interleave::{End, Event, Executor, Limits};
use model_crossbeam::channel::{
    Receiver, Select, Sender, bounded, never, select, select_biased, unbounded,
};
use model_crossbeam::sync::Parker;
use model_std::thread;

use crate::{SECOND, deadlock, outcomes, without_freedoms};

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
    assert!(blocked[0].op.place.file().ends_with("selections.rs"), "{}", blocked[0].op.place);
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
    let selects = |event: &&Event| matches!(event, Event::Step { op, .. } if op.verb == "select");
    let steps = execution.trace().events.iter().filter(selects).count();
    assert_eq!(steps, 4, "each begins to wait, and ends it");
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
