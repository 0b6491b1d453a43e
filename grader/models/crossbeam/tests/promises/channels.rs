//! `channel`: with a buffer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError, TrySendError, bounded,
    unbounded,
};

use super::{LONG, WHILE, passed, promises};

struct Counts(Arc<AtomicUsize>);

impl Drop for Counts {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

promises! {
    fn first_in_first_out() {
        for capacity in [None, Some(1), Some(3)] {
            let (s, r) = capacity.map_or_else(unbounded, bounded);
            let threads = [0, 10].map(|base| {
                let s = s.clone();
                thread::spawn(move || (base..base + 4).for_each(|n| s.send(n).unwrap()))
            });
            drop(s);
            let seen: Vec<i32> = r.iter().collect();
            for base in [0, 10] {
                let mine: Vec<_> = seen.iter().copied().filter(|n| n / 10 * 10 == base).collect();
                assert_eq!(mine, (base..base + 4).collect::<Vec<_>>());
            }
            for thread in threads {
                thread.join().unwrap();
            }
        }
    }

    fn every_message_goes_to_one_receiver() {
        let (s, r) = bounded(2);
        let threads = [r.clone(), r].map(|r| thread::spawn(move || r.iter().collect::<Vec<_>>()));
        (0..6).for_each(|n| s.send(n).unwrap());
        drop(s);
        let seen = threads.map(|thread| thread.join().unwrap());
        for seen in &seen {
            assert!(seen.is_sorted(), "each receiver sees them in order: {seen:?}");
        }
        let mut all = seen.concat();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4, 5]);
    }

    fn what_was_sent_before_the_sender_went_is_received() {
        for (s, r) in [unbounded(), bounded(2)] {
            s.send(1).unwrap();
            s.send(2).unwrap();
            drop(s);
            assert_eq!((r.recv(), r.recv()), (Ok(1), Ok(2)));
            assert_eq!(r.recv(), Err(RecvError));
            assert_eq!(r.try_recv(), Err(TryRecvError::Disconnected));
            assert_eq!(r.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
            assert_eq!(r.recv_deadline(Instant::now() + LONG), Err(RecvTimeoutError::Disconnected));
        }
    }

    fn all_waiting_receivers_hear_of_the_last_sender() {
        for (s, r) in [unbounded::<u32>(), bounded(1), bounded(0)] {
            let other = s.clone();
            let waits = [r.clone(), r].map(|r| thread::spawn(move || r.recv()));
            thread::sleep(WHILE);
            drop(s);
            drop(other);
            assert_eq!(waits.map(|waits| waits.join().unwrap()), [Err(RecvError); 2]);
        }
    }

    fn without_a_receiver_the_message_comes_back() {
        for (s, r) in [unbounded(), bounded(1), bounded(0)] {
            drop(r.clone());
            assert_ne!(s.try_send(1), Err(TrySendError::Disconnected(1)));
            drop(r);
            assert_eq!(s.send(2), Err(SendError(2)));
            assert_eq!(s.try_send(3), Err(TrySendError::Disconnected(3)));
            assert_eq!(s.send_timeout(4, LONG), Err(SendTimeoutError::Disconnected(4)));
            let deadline = Instant::now() + LONG;
            assert_eq!(s.send_deadline(5, deadline), Err(SendTimeoutError::Disconnected(5)));
        }
    }

    fn waiting_senders_hear_of_the_last_receiver() {
        let (s, r) = bounded(1);
        s.send(0).unwrap();
        let senders = [1, 2].map(|n| {
            let s = s.clone();
            thread::spawn(move || s.send(n))
        });
        thread::sleep(WHILE);
        drop(r);
        let back = senders.map(|sender| sender.join().unwrap());
        assert_eq!(back, [Err(SendError(1)), Err(SendError(2))]);
    }

    fn try_recv_does_not_wait() {
        let (s, r) = bounded(3);
        assert_eq!(r.try_recv(), Err(TryRecvError::Empty));
        s.send(1).unwrap();
        assert_eq!(r.try_recv(), Ok(1));
        s.send(2).unwrap();
        s.send(3).unwrap();
        assert_eq!(r.try_iter().collect::<Vec<_>>(), [2, 3]);
    }

    fn recv_timeout_waits_no_longer() {
        let (s, r) = unbounded();
        let start = Instant::now();
        assert_eq!(r.recv_timeout(WHILE), Err(RecvTimeoutError::Timeout));
        passed(start, WHILE);
        let start = Instant::now();
        assert_eq!(r.recv_deadline(start + WHILE), Err(RecvTimeoutError::Timeout));
        passed(start, WHILE);
        let sends = thread::spawn(move || {
            thread::sleep(WHILE);
            s.send(1).unwrap();
            thread::sleep(WHILE);
        });
        let start = Instant::now();
        assert_eq!(r.recv_timeout(LONG), Ok(1));
        assert_eq!(r.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
        assert!(start.elapsed() < LONG);
        sends.join().unwrap();
    }

    fn a_deadline_that_has_passed_is_a_try() {
        let (s, r) = bounded(1);
        let past = Instant::now();
        assert_eq!(r.recv_deadline(past), Err(RecvTimeoutError::Timeout));
        assert_eq!(s.send_deadline(1, past), Ok(()));
        assert_eq!(s.send_timeout(2, Duration::ZERO), Err(SendTimeoutError::Timeout(2)));
        assert_eq!(r.recv_timeout(Duration::ZERO), Ok(1));
    }

    fn a_full_channel_holds_the_sender() {
        let (s, r) = bounded(1);
        let sent = Arc::new(AtomicUsize::new(0));
        let counts = Arc::clone(&sent);
        let sends = thread::spawn(move || {
            for n in 0..3 {
                s.send(n).unwrap();
                counts.fetch_add(1, SeqCst);
            }
        });
        let reaches = |n| {
            thread::sleep(WHILE);
            let sent = sent.load(SeqCst);
            assert!(sent <= n && (!crate::VIRTUAL || sent == n), "{sent} were sent, not {n}");
        };
        reaches(1);
        assert_eq!(r.recv(), Ok(0));
        reaches(2);
        assert_eq!(r.iter().collect::<Vec<_>>(), [1, 2]);
        sends.join().unwrap();
    }

    fn send_timeout_waits_no_longer() {
        let (s, r) = bounded(1);
        s.send(1).unwrap();
        let start = Instant::now();
        assert_eq!(s.send_timeout(2, WHILE), Err(SendTimeoutError::Timeout(2)));
        passed(start, WHILE);
        let start = Instant::now();
        assert_eq!(s.send_deadline(3, start + WHILE), Err(SendTimeoutError::Timeout(3)));
        passed(start, WHILE);
        let receives = thread::spawn(move || {
            thread::sleep(WHILE);
            [r.recv(), r.recv()]
        });
        assert_eq!(s.send_timeout(4, LONG), Ok(()));
        assert_eq!(receives.join().unwrap(), [Ok(1), Ok(4)]);
    }

    fn try_send_does_not_wait() {
        let (s, r) = bounded(2);
        assert_eq!((s.try_send(1), s.try_send(2)), (Ok(()), Ok(())));
        assert_eq!(s.try_send(3), Err(TrySendError::Full(3)));
        assert_eq!(r.recv(), Ok(1));
        assert_eq!(s.try_send(3), Ok(()));
        let (s, _r) = unbounded();
        assert!((0..100).all(|n| s.try_send(n).is_ok()));
    }

    fn a_channel_knows_how_full_it_is() {
        let (s, r) = bounded(2);
        assert!(s.is_empty() && r.is_empty() && !s.is_full() && !r.is_full());
        s.send(1).unwrap();
        assert_eq!((s.len(), r.len(), s.is_empty(), r.is_full()), (1, 1, false, false));
        s.send(2).unwrap();
        assert_eq!((s.len(), r.len(), s.is_full(), r.is_full()), (2, 2, true, true));
        assert_eq!((s.capacity(), r.capacity()), (Some(2), Some(2)));
        let (s, r) = unbounded();
        s.send(1).unwrap();
        assert_eq!((s.capacity(), r.capacity(), s.is_full(), r.len()), (None, None, false, 1));
        let (s, r) = bounded::<u32>(0);
        assert_eq!((s.capacity(), r.capacity(), s.len(), r.len()), (Some(0), Some(0), 0, 0));
        assert!(s.is_empty() && s.is_full() && r.is_empty() && r.is_full());
    }

    fn ends_of_the_same_channel_know_each_other() {
        for (one, two) in [(unbounded::<u32>(), unbounded()), (bounded(0), bounded(1))] {
            assert!(one.0.same_channel(&one.0.clone()) && one.1.same_channel(&one.1.clone()));
            assert!(!one.0.same_channel(&two.0) && !one.1.same_channel(&two.1));
        }
    }

    fn messages_of_an_unbounded_channel_go_with_the_last_receiver() {
        let dropped = Arc::new(AtomicUsize::new(0));
        let (s, r) = unbounded();
        for _ in 0..3 {
            assert!(s.send(Counts(Arc::clone(&dropped))).is_ok());
        }
        drop(r.recv());
        assert_eq!(dropped.load(SeqCst), 1);
        drop(r);
        assert_eq!(dropped.load(SeqCst), 3);
        assert!(s.is_empty());
    }

    fn messages_go_with_the_channel() {
        let dropped = Arc::new(AtomicUsize::new(0));
        for (s, r) in [unbounded(), bounded(3)] {
            for _ in 0..2 {
                assert!(s.send(Counts(Arc::clone(&dropped))).is_ok());
            }
            drop((r, s));
        }
        assert_eq!(dropped.load(SeqCst), 4);
    }

    fn both_ends_can_be_shared() {
        let (s, r) = bounded(1);
        let sum = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    s.send(1).unwrap();
                    s.send(2).unwrap();
                });
                scope.spawn(|| {
                    for _ in 0..2 {
                        sum.fetch_add(r.recv().unwrap(), SeqCst);
                    }
                });
            }
        });
        assert_eq!(sum.load(SeqCst), 6);
    }

    fn a_loop_over_a_receiver_ends_with_the_senders() {
        let (s, r) = bounded(1);
        let sends = thread::spawn(move || (0..4).for_each(|n| s.send(n).unwrap()));
        let mut seen = Vec::new();
        for n in &r {
            seen.push(n);
        }
        assert_eq!(seen, [0, 1, 2, 3]);
        sends.join().unwrap();
        let (s, r) = unbounded();
        s.send(1).unwrap();
        drop(s);
        assert_eq!(r.into_iter().collect::<Vec<_>>(), [1]);
    }

    fn ends_and_errors_are_shown() {
        let (s, r) = unbounded();
        assert_eq!(format!("{s:?} {r:?}"), "Sender { .. } Receiver { .. }");
        assert_eq!(format!("{:?}", r.try_recv()), "Err(Empty)");
        s.send(1).unwrap();
        assert_eq!(format!("{:?}", r.iter()), "Iter { .. }");
        drop(r);
        assert_eq!(s.send(2).unwrap_err().to_string(), "sending on a disconnected channel");
        assert_eq!(s.send(3).unwrap_err().into_inner(), 3);
    }
}
