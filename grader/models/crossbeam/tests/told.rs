//! What the model tells whoever looks at an execution closely: what objects are like, and what
//! operations bring back.

use brute::told;
use model_crossbeam::atomic::AtomicCell;
use model_crossbeam::channel::{after, bounded, unbounded};
use model_crossbeam::deque::{Injector, Steal, Worker};
use model_crossbeam::queue::{ArrayQueue, SegQueue};
use model_crossbeam::select;
use model_crossbeam::sync::{Parker, ShardedLock, WaitGroup};
use model_std::thread;
use model_std::time::Duration;

const SHORT: Duration = Duration::from_millis(1);

#[test]
fn channels_tell_how_many_messages_there_are() {
    let told = told(|| {
        let (sender, receiver) = bounded(1);
        sender.send(7).unwrap();
        assert!(sender.try_send(8).is_err());
        assert!(sender.send_timeout(8, SHORT).is_err());
        assert_eq!(receiver.len(), 1);
        receiver.recv().unwrap();
        assert!(receiver.try_recv().is_err());
        assert!(receiver.recv_timeout(SHORT).is_err());
        drop(sender);
        assert!(receiver.recv().is_err());
        let (sender, receiver) = unbounded();
        sender.send("no number").unwrap();
        drop(receiver);
        assert!(sender.send("too late").is_err());
    });
    assert_eq!(
        told,
        [
            "send channel #1 [messages 1]",
            "try_send channel #1 -> full",
            "send_timeout channel #1 -> times out",
            "len channel #1 -> 1",
            "recv channel #1 [messages 0] -> 7",
            "try_recv channel #1 -> empty",
            "recv_timeout channel #1 -> times out",
            "drop_sender channel #1 [closed true]",
            "recv channel #1 -> disconnected",
            "send channel #2 [messages 1]",
            "drop_receiver channel #2 [closed true] [messages 0]",
            "send channel #2 -> disconnected"
        ]
    );
}

#[test]
fn those_who_meet_tell_what_they_hand_over() {
    let told = told(|| {
        let (sender, receiver) = bounded(0);
        assert!(receiver.try_recv().is_err());
        let child = thread::spawn(move || sender.send(7).unwrap());
        thread::sleep(SHORT);
        assert_eq!(receiver.recv(), Ok(7));
        child.join().unwrap();
        assert!(receiver.recv().is_err());
    });
    assert_eq!(
        told,
        [
            "try_recv channel #1 -> empty",
            "recv channel #1 -> 7",
            "drop_sender channel #1 [closed true]",
            "recv channel #1 -> disconnected"
        ]
    );
}

#[test]
fn selections_tell_what_they_have_found() {
    let told = told(|| {
        let (sender, receiver) = bounded(1);
        let nothing = select! {
            recv(receiver) -> _ => false,
            default => true,
        };
        assert!(nothing);
        select! {
            send(sender, 7) -> sent => sent.unwrap(),
        }
        let message = select! {
            recv(receiver) -> result => result.unwrap(),
        };
        assert_eq!(message, 7);
        select! {
            recv(receiver) -> _ => panic!("there is nothing"),
            recv(after(SHORT)) -> _ => (),
        }
    });
    assert_eq!(
        told,
        [
            "try_select Select #1 -> nothing is ready",
            "select Select #1 [channel #1 messages 1]",
            "select Select #1 [channel #1 messages 0] -> 7",
            "drop_receiver channel #1 [closed true]"
        ]
    );
}

#[test]
fn queues_tell_their_length() {
    let told = told(|| {
        let queue = ArrayQueue::new(1);
        queue.push(7).unwrap();
        assert!(queue.push(8).is_err());
        assert!(queue.is_full());
        queue.pop();
        assert!(queue.pop().is_none());
        let queue = SegQueue::new();
        queue.push(true);
        assert_eq!(queue.pop(), Some(true));
        let (injector, worker) = (Injector::new(), Worker::new_fifo());
        injector.push(1);
        assert_eq!(injector.steal(), Steal::Success(1));
        assert_eq!(injector.steal(), Steal::Empty);
        worker.push(2);
        assert_eq!((worker.pop(), worker.pop()), (Some(2), None));
    });
    assert_eq!(
        told,
        [
            "push ArrayQueue #1 [length 1]",
            "push ArrayQueue #1 -> full",
            "is_full ArrayQueue #1 -> true",
            "pop ArrayQueue #1 [length 0] -> 7",
            "pop ArrayQueue #1 -> empty",
            "push SegQueue #1 [length 1]",
            "pop SegQueue #1 [length 0] -> true",
            "push Injector #1 [length 1]",
            "steal Injector #1 [length 0] -> 1",
            "steal Injector #1 -> empty",
            "push Worker #1 [length 1]",
            "pop Worker #1 [length 0] -> 2",
            "pop Worker #1 -> empty"
        ]
    );
}

#[test]
fn the_rest_tells_token_count_and_value() {
    let told = told(|| {
        let parker = Parker::new();
        parker.unparker().unpark();
        parker.park();
        parker.park_timeout(SHORT);
        let group = WaitGroup::new();
        let member = group.clone();
        let child = thread::spawn(move || drop(member));
        group.wait();
        child.join().unwrap();
        let cell = AtomicCell::new(1_u32);
        cell.store(2);
        assert_eq!(cell.load(), 2);
        cell.fetch_add(1);
        assert_eq!(cell.compare_exchange(3, 4), Ok(3));
        assert_eq!(cell.compare_exchange(3, 5), Err(4));
        let lock = ShardedLock::new(());
        let _read = lock.read().unwrap();
        assert!(lock.try_write().is_err());
    });
    assert_eq!(
        told,
        [
            "unpark Parker #1 [token true]",
            "park Parker #1 [token false]",
            "park_timeout Parker #1 -> times out",
            "wait WaitGroup #1 [count 1]",
            "drop WaitGroup #1 [count 0]",
            "store AtomicCell #1 [value 2]",
            "load AtomicCell #1 -> 2",
            "fetch_add AtomicCell #1 -> 2 [value 3]",
            "compare_exchange AtomicCell #1 -> 3 [value 4]",
            "compare_exchange AtomicCell #1 -> fails -> 4",
            "try_write ShardedLock #1 -> would block"
        ]
    );
}
