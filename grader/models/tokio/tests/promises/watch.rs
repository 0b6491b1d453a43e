//! `watch`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

use tokio::sync::watch;
use tokio::task::{spawn_blocking, yield_now};

use super::polled::polled;
use super::{WHILE, promises, run};

promises! {
    fn receivers_see_the_latest_value() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(1);
            assert_eq!(*receiver.borrow(), 1);
            assert!(!receiver.has_changed().unwrap());
            sender.send(2).unwrap();
            sender.send(3).unwrap();
            assert!(receiver.has_changed().unwrap());
            receiver.changed().await.unwrap();
            assert_eq!(*receiver.borrow(), 3);
            assert!(polled(pin!(receiver.changed())).is_none());
            assert_eq!(*sender.borrow(), 3);
        });
    }

    fn a_value_is_new_until_it_was_seen() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(1);
            sender.send(2).unwrap();
            assert!(receiver.borrow().has_changed());
            assert!(receiver.borrow().has_changed(), "borrowing is not seeing");
            assert!(receiver.borrow_and_update().has_changed());
            assert!(!receiver.borrow_and_update().has_changed());
            assert!(!sender.borrow().has_changed());
            receiver.mark_changed();
            assert!(receiver.has_changed().unwrap());
            receiver.mark_unchanged();
            assert!(!receiver.has_changed().unwrap());
            let mut other = receiver.clone();
            sender.send(3).unwrap();
            receiver.changed().await.unwrap();
            assert!(other.has_changed().unwrap(), "each one sees for itself");
            assert!(!sender.subscribe().has_changed().unwrap());
            other.mark_changed();
            other.changed().await.unwrap();
        });
    }

    fn a_change_wakes_everybody() {
        run(|| async {
            let (sender, receiver) = watch::channel(0);
            let tasks = [1, 2, 3].map(|_| {
                let mut receiver = receiver.clone();
                tokio::spawn(async move {
                    receiver.changed().await.unwrap();
                    *receiver.borrow()
                })
            });
            yield_now().await;
            sender.send(1).unwrap();
            for task in tasks {
                assert_eq!(task.await.unwrap(), 1);
            }
        });
    }

    fn the_end_of_the_senders_is_told_after_the_last_value() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(0);
            let other = sender.clone();
            assert_eq!(sender.sender_count(), 2);
            drop(other);
            assert!(!receiver.is_closed());
            sender.send(1).unwrap();
            drop(sender);
            assert!(receiver.is_closed());
            assert!(receiver.changed().await.is_ok());
            let error = receiver.changed().await.unwrap_err();
            assert_eq!(error.to_string(), "channel closed");
            assert!(receiver.has_changed().is_err());
            assert_eq!(*receiver.borrow_and_update(), 1);
            let (sender, mut receiver) = watch::channel(0);
            let task = tokio::spawn(async move { receiver.changed().await });
            yield_now().await;
            drop(sender);
            assert!(task.await.unwrap().is_err());
        });
    }

    fn without_a_receiver_a_value_comes_back() {
        run(|| async {
            let (sender, receiver) = watch::channel(0);
            let mut closed = pin!(sender.closed());
            assert!(polled(closed.as_mut()).is_none());
            assert_eq!((sender.receiver_count(), sender.is_closed()), (1, false));
            let other = receiver.clone();
            drop(receiver);
            assert!(polled(closed.as_mut()).is_none());
            drop(other);
            assert!(polled(closed.as_mut()).is_some());
            assert_eq!((sender.receiver_count(), sender.is_closed()), (0, true));
            assert_eq!(sender.send(1).unwrap_err().0, 1);
            assert_eq!(*sender.borrow(), 0);
            assert_eq!(sender.send_replace(2), 0);
            let mut receiver = sender.subscribe();
            assert_eq!((*receiver.borrow(), sender.is_closed()), (2, false));
            sender.send(3).unwrap();
            receiver.changed().await.unwrap();
        });
    }

    fn a_value_can_be_changed_in_place() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(vec![1]);
            sender.send_modify(|list| list.push(2));
            assert_eq!(*receiver.borrow_and_update(), [1, 2]);
            assert!(!sender.send_if_modified(|list| {
                list.push(3);
                false
            }));
            assert!(!receiver.has_changed().unwrap());
            assert_eq!(receiver.borrow().len(), 3);
            assert!(sender.send_if_modified(|list| list.pop().is_some()));
            assert!(receiver.has_changed().unwrap());
            drop(receiver);
            sender.send_modify(Vec::clear);
            assert!(sender.borrow().is_empty());
        });
    }

    fn a_panic_while_changing_tells_nobody() {
        run(|| async {
            let (sender, receiver) = watch::channel(1);
            let panics = catch_unwind(AssertUnwindSafe(|| {
                sender.send_modify(|value| {
                    *value = 2;
                    panic!("on purpose");
                });
            }));
            assert!(panics.is_err());
            assert!(!receiver.has_changed().unwrap());
            assert_eq!(*receiver.borrow(), 2, "and nothing is poisoned");
            sender.send(3).unwrap();
        });
    }

    fn one_can_wait_for_a_value() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(1);
            assert_eq!(*receiver.wait_for(|value| *value == 1).await.unwrap(), 1);
            let mut other = receiver.clone();
            let task = tokio::spawn(async move {
                let value = *other.wait_for(|value| *value > 2).await.unwrap();
                (value, other.has_changed().unwrap_or(true))
            });
            for n in 2..=3 {
                sender.send(n).unwrap();
                yield_now().await;
            }
            assert_eq!(task.await.unwrap().0, 3);
            assert!(receiver.wait_for(|value| *value > 2).await.unwrap().has_changed());
            assert!(!receiver.has_changed().unwrap());
            let mut waits = Box::pin(receiver.wait_for(|value| *value > 4));
            assert!(polled(waits.as_mut()).is_none());
            sender.send(4).unwrap();
            assert!(polled(waits.as_mut()).is_none());
            sender.send(5).unwrap();
            drop(sender);
            assert_eq!(*waits.await.unwrap(), 5, "the last value is asked about");
            assert!(receiver.wait_for(|value| *value > 5).await.is_err());
            assert_eq!(*receiver.wait_for(|value| *value == 5).await.unwrap(), 5);
        });
    }

    fn a_panic_while_waiting_for_a_value_leaves_the_channel_free() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(1);
            let mut waits = Box::pin(receiver.wait_for(|_| panic!("on purpose")));
            assert!(catch_unwind(AssertUnwindSafe(|| polled(waits.as_mut()).is_some())).is_err());
            drop(waits);
            sender.send(2).unwrap();
            assert_eq!(*receiver.borrow(), 2);
        });
    }

    fn a_change_that_is_not_waited_for_any_more_stays_new() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(1);
            let mut waits = Box::pin(receiver.changed());
            assert!(polled(waits.as_mut()).is_none());
            sender.send(2).unwrap();
            drop(waits);
            assert!(receiver.has_changed().unwrap());
            receiver.changed().await.unwrap();
        });
    }

    fn nobody_sends_while_a_value_is_borrowed() {
        run(|| async {
            let (sender, receiver) = watch::channel(1);
            let sent = Arc::new(AtomicBool::new(false));
            let other = Arc::clone(&sent);
            let sends = move || {
                sender.send(2).unwrap();
                other.store(true, SeqCst);
            };
            let task = {
                let value = receiver.borrow();
                let task = spawn_blocking(sends);
                thread::sleep(WHILE);
                assert!(!sent.load(SeqCst));
                assert_eq!(*value, 1);
                task
            };
            task.await.unwrap();
            assert_eq!(*receiver.borrow(), 2);
        });
    }

    fn borrows_share() {
        run(|| async {
            let (sender, receiver) = watch::channel(1);
            let (one, two, three) = (receiver.borrow(), receiver.borrow(), sender.borrow());
            assert_eq!(*one + *two + *three, 3);
        });
    }

    fn ends_know_their_channel() {
        run(|| async {
            let (sender, receiver) = watch::channel(1);
            let (other, _) = watch::channel(1);
            assert!(sender.same_channel(&sender.clone()) && !sender.same_channel(&other));
            assert!(receiver.same_channel(&sender.subscribe()));
            assert!(!receiver.same_channel(&other.subscribe()));
            let alone = watch::Sender::<u8>::default();
            assert_eq!((alone.receiver_count(), *alone.borrow()), (0, 0));
            assert!(watch::Sender::new(1).is_closed());
            assert!(format!("{sender:?}").starts_with("Sender { shared: Shared { value: RwLock"));
        });
    }

    fn no_value_is_seen_twice_or_out_of_order() {
        run(|| async {
            let (sender, mut receiver) = watch::channel(0);
            let sends = tokio::spawn(async move {
                for n in 1..=4 {
                    sender.send_replace(n);
                    yield_now().await;
                }
            });
            let mut last = 0;
            while receiver.changed().await.is_ok() {
                let now = *receiver.borrow_and_update();
                assert!(now > last);
                last = now;
            }
            assert_eq!(last, 4);
            sends.await.unwrap();
        });
    }
}
