//! The smallest programs on which the reduced search once saw less than brute force: each shows
//! something that a step must be known to touch.

use std::time::Duration;

use brute::{Log, agree};
use model_std::sync::{Arc, Mutex, mpsc};
use model_std::thread;

const PAUSE: Duration = Duration::from_millis(2);

/// Notes and shows it, as one thing.
fn shows(log: &Log, what: i32) {
    interleave::gate::mark(0);
    log.saw(0, what);
}

fn joined<const N: usize>(threads: [thread::JoinHandle<()>; N]) {
    for thread in threads {
        thread.join().unwrap();
    }
}

/// How many outcomes a program has, by both searches.
fn outcomes(program: fn(&Log)) -> usize {
    agree(program).0.len()
}

/// The sender that is dropped last takes a step, and which one that is, the others' drops decide.
#[test]
fn which_sender_is_the_last_depends_on_the_others() {
    let program = |log: &Log| {
        let (sender, receiver) = mpsc::channel::<()>();
        let (again, log) = (sender.clone(), log.clone());
        joined([
            thread::spawn(move || drop(sender)),
            thread::spawn(move || drop(again)),
            thread::spawn(move || {
                let gone = receiver.try_recv() == Err(mpsc::TryRecvError::Disconnected);
                log.saw(0, i32::from(gone));
            }),
        ]);
    };
    assert_eq!(outcomes(program), 2);
}

/// Whoever begins to wait does so at the end of the step before.
#[test]
fn a_receiver_waits_from_its_last_step_on() {
    let program = |log: &Log| {
        let (sender, receiver) = mpsc::sync_channel(0);
        let log = log.clone();
        joined([
            thread::spawn(move || _ = receiver.recv_timeout(PAUSE)),
            thread::spawn(move || {
                for _ in 0..2 {
                    log.saw(0, i32::from(sender.try_send(()).is_ok()));
                }
            }),
        ]);
    };
    // Neither, one of them, or both.
    assert!(outcomes(program) >= 3);
}

/// When time moves on because nobody can run, somebody waits for what he could have had first.
#[test]
fn who_waits_when_time_moves_on_could_have_been_first() {
    let program = |log: &Log| {
        let mutex = Arc::new(Mutex::new(()));
        joined([0, 1].map(|who| {
            let (mutex, log) = (Arc::clone(&mutex), log.clone());
            thread::spawn(move || {
                let _guard = mutex.lock().unwrap();
                log.saw(0, who);
                thread::sleep(PAUSE);
            })
        }));
    };
    assert_eq!(outcomes(program), 2);
}

/// A wait that is over by time is passed whether its queue is open or not.
#[test]
fn a_message_may_come_in_the_moment_in_which_the_wait_ends() {
    let program = |log: &Log| {
        let (sender, receiver) = mpsc::channel();
        let log = log.clone();
        joined([
            thread::spawn(move || {
                thread::sleep(PAUSE);
                _ = sender.send(());
            }),
            thread::spawn(move || log.saw(0, i32::from(receiver.recv_timeout(PAUSE).is_ok()))),
        ]);
    };
    assert_eq!(outcomes(program), 2);
}

/// Who takes the lock shows something; who opened it did not need what was shown before.
#[test]
fn a_queue_may_have_opened_without_the_earlier_step() {
    let program = |log: &Log| {
        let (log, other) = (log.clone(), log.clone());
        joined([
            thread::spawn(move || shows(&log, 1)),
            thread::spawn(move || {
                thread::spawn(|| ()).join().unwrap();
                shows(&other, 2);
            }),
        ]);
    };
    assert_eq!(outcomes(program), 2);
}

/// The one who waits is not the only one who can come first there, and what he does then is not
/// known yet.
#[test]
fn what_a_waiting_thread_would_do_next_is_unknown() {
    let program = |log: &Log| {
        let mutex = Arc::new(Mutex::new(()));
        let (first, second) = (Arc::clone(&mutex), mutex);
        let (log, other) = (log.clone(), log.clone());
        joined([
            thread::spawn(move || shows(&log, 1)),
            thread::spawn(move || {
                let _guard = first.lock().unwrap();
                thread::sleep(PAUSE);
            }),
            thread::spawn(move || {
                let _guard = second.lock().unwrap();
                shows(&other, 2);
            }),
        ]);
    };
    assert_eq!(outcomes(program), 2);
}

/// Somebody panicked, but the execution was cut: it says nothing of how the program ends.
#[test]
fn a_cut_execution_is_no_panic() {
    let program = |log: &Log| {
        let mutex = Arc::new(Mutex::new(0));
        let locks = [0, 1].map(|_| {
            let mutex = Arc::clone(&mutex);
            thread::spawn(move || *mutex.lock().unwrap() += 1)
        });
        let panics = thread::spawn(|| std::panic::resume_unwind(Box::new(())));
        joined(locks);
        log.saw(0, i32::from(panics.join().is_err()));
    };
    assert_eq!(outcomes(program), 1);
}
