//! `broadcast`.

use std::panic::catch_unwind;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::broadcast::{Sender, channel};
use tokio::task::{spawn_blocking, yield_now};

use super::polled::polled;
use super::{promises, run};

/// Counts how often it is cloned and dropped, and lets others run meanwhile.
struct Counted<'a>(&'a AtomicUsize, &'a AtomicUsize);

impl Clone for Counted<'_> {
    fn clone(&self) -> Self {
        self.0.fetch_add(1, SeqCst);
        std::thread::yield_now();
        Self(self.0, self.1)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        std::thread::yield_now();
        self.1.fetch_add(1, SeqCst);
    }
}

promises! {
    fn everybody_gets_every_message_in_order() {
        run(|| async {
            let (sender, receiver) = channel(4);
            let tasks = [receiver, sender.subscribe()].map(|mut receiver| {
                tokio::spawn(async move {
                    let mut got = Vec::new();
                    while let Ok(n) = receiver.recv().await {
                        got.push(n);
                    }
                    got
                })
            });
            for n in 0..4 {
                assert_eq!(sender.send(n).unwrap(), 2);
            }
            drop(sender);
            for task in tasks {
                assert_eq!(task.await.unwrap(), [0, 1, 2, 3]);
            }
        });
    }

    fn only_what_is_sent_afterwards_is_seen() {
        run(|| async {
            let (sender, mut receiver) = channel(4);
            sender.send(1).unwrap();
            let mut late = sender.subscribe();
            let mut again = receiver.resubscribe();
            sender.send(2).unwrap();
            assert_eq!(receiver.recv().await, Ok(1));
            assert_eq!(late.recv().await, Ok(2));
            assert_eq!(again.recv().await, Ok(2));
            assert_eq!(late.try_recv(), Err(TryRecvError::Empty));
            assert_eq!(receiver.try_recv(), Ok(2));
        });
    }

    fn whoever_is_too_slow_loses_the_oldest() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            for n in 0..5 {
                sender.send(n).unwrap();
            }
            assert_eq!(receiver.len(), 5);
            assert_eq!(receiver.recv().await, Err(RecvError::Lagged(3)));
            assert_eq!(receiver.len(), 2);
            assert_eq!(receiver.recv().await, Ok(3));
            sender.send(5).unwrap();
            sender.send(6).unwrap();
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Lagged(1)));
            assert_eq!(receiver.try_recv(), Ok(5));
            assert_eq!(receiver.try_recv(), Ok(6));
        });
    }

    fn room_is_rounded_up_to_a_power_of_two() {
        run(|| async {
            let (sender, mut receiver) = channel(3);
            for n in 0..4 {
                sender.send(n).unwrap();
            }
            assert_eq!(receiver.try_recv(), Ok(0));
            assert!(catch_unwind(|| channel::<u8>(0)).is_err());
            assert!(catch_unwind(|| Sender::<u8>::new(0)).is_err());
        });
    }

    fn without_a_receiver_a_message_comes_back() {
        run(|| async {
            let (sender, receiver) = channel(1);
            let mut closed = pin!(sender.closed());
            assert!(polled(closed.as_mut()).is_none());
            drop(receiver);
            assert!(polled(closed.as_mut()).is_some());
            let error = sender.send(1).unwrap_err();
            assert_eq!((error.0, error.to_string().as_str()), (1, "channel closed"));
            let mut receiver = sender.subscribe();
            assert_eq!(sender.send(2).unwrap(), 1);
            assert_eq!(receiver.recv().await, Ok(2));
            assert!(Sender::new(1).send(1).is_err());
        });
    }

    fn what_was_sent_can_be_received_when_the_senders_are_gone() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            let other = sender.clone();
            sender.send(1).unwrap();
            drop(sender);
            assert!(!receiver.is_closed());
            drop(other);
            assert!(receiver.is_closed());
            assert_eq!(receiver.recv().await, Ok(1));
            assert_eq!(receiver.recv().await, Err(RecvError::Closed));
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
            let (sender, mut receiver) = channel::<u8>(1);
            let task = tokio::spawn(async move { receiver.recv().await });
            yield_now().await;
            drop(sender);
            assert_eq!(task.await.unwrap(), Err(RecvError::Closed));
        });
    }

    fn a_message_wakes_whoever_waits() {
        run(|| async {
            let (sender, receiver) = channel(1);
            let tasks = [receiver, sender.subscribe()]
                .map(|mut receiver| tokio::spawn(async move { receiver.recv().await }));
            yield_now().await;
            sender.send(1).unwrap();
            for task in tasks {
                assert_eq!(task.await.unwrap(), Ok(1));
            }
        });
    }

    fn a_recv_that_is_given_up_takes_nothing() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            let mut waits = Box::pin(receiver.recv());
            assert!(polled(waits.as_mut()).is_none());
            sender.send(1).unwrap();
            drop(waits);
            assert_eq!(receiver.recv().await, Ok(1));
        });
    }

    fn a_message_is_kept_until_all_have_seen_it() {
        run(|| async {
            let message = Arc::new(());
            let (sender, mut one) = channel(2);
            let two = sender.subscribe();
            assert!(sender.is_empty());
            sender.send(Arc::clone(&message)).unwrap();
            sender.send(Arc::new(())).unwrap();
            assert_eq!((sender.len(), one.len(), one.is_empty()), (2, 2, false));
            drop(one.recv().await.unwrap());
            assert_eq!((sender.len(), one.len()), (2, 1));
            assert_eq!(Arc::strong_count(&message), 2);
            drop(two);
            assert_eq!((sender.len(), sender.receiver_count()), (1, 1));
            assert_eq!(Arc::strong_count(&message), 1);
            drop(one.recv().await.unwrap());
            assert!(sender.is_empty() && one.is_empty());
        });
    }

    fn a_message_that_is_in_the_way_is_dropped() {
        run(|| async {
            let message = Arc::new(1);
            let (sender, mut receiver) = channel(1);
            sender.send(Arc::clone(&message)).unwrap();
            sender.send(Arc::new(2)).unwrap();
            assert_eq!(Arc::strong_count(&message), 1);
            assert_eq!(receiver.recv().await, Err(RecvError::Lagged(1)));
            assert_eq!(*receiver.recv().await.unwrap(), 2);
        });
    }

    fn ends_are_counted() {
        run(|| async {
            let (sender, receiver) = channel::<u8>(1);
            let weak = sender.downgrade();
            let other = weak.upgrade().unwrap();
            assert!(other.same_channel(&sender) && receiver.same_channel(&sender.subscribe()));
            assert_eq!((sender.strong_count(), sender.weak_count()), (2, 1));
            drop((sender, weak.clone()));
            assert_eq!((weak.strong_count(), weak.weak_count()), (1, 1));
            assert_eq!((receiver.sender_strong_count(), receiver.sender_weak_count()), (1, 1));
            drop(other);
            assert!(weak.upgrade().is_none() && receiver.is_closed());
            assert_eq!(format!("{weak:?} {receiver:?}"), "broadcast::WeakSender broadcast::Receiver");
        });
    }

    fn threads_may_wait() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            let task = spawn_blocking(move || receiver.blocking_recv());
            sender.send(1).unwrap();
            assert_eq!(task.await.unwrap(), Ok(1));
        });
    }

    fn messages_may_do_anything_when_cloned_and_dropped() {
        run(|| async {
            static CLONED: AtomicUsize = AtomicUsize::new(0);
            static DROPPED: AtomicUsize = AtomicUsize::new(0);
            let before = (CLONED.load(SeqCst), DROPPED.load(SeqCst));
            let (sender, receiver) = channel(1);
            let tasks = [receiver, sender.subscribe()].map(|mut receiver| {
                tokio::spawn(async move {
                    let mut got = 0;
                    loop {
                        match receiver.recv().await {
                            Ok(message) => {
                                drop(message);
                                got += 1;
                            }
                            Err(RecvError::Lagged(missed)) => got += missed,
                            Err(RecvError::Closed) => return got,
                        }
                    }
                })
            });
            for _ in 0..3 {
                sender.send(Counted(&CLONED, &DROPPED)).map_err(|_| ()).unwrap();
                yield_now().await;
            }
            drop(sender);
            for task in tasks {
                assert_eq!(task.await.unwrap(), 3);
            }
            let cloned = CLONED.load(SeqCst) - before.0;
            assert_eq!(DROPPED.load(SeqCst) - before.1, cloned + 3);
        });
    }
}
