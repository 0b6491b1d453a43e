//! `mpsc`.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::{WHILE, passed, promises};

const LONG: Duration = Duration::from_secs(60);

promises! {
    fn first_in_first_out() {
        let (sender, receiver) = mpsc::channel();
        let threads = [0, 10].map(|base| {
            let sender = sender.clone();
            thread::spawn(move || (base..base + 4).for_each(|n| sender.send(n).unwrap()))
        });
        drop(sender);
        let seen: Vec<_> = receiver.iter().collect();
        for base in [0, 10] {
            let mine: Vec<_> = seen.iter().filter(|n| **n / 10 * 10 == base).collect();
            assert_eq!(mine, (base..base + 4).collect::<Vec<_>>().iter().collect::<Vec<_>>());
        }
        for thread in threads {
            thread.join().unwrap();
        }
    }

    fn what_was_sent_before_the_sender_went_is_received() {
        let (sender, receiver) = mpsc::channel();
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        drop(sender);
        assert_eq!((receiver.recv(), receiver.recv()), (Ok(1), Ok(2)));
        assert_eq!(receiver.recv(), Err(RecvError));
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
        assert_eq!(receiver.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }

    fn a_waiting_receiver_hears_of_the_last_sender() {
        let (sender, receiver) = mpsc::channel::<u32>();
        let other = sender.clone();
        let waits = thread::spawn(move || receiver.recv());
        thread::sleep(WHILE);
        drop(sender);
        drop(other);
        assert_eq!(waits.join().unwrap(), Err(RecvError));
    }

    fn without_a_receiver_the_message_comes_back() {
        let (sender, receiver) = mpsc::channel();
        sender.send(1).unwrap();
        drop(receiver);
        assert_eq!(sender.send(2), Err(SendError(2)));
        let (sender, receiver) = mpsc::sync_channel(1);
        drop(receiver);
        assert_eq!(sender.send(2), Err(SendError(2)));
        assert_eq!(sender.try_send(3), Err(TrySendError::Disconnected(3)));
    }

    fn try_recv_does_not_wait() {
        let (sender, receiver) = mpsc::channel();
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        sender.send(1).unwrap();
        assert_eq!(receiver.try_recv(), Ok(1));
        sender.send(2).unwrap();
        sender.send(3).unwrap();
        assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [2, 3]);
    }

    fn recv_timeout_waits_no_longer() {
        let (sender, receiver) = mpsc::channel();
        let start = Instant::now();
        assert_eq!(receiver.recv_timeout(WHILE), Err(RecvTimeoutError::Timeout));
        passed(start, WHILE);
        let sends = thread::spawn(move || {
            thread::sleep(WHILE);
            sender.send(1).unwrap();
            thread::sleep(WHILE);
        });
        let start = Instant::now();
        assert_eq!(receiver.recv_timeout(LONG), Ok(1));
        assert!(start.elapsed() < LONG);
        assert_eq!(receiver.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
        sends.join().unwrap();
    }

    fn a_full_channel_holds_the_sender() {
        let (sender, receiver) = mpsc::sync_channel(1);
        let sent = Arc::new(AtomicUsize::new(0));
        let counts = Arc::clone(&sent);
        let sends = thread::spawn(move || {
            for n in 0..3 {
                sender.send(n).unwrap();
                counts.fetch_add(1, SeqCst);
            }
        });
        let reaches = |n| {
            thread::sleep(WHILE);
            let sent = sent.load(SeqCst);
            assert!(sent <= n && (!crate::VIRTUAL || sent == n), "{sent} were sent, not {n}");
        };
        reaches(1);
        assert_eq!(receiver.recv(), Ok(0));
        reaches(2);
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [1, 2]);
        sends.join().unwrap();
    }

    fn try_send_does_not_wait() {
        let (sender, receiver) = mpsc::sync_channel(2);
        assert_eq!((sender.try_send(1), sender.try_send(2)), (Ok(()), Ok(())));
        assert_eq!(sender.try_send(3), Err(TrySendError::Full(3)));
        assert_eq!(receiver.recv(), Ok(1));
        assert_eq!(sender.try_send(3), Ok(()));
    }

    fn a_rendezvous_holds_the_sender_until_taken() {
        let (sender, receiver) = mpsc::sync_channel(0);
        let sent = Arc::new(AtomicBool::new(false));
        let tells = Arc::clone(&sent);
        let sends = thread::spawn(move || {
            sender.send(1).unwrap();
            tells.store(true, SeqCst);
        });
        thread::sleep(WHILE);
        assert!(!sent.load(SeqCst));
        assert_eq!(receiver.recv(), Ok(1));
        sends.join().unwrap();
        assert!(sent.load(SeqCst));
    }

    fn a_rendezvous_keeps_the_order_of_each_sender() {
        let (sender, receiver) = mpsc::sync_channel(0);
        let threads = [0, 10].map(|base| {
            let sender = sender.clone();
            thread::spawn(move || (base..base + 3).for_each(|n| sender.send(n).unwrap()))
        });
        drop(sender);
        let seen: Vec<i32> = receiver.into_iter().collect();
        assert_eq!(seen.len(), 6);
        let low: Vec<_> = seen.iter().copied().filter(|n| *n < 10).collect();
        assert_eq!(low, [0, 1, 2]);
        for thread in threads {
            thread.join().unwrap();
        }
    }

    fn try_send_at_a_rendezvous_wants_a_waiting_receiver() {
        let (sender, receiver) = mpsc::sync_channel(0);
        assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
        let waits = thread::spawn(move || receiver.recv());
        while sender.try_send(2).is_err() {
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(waits.join().unwrap(), Ok(2));
    }

    fn a_sender_at_a_rendezvous_gets_its_message_back() {
        let (sender, receiver) = mpsc::sync_channel(0);
        let senders = [1, 2].map(|n| {
            let sender = sender.clone();
            thread::spawn(move || sender.send(n))
        });
        thread::sleep(WHILE);
        drop(receiver);
        let back = senders.map(|sender| sender.join().unwrap());
        assert_eq!(back, [Err(SendError(1)), Err(SendError(2))]);
    }

    fn messages_are_dropped_with_the_receiver() {
        struct Counts(Arc<AtomicUsize>);
        impl Drop for Counts {
            fn drop(&mut self) {
                self.0.fetch_add(1, SeqCst);
            }
        }
        let dropped = Arc::new(AtomicUsize::new(0));
        let (sender, receiver) = mpsc::channel();
        for _ in 0..3 {
            sender.send(Counts(Arc::clone(&dropped))).unwrap();
        }
        drop(receiver.recv());
        assert_eq!(dropped.load(SeqCst), 1);
        drop(receiver);
        assert_eq!(dropped.load(SeqCst), 3);
    }

    fn a_receiver_can_be_shared_behind_a_mutex() {
        let (sender, receiver) = mpsc::channel();
        let receiver = Mutex::new(receiver);
        let sum = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    loop {
                        let next = receiver.lock().unwrap().recv();
                        let Ok(n) = next else { return };
                        sum.fetch_add(n, SeqCst);
                    }
                });
            }
            (1..=4).for_each(|n| sender.send(n).unwrap());
            drop(sender);
        });
        assert_eq!(sum.load(SeqCst), 10);
    }

    fn a_loop_over_a_receiver_ends_with_the_senders() {
        let (sender, receiver) = mpsc::sync_channel(1);
        let sends = thread::spawn(move || (0..4).for_each(|n| sender.send(n).unwrap()));
        let mut seen = Vec::new();
        for n in &receiver {
            seen.push(n);
        }
        assert_eq!(seen, [0, 1, 2, 3]);
        sends.join().unwrap();
    }
}
