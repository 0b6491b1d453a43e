//! `channel::Select`.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, RecvError, Select, SendError, bounded, never, unbounded};

use super::{LONG, WHILE, passed, promises};

/// What a panic said.
fn message(panics: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = std::panic::catch_unwind(panics).unwrap_err();
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast_ref::<&str>().unwrap()).to_owned(),
    }
}

promises! {
    fn a_selection_takes_what_is_ready() {
        let ((s1, r1), (s2, r2)) = (unbounded(), unbounded::<u32>());
        s1.send(1).unwrap();
        let mut select = Select::new();
        let one = select.recv(&r1);
        let two = select.recv(&r2);
        assert_eq!((one, two), (0, 1));
        let operation = select.select();
        assert_eq!(operation.index(), one);
        assert_eq!(operation.recv(&r1), Ok(1));
        s2.send(2).unwrap();
        let operation = select.try_select().unwrap();
        assert_eq!(operation.index(), two);
        assert_eq!(operation.recv(&r2), Ok(2));
        assert!(select.try_select().is_err());
    }

    fn a_selection_waits_for_a_message() {
        let ((s1, r1), (s2, r2)) = (bounded(1), bounded(1));
        let sends = thread::spawn(move || {
            thread::sleep(WHILE);
            s2.send(2).unwrap();
            thread::sleep(WHILE);
            s1.send(1).unwrap();
            (s1, s2)
        });
        let mut select = Select::new();
        let one = select.recv(&r1);
        let two = select.recv(&r2);
        let mut seen = Vec::new();
        for _ in 0..2 {
            let operation = select.select();
            seen.push(match operation.index() {
                index if index == one => operation.recv(&r1).unwrap(),
                index => {
                    assert_eq!(index, two);
                    operation.recv(&r2).unwrap()
                }
            });
        }
        seen.sort_unstable();
        assert_eq!(seen, [1, 2]);
        drop(sends.join().unwrap());
    }

    fn a_selection_waits_for_room() {
        let (s, r) = bounded(1);
        s.send(1).unwrap();
        let receives = thread::spawn(move || {
            thread::sleep(WHILE);
            (r.recv(), r.recv())
        });
        let mut select = Select::new();
        select.send(&s);
        assert!(select.select_timeout(LONG).unwrap().send(&s, 2).is_ok());
        assert_eq!(receives.join().unwrap(), (Ok(1), Ok(2)));
    }

    fn a_selection_keeps_its_room() {
        let (s, r) = bounded(1);
        let mut select = Select::new();
        select.send(&s);
        let operation = select.select();
        assert!(s.is_full());
        assert_eq!(operation.send(&s, 2), Ok(()));
        assert_eq!(r.recv(), Ok(2));
        assert!(s.try_send(3).is_ok());
    }

    fn a_disconnected_channel_is_ready() {
        let ((s1, r1), (s2, r2)) = (unbounded::<u32>(), bounded::<u32>(0));
        drop((s1, r2));
        for _ in 0..4 {
            let mut select = Select::new();
            let receives = select.recv(&r1);
            select.send(&s2);
            let operation = select.select();
            if operation.index() == receives {
                assert_eq!(operation.recv(&r1), Err(RecvError));
            } else {
                assert_eq!(operation.send(&s2, 1), Err(SendError(1)));
            }
        }
    }

    fn a_waiting_selection_hears_of_the_last_end() {
        for (s, r) in [unbounded::<u32>(), bounded(1), bounded(0)] {
            let waits = thread::spawn(move || {
                let mut select = Select::new();
                select.recv(&r);
                select.select().recv(&r)
            });
            thread::sleep(WHILE);
            drop(s);
            assert_eq!(waits.join().unwrap(), Err(RecvError));
        }
        for capacity in [0, 1] {
            let (s, r) = bounded(capacity);
            while s.try_send(0).is_ok() {}
            let waits = thread::spawn(move || {
                let mut select = Select::new();
                select.send(&s);
                select.select().send(&s, 1)
            });
            thread::sleep(WHILE);
            drop(r);
            assert_eq!(waits.join().unwrap(), Err(SendError(1)));
        }
    }

    fn a_biased_selection_takes_the_first() {
        let channels: [(_, Receiver<u32>); 3] = [0; 3].map(|_| unbounded());
        for (s, _) in &channels {
            s.send(1).unwrap();
            s.send(2).unwrap();
        }
        let mut select = Select::new_biased();
        for (_, r) in &channels {
            select.recv(r);
        }
        for expected in [0, 0, 1, 1, 2, 2] {
            let operation = select.select();
            assert_eq!(operation.index(), expected);
            operation.recv(&channels[expected].1).unwrap();
        }
        assert!(select.try_select().is_err());
    }

    fn operations_can_be_removed() {
        let ((s1, r1), (s2, r2)) = (unbounded(), unbounded());
        s1.send(1).unwrap();
        s2.send(2).unwrap();
        let mut select = Select::new();
        let one = select.recv(&r1);
        let two = select.recv(&r2);
        select.remove(one);
        let mut copy = select.clone();
        let operation = select.select();
        assert_eq!(operation.index(), two);
        assert_eq!(operation.recv(&r2), Ok(2));
        assert!(select.try_select().is_err() && copy.try_select().is_err());
        assert_eq!(select.send(&s1), 2);
        assert_eq!(format!("{select:?}"), "Select { .. }");
    }

    fn a_selection_waits_no_longer() {
        let ((_s, r), mut empty) = (unbounded::<u32>(), Select::new());
        let mut select = Select::new();
        select.recv(&r);
        let start = Instant::now();
        assert!(select.select_timeout(WHILE).is_err());
        passed(start, WHILE);
        assert!(select.select_deadline(Instant::now()).is_err());
        assert!(select.select_timeout(Duration::ZERO).is_err());
        let start = Instant::now();
        assert!(empty.select_timeout(WHILE).is_err() && empty.try_select().is_err());
        assert!(empty.ready_timeout(Duration::ZERO).is_err() && empty.try_ready().is_err());
        passed(start, WHILE);
    }

    fn ready_finds_what_is_ready() {
        let ((s, r), nothing) = (unbounded(), never::<u32>());
        let sends = thread::spawn(move || {
            thread::sleep(WHILE);
            s.send(1).unwrap();
        });
        let mut select = Select::new();
        let one = select.recv(&r);
        let two = select.recv(&nothing);
        let received = loop {
            // It may be mistaken.
            let index = select.ready();
            assert!(index == one || index == two);
            if let (true, Ok(received)) = (index == one, r.try_recv()) {
                break received;
            }
        };
        assert_eq!(received, 1);
        sends.join().unwrap();
        assert!(select.try_ready().is_ok(), "it is disconnected");
        assert!(select.ready_deadline(Instant::now()).is_ok());
    }

    fn ready_does_nothing() {
        let (s, r) = bounded(1);
        let mut select = Select::new();
        select.send(&s);
        assert_eq!((select.ready(), select.try_ready()), (0, Ok(0)));
        assert_eq!(select.ready_timeout(LONG), Ok(0));
        assert!(r.is_empty());
        s.send(1).unwrap();
    }

    fn ready_finds_a_waiting_partner() {
        let (s, r) = bounded(0);
        let sends = thread::spawn(move || s.send(1));
        let mut select = Select::new();
        select.recv(&r);
        let received = loop {
            assert_eq!(select.ready(), 0);
            if let Ok(received) = r.try_recv() {
                break received;
            }
        };
        assert_eq!(received, 1);
        assert_eq!(sends.join().unwrap(), Ok(()));
    }

    fn ready_finds_a_waiting_selection() {
        let (s, r) = bounded(0);
        let sends = thread::spawn(move || {
            thread::sleep(WHILE);
            let nothing = never::<u32>();
            let mut select = Select::new();
            select.send(&s);
            select.recv(&nothing);
            select.select().send(&s, 1)
        });
        let mut select = Select::new();
        select.recv(&r);
        let received = loop {
            assert_eq!(select.ready(), 0);
            if let Ok(received) = r.try_recv() {
                break received;
            }
        };
        assert_eq!(received, 1);
        assert_eq!(sends.join().unwrap(), Ok(()));
    }

    fn several_selections_share_the_messages() {
        let (s, r) = bounded(1);
        let (tells, told) = mpsc::channel();
        let threads = [0; 2].map(|_| {
            let (r, tells) = (r.clone(), tells.clone());
            thread::spawn(move || {
                let nothing = never::<u32>();
                loop {
                    let mut select = Select::new();
                    select.recv(&nothing);
                    select.recv(&r);
                    match select.select().recv(&r) {
                        Ok(message) => tells.send(message).unwrap(),
                        Err(RecvError) => break,
                    }
                }
            })
        });
        drop(tells);
        (0..6).for_each(|n| s.send(n).unwrap());
        drop(s);
        let mut seen: Vec<u32> = told.iter().collect();
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 3, 4, 5]);
        for thread in threads {
            thread.join().unwrap();
        }
    }

    fn a_selection_must_be_used_as_it_says() {
        assert!(message(|| drop(Select::new().select())).contains("no operations"));
        assert!(message(|| assert_eq!(Select::new().ready(), 0)).contains("no operations"));
        assert!(message(|| Select::new().remove(0)).contains("index out of bounds; 0 >= 0"));
        let dropped = || {
            let (s, r) = unbounded();
            s.send(1).unwrap();
            let mut select = Select::new();
            select.recv(&r);
            drop(select.select());
        };
        assert!(message(dropped).contains("without completing the operation"));
    }
}
