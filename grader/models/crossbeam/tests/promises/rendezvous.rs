//! `channel`: without a buffer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{
    RecvError, RecvTimeoutError, Select, SendError, SendTimeoutError, TryRecvError, TrySendError,
    bounded,
};

use super::{LONG, WHILE, passed, promises};

const SHORT: Duration = Duration::from_millis(1);

promises! {
    fn a_sender_waits_until_its_message_is_taken() {
        let (s, r) = bounded(0);
        let sent = Arc::new(AtomicBool::new(false));
        let tells = Arc::clone(&sent);
        let sends = thread::spawn(move || {
            s.send(1).unwrap();
            tells.store(true, SeqCst);
        });
        thread::sleep(WHILE);
        assert!(!sent.load(SeqCst));
        assert_eq!(r.recv(), Ok(1));
        sends.join().unwrap();
        assert!(sent.load(SeqCst));
    }

    fn a_receiver_that_waits_takes_the_next_message() {
        let (s, r) = bounded(0);
        let waits = thread::spawn(move || r.recv());
        thread::sleep(WHILE);
        s.send(1).unwrap();
        assert_eq!(waits.join().unwrap(), Ok(1));
        assert_eq!(s.send(2), Err(SendError(2)));
    }

    fn the_order_of_each_sender_is_kept() {
        let (s, r) = bounded(0);
        let threads = [0, 10].map(|base| {
            let s = s.clone();
            thread::spawn(move || (base..base + 3).for_each(|n| s.send(n).unwrap()))
        });
        drop(s);
        let seen: Vec<i32> = r.into_iter().collect();
        assert_eq!(seen.len(), 6);
        for base in [0, 10] {
            let mine: Vec<_> = seen.iter().copied().filter(|n| n / 10 * 10 == base).collect();
            assert_eq!(mine, (base..base + 3).collect::<Vec<_>>());
        }
        for thread in threads {
            thread.join().unwrap();
        }
    }

    fn many_senders_and_receivers_meet_once_each() {
        let (s, r) = bounded(0);
        let senders = [1, 2, 4].map(|n| {
            let s = s.clone();
            thread::spawn(move || s.send(n))
        });
        let receivers = [0; 3].map(|_| {
            let r = r.clone();
            thread::spawn(move || r.recv().unwrap())
        });
        assert_eq!(receivers.map(|receiver| receiver.join().unwrap()).iter().sum::<u32>(), 7);
        assert!(senders.into_iter().all(|sender| sender.join().unwrap().is_ok()));
    }

    fn try_send_wants_a_waiting_receiver() {
        let (s, r) = bounded(0);
        assert_eq!(s.try_send(1), Err(TrySendError::Full(1)));
        let waits = thread::spawn(move || r.recv());
        while s.try_send(2).is_err() {
            thread::sleep(SHORT);
        }
        assert_eq!(waits.join().unwrap(), Ok(2));
        assert_eq!(s.try_send(3), Err(TrySendError::Disconnected(3)));
    }

    fn try_recv_wants_a_waiting_sender() {
        let (s, r) = bounded(0);
        assert_eq!(r.try_recv(), Err(TryRecvError::Empty));
        let waits = thread::spawn(move || s.send(2));
        let message = loop {
            match r.try_recv() {
                Err(TryRecvError::Empty) => thread::sleep(SHORT),
                message => break message,
            }
        };
        assert_eq!(message, Ok(2));
        assert_eq!(waits.join().unwrap(), Ok(()));
        assert_eq!(r.try_recv(), Err(TryRecvError::Disconnected));
    }

    fn nobody_comes_in_time() {
        let (s, r) = bounded(0);
        let start = Instant::now();
        assert_eq!(s.send_timeout(1, WHILE), Err(SendTimeoutError::Timeout(1)));
        passed(start, WHILE);
        let start = Instant::now();
        assert_eq!(r.recv_timeout(WHILE), Err(RecvTimeoutError::Timeout));
        passed(start, WHILE);
        assert_eq!(s.send_timeout(2, Duration::ZERO), Err(SendTimeoutError::Timeout(2)));
        assert_eq!(r.recv_deadline(Instant::now()), Err(RecvTimeoutError::Timeout));
    }

    fn somebody_comes_in_time() {
        let (s, r) = bounded(0);
        let sends = thread::spawn(move || {
            thread::sleep(WHILE);
            s.send_timeout(1, LONG)
        });
        assert_eq!(r.recv_timeout(LONG), Ok(1));
        assert_eq!(sends.join().unwrap(), Ok(()));
    }

    fn who_gave_up_is_met_by_nobody() {
        let (s, r) = bounded(0);
        let gives_up = {
            let s = s.clone();
            thread::spawn(move || s.send_timeout(1, SHORT))
        };
        let stays = thread::spawn(move || s.send(2));
        assert_eq!(gives_up.join().unwrap(), Err(SendTimeoutError::Timeout(1)));
        assert_eq!(r.recv(), Ok(2));
        assert_eq!(stays.join().unwrap(), Ok(()));
        assert_eq!(r.recv(), Err(RecvError));
    }

    fn waiting_senders_get_their_messages_back() {
        let (s, r) = bounded(0);
        let senders = [1, 2].map(|n| {
            let s = s.clone();
            thread::spawn(move || s.send(n))
        });
        thread::sleep(WHILE);
        drop(r);
        let back = senders.map(|sender| sender.join().unwrap());
        assert_eq!(back, [Err(SendError(1)), Err(SendError(2))]);
    }

    fn two_selections_meet() {
        let (s, r) = bounded(0);
        let sends = thread::spawn(move || {
            let mut select = Select::new();
            select.send(&s);
            select.select().send(&s, 1)
        });
        let mut select = Select::new();
        select.recv(&r);
        assert_eq!(select.select().recv(&r), Ok(1));
        assert_eq!(sends.join().unwrap(), Ok(()));
    }

    fn a_selection_meets_a_waiting_sender_or_receiver() {
        let (s, r) = bounded(0);
        let sends = {
            let s = s.clone();
            thread::spawn(move || s.send(1))
        };
        let mut select = Select::new();
        select.recv(&r);
        assert_eq!(select.select().recv(&r), Ok(1));
        assert_eq!(sends.join().unwrap(), Ok(()));
        let receives = {
            let r = r.clone();
            thread::spawn(move || r.recv())
        };
        let mut select = Select::new();
        select.send(&s);
        assert_eq!(select.select().send(&s, 2), Ok(()));
        assert_eq!(receives.join().unwrap(), Ok(2));
    }

    fn a_receiver_waits_for_the_message_of_a_selection() {
        let (s, r) = bounded(0);
        let receives = thread::spawn(move || r.recv());
        let mut select = Select::new();
        select.send(&s);
        let operation = select.select();
        thread::sleep(WHILE);
        assert!(!receives.is_finished());
        assert_eq!(operation.send(&s, 1), Ok(()));
        assert_eq!(receives.join().unwrap(), Ok(1));
    }

    fn a_receiver_that_was_met_does_not_give_up() {
        let (s, r) = bounded(0);
        let receives = thread::spawn(move || r.recv_timeout(WHILE));
        let mut select = Select::new();
        select.send(&s);
        if let Ok(operation) = select.select_timeout(LONG) {
            thread::sleep(WHILE * 2);
            let sent = operation.send(&s, 1);
            assert_eq!(receives.join().unwrap().is_ok(), sent.is_ok());
        }
    }

    fn a_sender_waits_for_a_selection_to_take_its_message() {
        let (s, r) = bounded(0);
        let sends = thread::spawn(move || s.send(1));
        thread::sleep(WHILE);
        let mut select = Select::new();
        select.recv(&r);
        let operation = select.select();
        thread::sleep(WHILE);
        // On a real machine it may have come second, and then it does not wait.
        assert!(!crate::VIRTUAL || !sends.is_finished());
        assert_eq!(operation.recv(&r), Ok(1));
        assert_eq!(sends.join().unwrap(), Ok(()));
    }

    fn a_selection_never_meets_itself() {
        let (s, r) = bounded::<u32>(0);
        let mut select = Select::new();
        select.send(&s);
        select.recv(&r);
        assert!(select.try_select().is_err());
        let start = Instant::now();
        assert!(select.select_timeout(WHILE).is_err());
        passed(start, WHILE);
    }

    fn two_selections_of_both_kinds_meet_each_other() {
        let (s, r) = bounded(0);
        let exchange = |s: &crossbeam::channel::Sender<u32>,
                        r: &crossbeam::channel::Receiver<u32>,
                        mine| {
            let mut select = Select::new();
            let sends = select.send(s);
            select.recv(r);
            let operation = select.select();
            if operation.index() == sends {
                operation.send(s, mine).unwrap();
                mine
            } else {
                operation.recv(r).unwrap()
            }
        };
        let (t, q) = (s.clone(), r.clone());
        let other = thread::spawn(move || exchange(&t, &q, 1));
        let mine = exchange(&s, &r, 2);
        assert_eq!(other.join().unwrap(), mine, "one sends, the other receives");
    }
}
