//! `channel`: `after`, `at`, `tick` and `never`.

use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{RecvTimeoutError, Select, TryRecvError, after, at, never, tick};

use super::{LONG, WHILE, passed, promises};

promises! {
    fn after_delivers_once() {
        let start = Instant::now();
        let r = after(WHILE);
        assert!(!crate::VIRTUAL || r.try_recv() == Err(TryRecvError::Empty));
        let moment = r.recv().unwrap();
        passed(start, WHILE);
        assert!(moment >= start + WHILE && moment <= Instant::now());
        assert_eq!(r.recv_timeout(WHILE), Err(RecvTimeoutError::Timeout));
        passed(start, WHILE * 2);
        assert_eq!(r.try_recv(), Err(TryRecvError::Empty));
    }

    fn after_keeps_its_message() {
        let r = after(WHILE);
        let state = || (r.len(), r.is_empty(), r.is_full(), r.capacity());
        assert!(!crate::VIRTUAL || state() == (0, true, false, Some(1)));
        thread::sleep(WHILE * 3);
        assert_eq!(state(), (1, false, true, Some(1)));
        assert!(r.recv().unwrap() < Instant::now());
        assert!(r.is_empty());
    }

    fn a_wait_may_end_before_the_message_comes() {
        let start = Instant::now();
        let r = after(WHILE * 20);
        let early = r.recv_timeout(WHILE);
        passed(start, WHILE);
        assert!(!crate::VIRTUAL || early == Err(RecvTimeoutError::Timeout));
        assert!(early.is_ok() || r.recv_timeout(LONG).is_ok());
        passed(start, WHILE * 20);
    }

    fn at_delivers_its_moment() {
        let moment = Instant::now() + WHILE;
        let r = at(moment);
        assert_eq!(r.recv(), Ok(moment));
        assert!(Instant::now() >= moment);
        let past = Instant::now();
        assert_eq!(at(past).recv(), Ok(past));
        assert_eq!(at(past).try_recv(), Ok(past));
    }

    fn clones_share_the_message() {
        let r = after(WHILE);
        let receivers = [r.clone(), r].map(|r| thread::spawn(move || r.recv_timeout(WHILE * 2)));
        let received = receivers.map(|receiver| receiver.join().unwrap().is_ok());
        assert!(received[0] != received[1]);
    }

    fn tick_delivers_again_and_again() {
        let start = Instant::now();
        let r = tick(WHILE);
        for n in 1..4 {
            assert!(r.recv().unwrap() >= start + WHILE * n);
            passed(start, WHILE * n);
        }
        assert_eq!(r.capacity(), Some(1));
        assert!(!crate::VIRTUAL || r.is_empty());
    }

    fn tick_holds_one_message() {
        let r = tick(WHILE);
        thread::sleep(WHILE * 5);
        assert_eq!((r.len(), r.is_full()), (1, true));
        let start = Instant::now();
        assert!(r.try_recv().is_ok());
        assert!(!crate::VIRTUAL || r.try_recv() == Err(TryRecvError::Empty));
        assert!(r.recv().unwrap() >= start + WHILE, "so long after the last one was received");
        passed(start, WHILE);
    }

    fn never_delivers_nothing() {
        let r = never::<u32>();
        assert_eq!(r.try_recv(), Err(TryRecvError::Empty));
        let start = Instant::now();
        assert_eq!(r.recv_timeout(WHILE), Err(RecvTimeoutError::Timeout));
        passed(start, WHILE);
        assert_eq!((r.len(), r.capacity(), r.is_empty(), r.is_full()), (0, Some(0), true, true));
        assert!(r.same_channel(&never()) && after(Duration::MAX).try_recv().is_err());
    }

    fn a_selection_waits_for_a_timer() {
        let start = Instant::now();
        let (one, two, three) = (after(WHILE * 4), tick(WHILE), never::<u32>());
        let mut select = Select::new();
        let later = select.recv(&one);
        select.recv(&three);
        let sooner = select.recv(&two);
        for n in 1..4 {
            let operation = select.select();
            passed(start, WHILE * n);
            if operation.index() == later {
                // A real machine may be as late as that.
                assert!(!crate::VIRTUAL && operation.recv(&one).is_ok());
                break;
            }
            assert_eq!(operation.index(), sooner);
            assert!(operation.recv(&two).is_ok());
        }
    }

    fn timers_of_the_same_channel_know_each_other() {
        let (one, two) = (after(WHILE), after(WHILE));
        assert!(one.same_channel(&one.clone()) && !one.same_channel(&two));
        assert!(!one.same_channel(&tick(WHILE)));
    }
}
