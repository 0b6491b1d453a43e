//! `mpsc`, bounded and not.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::error::{SendError, SendTimeoutError, TryRecvError, TrySendError};
use tokio::sync::mpsc::{channel, unbounded_channel};
use tokio::task::{spawn_blocking, yield_now};

use super::polled::polled;
use super::{WHILE, passed, promises, run};

promises! {
    fn messages_arrive_in_order() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            let task = tokio::spawn(async move {
                for n in 0..5 {
                    sender.send(n).await.unwrap();
                }
            });
            for n in 0..5 {
                assert_eq!(receiver.recv().await, Some(n));
            }
            assert_eq!(receiver.recv().await, None);
            task.await.unwrap();
        });
    }

    fn messages_of_one_sender_stay_in_order() {
        run(|| async {
            let (sender, mut receiver) = unbounded_channel();
            for name in [0, 10] {
                let sender = sender.clone();
                tokio::spawn(async move {
                    for n in 1..=3 {
                        sender.send(name + n).unwrap();
                    }
                });
            }
            drop(sender);
            let mut last = [0, 10];
            while let Some(n) = receiver.recv().await {
                let of = usize::from(n > 10);
                assert_eq!(n, last[of] + 1);
                last[of] = n;
            }
            assert_eq!(last, [3, 13]);
        });
    }

    fn a_full_channel_makes_senders_wait() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            sender.send(1).await.unwrap();
            let mut waits = pin!(sender.send(2));
            assert!(polled(waits.as_mut()).is_none());
            assert_eq!(sender.try_send(3), Err(TrySendError::Full(3)));
            assert_eq!(receiver.recv().await, Some(1));
            assert_eq!(sender.try_send(3), Err(TrySendError::Full(3)), "it is promised");
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
            assert_eq!(polled(waits.as_mut()), Some(Ok(())));
            assert_eq!(receiver.recv().await, Some(2));
            assert_eq!(sender.try_send(3), Ok(()));
        });
    }

    fn senders_get_room_in_order() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            sender.send(0).await.unwrap();
            let (mut one, mut two) = (pin!(sender.send(1)), pin!(sender.send(2)));
            assert!(polled(two.as_mut()).is_none());
            assert!(polled(one.as_mut()).is_none());
            assert_eq!(receiver.recv().await, Some(0));
            assert!(polled(one.as_mut()).is_none());
            assert_eq!(polled(two.as_mut()), Some(Ok(())));
            assert_eq!(receiver.recv().await, Some(2));
            assert_eq!(polled(one.as_mut()), Some(Ok(())));
        });
    }

    fn a_send_that_is_given_up_sends_nothing() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            sender.send(Arc::new(0)).await.unwrap();
            let lost = Arc::new(1);
            let mut one = Box::pin(sender.send(Arc::clone(&lost)));
            let mut two = pin!(sender.send(Arc::new(2)));
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(two.as_mut()).is_none());
            drop(one);
            assert_eq!(Arc::strong_count(&lost), 1);
            assert_eq!(*receiver.recv().await.unwrap(), 0);
            assert_eq!(polled(two.as_mut()), Some(Ok(())));
            assert_eq!(*receiver.recv().await.unwrap(), 2);
        });
    }

    fn a_recv_that_is_given_up_takes_nothing() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            let mut waits = Box::pin(receiver.recv());
            assert!(polled(waits.as_mut()).is_none());
            sender.try_send(1).unwrap();
            drop(waits);
            assert_eq!(receiver.try_recv(), Ok(1));
            let mut buffer = Vec::new();
            let mut waits = Box::pin(receiver.recv_many(&mut buffer, 2));
            assert!(polled(waits.as_mut()).is_none());
            sender.try_send(2).unwrap();
            drop(waits);
            assert!(buffer.is_empty());
            assert_eq!(receiver.try_recv(), Ok(2));
        });
    }

    fn what_was_sent_can_be_received_when_the_senders_are_gone() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            sender.send(1).await.unwrap();
            drop(sender);
            assert!(receiver.is_closed());
            assert_eq!(receiver.recv().await, Some(1));
            assert_eq!(receiver.recv().await, None);
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
            let (sender, mut receiver) = unbounded_channel();
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
            sender.send(1).unwrap();
            drop(sender);
            assert_eq!(receiver.try_recv(), Ok(1));
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
        });
    }

    fn the_last_sender_to_go_wakes_the_receiver() {
        run(|| async {
            let (sender, mut receiver) = channel::<()>(1);
            let other = sender.clone();
            let task = tokio::spawn(async move { receiver.recv().await });
            drop(sender);
            yield_now().await;
            drop(other);
            assert_eq!(task.await.unwrap(), None);
        });
    }

    fn without_a_receiver_messages_come_back() {
        run(|| async {
            let (sender, receiver) = channel(1);
            let waiting = Arc::new(());
            sender.send(Arc::clone(&waiting)).await.unwrap();
            let mut waits = pin!(sender.send(Arc::clone(&waiting)));
            assert!(polled(waits.as_mut()).is_none());
            assert!(!sender.is_closed());
            drop(receiver);
            assert!(sender.is_closed());
            assert!(polled(waits.as_mut()).unwrap().is_err());
            assert_eq!(Arc::strong_count(&waiting), 1, "what was sent is dropped");
            let (sender, receiver) = channel(1);
            drop(receiver);
            assert_eq!(sender.send(1).await, Err(SendError(1)));
            assert_eq!(sender.try_send(1), Err(TrySendError::Closed(1)));
            assert!(sender.reserve().await.is_err());
            let (sender, receiver) = unbounded_channel();
            drop(receiver);
            assert!(sender.is_closed());
            assert_eq!(sender.send(1), Err(SendError(1)));
        });
    }

    fn a_closed_receiver_gets_what_was_sent_or_reserved() {
        run(|| async {
            let (sender, mut receiver) = channel(3);
            sender.send(1).await.unwrap();
            let permit = sender.reserve().await.unwrap();
            receiver.close();
            assert!(receiver.is_closed() && sender.is_closed());
            assert_eq!(sender.send(2).await, Err(SendError(2)));
            assert_eq!(receiver.recv().await, Some(1));
            let mut waits = Box::pin(receiver.recv());
            assert!(polled(waits.as_mut()).is_none(), "there is a permit");
            permit.send(3);
            assert_eq!(waits.await, Some(3));
            assert_eq!(receiver.recv().await, None);
            let (sender, mut receiver) = channel::<u8>(3);
            let permit = sender.reserve().await.unwrap();
            receiver.close();
            let task = tokio::spawn(async move { receiver.recv().await });
            yield_now().await;
            drop(permit);
            assert_eq!(task.await.unwrap(), None);
        });
    }

    fn closed_tells_senders() {
        run(|| async {
            let (sender, receiver) = channel::<u8>(1);
            let task = tokio::spawn(async move { sender.closed().await });
            yield_now().await;
            drop(receiver);
            task.await.unwrap();
            let (sender, mut receiver) = unbounded_channel::<u8>();
            let mut closed = pin!(sender.closed());
            assert!(polled(closed.as_mut()).is_none());
            receiver.close();
            closed.await;
            sender.closed().await;
        });
    }

    fn room_can_be_reserved() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            assert_eq!((sender.capacity(), sender.max_capacity()), (2, 2));
            let permit = sender.reserve().await.unwrap();
            assert_eq!((receiver.capacity(), receiver.max_capacity()), (1, 2));
            let other = sender.try_reserve().unwrap();
            assert_eq!(sender.try_reserve().unwrap_err(), TrySendError::Full(()));
            drop(other);
            assert_eq!(sender.capacity(), 1);
            permit.send(1);
            assert_eq!(receiver.recv().await, Some(1));
            assert_eq!(sender.capacity(), 2);
        });
    }

    fn room_for_many_can_be_reserved() {
        run(|| async {
            let (sender, mut receiver) = channel(3);
            let mut permits = sender.reserve_many(2).await.unwrap();
            assert_eq!(permits.len(), 2);
            permits.next().unwrap().send(1);
            assert_eq!(sender.capacity(), 1);
            drop(permits);
            assert_eq!(sender.capacity(), 2);
            assert_eq!(sender.try_reserve_many(3).unwrap_err(), TrySendError::Full(()));
            for (n, permit) in sender.try_reserve_many(2).unwrap().enumerate() {
                permit.send(n + 2);
            }
            assert_eq!(sender.capacity(), 0);
            assert_eq!(sender.reserve_many(4).await.unwrap_err(), SendError(()));
            assert_eq!(sender.reserve_many(0).await.unwrap().count(), 0);
            let mut all = Vec::new();
            assert_eq!(receiver.recv_many(&mut all, 10).await, 3);
            assert_eq!(all, [1, 2, 3]);
        });
    }

    fn a_permit_can_own_its_sender() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            let other = sender.clone();
            let permit = sender.reserve_owned().await.unwrap();
            assert!(permit.same_channel_as_sender(&other));
            assert_eq!(other.strong_count(), 2);
            let Err(TrySendError::Full(other)) = other.try_reserve_owned() else {
                panic!("it is full");
            };
            let sender = permit.send(1);
            assert_eq!(receiver.recv().await, Some(1));
            let permit = sender.try_reserve_owned().unwrap();
            assert!(permit.same_channel(&permit));
            let sender = permit.release();
            assert_eq!(other.capacity(), 1);
            drop(sender.reserve_owned().await.unwrap());
            assert_eq!((other.capacity(), other.strong_count()), (1, 1));
            let mut waits = Box::pin(other.reserve_owned());
            let permit = polled(waits.as_mut()).unwrap().unwrap();
            drop(permit);
            assert_eq!(receiver.recv().await, None, "the sender went with its permit");
        });
    }

    fn whoever_gives_up_a_reservation_loses_the_place() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            let permit = sender.reserve().await.unwrap();
            let mut one = Box::pin(sender.reserve());
            let mut two = pin!(sender.reserve());
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(two.as_mut()).is_none());
            drop(one);
            drop(permit);
            polled(two.as_mut()).unwrap().unwrap().send(2);
            assert_eq!(receiver.recv().await, Some(2));
        });
    }

    fn many_can_be_received_at_once() {
        run(|| async {
            let (sender, mut receiver) = channel(4);
            for n in 0..3 {
                sender.send(n).await.unwrap();
            }
            let mut got = vec![9];
            assert_eq!(receiver.recv_many(&mut got, 0).await, 0);
            assert_eq!(receiver.recv_many(&mut got, 2).await, 2);
            assert_eq!(got, [9, 0, 1]);
            assert_eq!((receiver.len(), sender.capacity()), (1, 3));
            drop(sender);
            assert_eq!(receiver.recv_many(&mut got, 2).await, 1);
            assert_eq!(receiver.recv_many(&mut got, 2).await, 0);
            let (sender, mut receiver) = unbounded_channel();
            let task = tokio::spawn(async move {
                let mut got = Vec::new();
                receiver.recv_many(&mut got, 5).await;
                got
            });
            sender.send(1).unwrap();
            assert_eq!(task.await.unwrap(), [1]);
        });
    }

    fn receivers_can_be_polled() {
        run(|| async {
            let (sender, mut receiver) = channel(2);
            sender.send(1).await.unwrap();
            sender.send(2).await.unwrap();
            assert_eq!(poll_fn(|cx| receiver.poll_recv(cx)).await, Some(1));
            let mut got = Vec::new();
            assert_eq!(poll_fn(|cx| receiver.poll_recv_many(cx, &mut got, 4)).await, 1);
            assert_eq!(got, [2]);
        });
    }

    fn a_send_may_wait_for_so_long() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            sender.send_timeout(1, Duration::ZERO).await.unwrap();
            let before = Instant::now();
            let error = sender.send_timeout(2, WHILE).await.unwrap_err();
            assert_eq!(error, SendTimeoutError::Timeout(2));
            passed(before, WHILE);
            let (sent, got) = tokio::join!(
                sender.send_timeout(3, Duration::from_secs(60)),
                async { (receiver.recv().await, receiver.recv().await) },
            );
            assert_eq!((sent, got), (Ok(()), (Some(1), Some(3))));
            drop(receiver);
            let error = sender.send_timeout(4, WHILE).await.unwrap_err();
            assert_eq!(error, SendTimeoutError::Closed(4));
        });
    }

    fn threads_may_wait() {
        run(|| async {
            let (sender, mut receiver) = channel(1);
            let sends = spawn_blocking(move || {
                for n in 0..3 {
                    sender.blocking_send(n).unwrap();
                }
            });
            let collects = spawn_blocking(move || {
                let mut got = Vec::new();
                got.extend(receiver.blocking_recv());
                while receiver.blocking_recv_many(&mut got, 5) > 0 {}
                got
            });
            sends.await.unwrap();
            assert_eq!(collects.await.unwrap(), [0, 1, 2]);
            let (sender, mut receiver) = unbounded_channel::<u8>();
            let blocks = catch_unwind(AssertUnwindSafe(|| receiver.blocking_recv()));
            assert!(blocks.is_err(), "not inside a task");
            let task = spawn_blocking(move || receiver.blocking_recv());
            sender.send(1).unwrap();
            assert_eq!(task.await.unwrap(), Some(1));
        });
    }

    fn ends_are_counted() {
        run(|| async {
            let (sender, mut receiver) = channel::<u8>(1);
            let other = sender.clone();
            let weak = sender.downgrade();
            let weaker = weak.clone();
            assert_eq!((sender.strong_count(), sender.weak_count()), (2, 2));
            assert_eq!((weak.strong_count(), weak.weak_count()), (2, 2));
            drop(weaker);
            assert_eq!((receiver.sender_strong_count(), receiver.sender_weak_count()), (2, 1));
            drop(other);
            let again = weak.upgrade().unwrap();
            assert!(again.same_channel(&sender));
            drop((sender, again));
            assert!(weak.upgrade().is_none());
            assert_eq!(receiver.recv().await, None);
            assert!(!channel::<u8>(1).0.same_channel(&channel::<u8>(1).0));

            let (sender, receiver) = unbounded_channel::<u8>();
            let weak = sender.downgrade();
            assert_eq!((sender.strong_count(), sender.weak_count()), (1, 1));
            assert_eq!((weak.strong_count(), weak.clone().weak_count()), (1, 2));
            assert!(weak.upgrade().unwrap().same_channel(&sender));
            assert_eq!((receiver.sender_strong_count(), receiver.sender_weak_count()), (1, 1));
            drop(sender);
            assert!(weak.upgrade().is_none() && receiver.is_closed());
        });
    }

    fn messages_are_counted() {
        run(|| async {
            let (sender, mut receiver) = channel(3);
            assert!(receiver.is_empty());
            sender.send(1).await.unwrap();
            let _permit = sender.reserve().await.unwrap();
            assert_eq!((receiver.len(), receiver.is_empty()), (1, false));
            assert_eq!(receiver.recv().await, Some(1));
            assert!(receiver.is_empty());
            let (sender, receiver) = unbounded_channel();
            sender.send(1).unwrap();
            assert_eq!((receiver.len(), receiver.is_empty()), (1, false));
        });
    }

    fn a_channel_needs_room() {
        run(|| async {
            assert!(catch_unwind(|| channel::<u8>(0)).is_err());
        });
    }

    fn ends_are_shown() {
        run(|| async {
            let (sender, receiver) = channel::<u8>(1);
            assert!(format!("{sender:?}").starts_with("Sender { chan: Tx { inner: Chan {"));
            assert!(format!("{receiver:?}").starts_with("Receiver { chan: Rx { inner: Chan {"));
            assert_eq!(format!("{:?}", sender.downgrade()), "WeakSender");
            assert!(format!("{:?}", sender.reserve().await.unwrap()).starts_with("Permit { chan"));
        });
    }

    fn what_is_received_after_the_end_of_the_receiver_is_dropped() {
        run(|| async {
            let message = Arc::new(());
            let (sender, receiver) = channel(2);
            sender.send(Arc::clone(&message)).await.unwrap();
            let permit = sender.reserve().await.unwrap();
            drop(receiver);
            permit.send(Arc::clone(&message));
            drop(sender);
            assert_eq!(Arc::strong_count(&message), 1);
        });
    }
}
