//! Channels.

use std::collections::BTreeSet;

use model_crossbeam::channel::{after, bounded, never, select, unbounded};
use model_std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use model_std::sync::{Arc, mpsc};
use model_std::thread;

use crate::{SECOND, deadlock, outcomes, without_freedoms};

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
