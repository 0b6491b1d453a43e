//! `select!` and `select_biased!`.

use std::cell::{Cell, RefCell};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{
    self, Receiver, RecvError, SendError, after, bounded, never, select, select_biased, unbounded,
};

use super::{LONG, WHILE, passed, promises};

/// Writes down that something was evaluated.
fn tell<T>(log: &RefCell<Vec<&'static str>>, what: &'static str, value: T) -> T {
    log.borrow_mut().push(what);
    value
}

promises! {
    fn one_case_is_done() {
        let ((s1, r1), (s2, r2)) = (unbounded(), unbounded());
        s1.send(10).unwrap();
        select! {
            recv(r1) -> message => {
                assert_eq!(message, Ok(10));
                assert!(r2.is_empty());
            }
            send(s2, 20) -> result => {
                assert_eq!(result, Ok(()));
                assert_eq!((r2.recv(), r1.len()), (Ok(20), 1));
            }
        }
    }

    fn every_way_to_write_it() {
        let (s, r) = unbounded();
        let other = never::<String>();
        let mut seen = Vec::new();
        for n in 0..6 {
            s.send(n).unwrap();
            let value: i32 = select! {
                recv(r) -> message => message.unwrap(),
                recv(&other,) -> _ => unreachable!(),
            };
            seen.push(value);
            s.send(n).unwrap();
            crossbeam::select! {
                recv(&r,) -> message => { seen.push(message.unwrap()) },
                recv(other) -> message => drop(message),
                default => panic!("it was sent"),
            }
            s.send(n).unwrap();
            channel::select! {
                default() => panic!("it was sent"),
                recv([&r, &r][1]) -> message => seen.push(message.unwrap())
            }
            s.send(n).unwrap();
            select_biased!(
                recv(other) -> text => drop(text),
                recv(r) -> message => if let Ok(message) = message { seen.push(message) },
                default(LONG) => {
                    panic!("it was sent");
                }
            );
            select!(send(s, n,) -> _ => (), default(LONG,) => ());
            select! { recv(r) -> message => seen.push(message.unwrap()) }
        }
        assert_eq!(seen, (0..6).flat_map(|n| [n; 5]).collect::<Vec<_>>());
    }

    fn default_is_for_when_nothing_is_ready() {
        let (s, r) = bounded(1);
        let mut taken = 0;
        select! {
            recv(r) -> _ => panic!("there is nothing"),
            default => taken += 1,
        }
        s.send(1).unwrap();
        select! {
            send(s, 2) -> _ => panic!("there is no room"),
            default => taken += 1,
        }
        select! { default => taken += 1 }
        assert_eq!(taken, 3);
    }

    fn default_comes_after_its_time() {
        let (_s, r) = unbounded::<u32>();
        let start = Instant::now();
        let timed_out = select! {
            recv(r) -> _ => false,
            default(WHILE) => true,
        };
        passed(start, WHILE);
        let start = Instant::now();
        select! { default(WHILE) => () }
        passed(start, WHILE);
        assert!(timed_out);
    }

    fn a_timeout_can_be_a_channel() {
        let (_s, r) = unbounded::<u32>();
        let start = Instant::now();
        let limit = Some(WHILE);
        select! {
            recv(r) -> _ => panic!("nobody sends"),
            recv(limit.map_or(never(), after)) -> moment => assert!(moment.is_ok()),
        }
        passed(start, WHILE);
    }

    fn the_first_is_taken_if_biased() {
        let ((s1, r1), (s2, r2)) = (unbounded(), unbounded());
        for n in 0..3 {
            s1.send(n).unwrap();
            s2.send(n).unwrap();
        }
        let mut seen = Vec::new();
        loop {
            select_biased! {
                recv(r2) -> message => seen.push((2, message.unwrap())),
                recv(r1) -> message => seen.push((1, message.unwrap())),
                default => break,
            }
        }
        assert_eq!(seen, [(2, 0), (2, 1), (2, 2), (1, 0), (1, 1), (1, 2)]);
    }

    fn what_is_evaluated_when() {
        let log = RefCell::new(Vec::new());
        let ((s, r), (full, _keep)) = (bounded(1), bounded(0));
        select! {
            send(tell(&log, "full", &full), tell(&log, "not this", 1)) -> _ => panic!("nobody"),
            send(tell(&log, "sender", &s), tell(&log, "message", 2)) -> result => {
                log.borrow_mut().push("body");
                assert_eq!(result, Ok(()));
            }
            recv(tell(&log, "receiver", never::<u32>())) -> _ => panic!("never"),
            default(tell(&log, "timeout", LONG)) => panic!("there is room"),
        }
        let expected = ["full", "sender", "receiver", "timeout", "message", "body"];
        assert_eq!(*log.borrow(), expected);
        assert_eq!(r.recv(), Ok(2));
    }

    fn a_body_may_leave_the_loop_and_use_the_ends() {
        fn first_even(mut r: Receiver<u32>) -> Result<u32, RecvError> {
            let other = never::<u32>();
            loop {
                select! {
                    recv(r) -> message => {
                        let message = message?;
                        if message % 2 == 1 {
                            continue;
                        }
                        r = never();
                        drop(r);
                        return Ok(message);
                    }
                    recv(other) -> _ => break,
                }
            }
            Err(RecvError)
        }
        let (s, r) = unbounded();
        for n in [1, 3, 4, 5] {
            s.send(n).unwrap();
        }
        assert_eq!(first_even(r.clone()), Ok(4));
        drop(s);
        assert_eq!((first_even(r.clone()), first_even(r)), (Err(RecvError), Err(RecvError)));
    }

    fn a_message_that_was_not_sent_comes_back() {
        let (s, r) = bounded(0);
        drop(r);
        let text = "not copied".to_owned();
        select! {
            send(s, text) -> result => assert_eq!(result, Err(SendError("not copied".to_owned()))),
            recv(never::<u32>()) -> _ => (),
        }
    }

    fn a_pattern_takes_the_result_apart() {
        let (s, r) = unbounded();
        s.send((1, "one")).unwrap();
        let unwrap = |result: Result<_, RecvError>| result.unwrap();
        let seen = Cell::new(0);
        select! {
            recv(r) -> mut result => {
                let (number, text) = unwrap(result);
                result = Err(RecvError);
                assert!(result.is_err() && text == "one");
                seen.set(number);
            }
        }
        assert_eq!(seen.get(), 1);
    }

    fn two_threads_exchange_messages() {
        let ((s1, r1), (s2, r2)) = (bounded(0), bounded(0));
        let swaps = |mine: u32, s: &channel::Sender<u32>, r: &Receiver<u32>| {
            let (mut to_send, mut got) = (1, None);
            while to_send > 0 || got.is_none() {
                let sends = if to_send > 0 { Some(s) } else { None };
                let receives = if got.is_none() { r.clone() } else { never() };
                match sends {
                    Some(s) => select! {
                        send(s, mine) -> result => { result.unwrap(); to_send = 0 }
                        recv(receives) -> message => got = Some(message.unwrap()),
                    },
                    None => got = Some(receives.recv().unwrap()),
                }
            }
            got.unwrap()
        };
        let other = thread::spawn(move || swaps(1, &s1, &r2));
        assert_eq!(swaps(2, &s2, &r1), 1);
        assert_eq!(other.join().unwrap(), 2);
    }

    fn a_worker_stops_when_told() {
        let (work, to_do) = unbounded();
        let (stop, stopped) = bounded::<()>(0);
        let works = thread::spawn(move || {
            let mut sum = 0;
            loop {
                select! {
                    recv(to_do) -> n => sum += n.unwrap_or(0),
                    recv(stopped) -> _ => return sum + to_do.try_iter().sum::<u32>(),
                }
            }
        });
        for n in 1..=4 {
            work.send(n).unwrap();
        }
        thread::sleep(Duration::from_millis(1));
        drop(stop);
        assert_eq!(works.join().unwrap(), 10);
    }
}
