//! `oneshot`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Context;
use std::thread;

use tokio::sync::oneshot::{self, error::TryRecvError};
use tokio::task::{spawn_blocking, yield_now};

use super::polled::{Count, polled};
use super::{promises, run};

promises! {
    fn a_message_arrives() {
        run(|| async {
            let (sender, receiver) = oneshot::channel();
            let task = tokio::spawn(receiver);
            yield_now().await;
            sender.send(5).unwrap();
            assert_eq!(task.await.unwrap(), Ok(5));
        });
    }

    fn without_a_sender_there_is_no_message() {
        run(|| async {
            let (sender, receiver) = oneshot::channel::<u8>();
            let task = tokio::spawn(receiver);
            drop(sender);
            assert_eq!(task.await.unwrap().unwrap_err().to_string(), "channel closed");
        });
    }

    fn without_a_receiver_the_message_comes_back() {
        run(|| async {
            let (mut sender, receiver) = oneshot::channel();
            assert!(!sender.is_closed());
            let mut closed = Box::pin(sender.closed());
            assert!(polled(closed.as_mut()).is_none());
            drop(receiver);
            closed.await;
            assert!(sender.is_closed());
            assert_eq!(sender.send(5), Err(5));
        });
    }

    fn a_closed_receiver_still_has_its_message() {
        run(|| async {
            let (sender, mut receiver) = oneshot::channel();
            sender.send(5).unwrap();
            receiver.close();
            assert_eq!(receiver.await, Ok(5));
            let (sender, mut receiver) = oneshot::channel();
            receiver.close();
            assert!(sender.is_closed());
            assert_eq!(sender.send(5), Err(5));
            assert!(receiver.await.is_err());
        });
    }

    fn close_reaches_a_sender_that_waits() {
        run(|| async {
            let (mut sender, mut receiver) = oneshot::channel::<u8>();
            let task = tokio::spawn(async move {
                sender.closed().await;
                sender.send(1)
            });
            yield_now().await;
            receiver.close();
            assert_eq!(task.await.unwrap(), Err(1));
        });
    }

    fn try_recv_does_not_wait() {
        run(|| async {
            let (sender, mut receiver) = oneshot::channel();
            assert!(receiver.is_empty() && !receiver.is_terminated());
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
            sender.send(5).unwrap();
            assert!(!receiver.is_empty());
            assert_eq!(receiver.try_recv(), Ok(5));
            assert!(receiver.is_empty() && receiver.is_terminated());
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
            let (sender, mut receiver) = oneshot::channel::<u8>();
            drop(sender);
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
        });
    }

    fn it_can_be_waited_for_by_reference() {
        run(|| async {
            let (sender, mut receiver) = oneshot::channel();
            assert!(polled(Pin::new(&mut receiver)).is_none());
            sender.send(5).unwrap();
            assert_eq!((&mut receiver).await, Ok(5));
            assert!(receiver.is_terminated());
            let again = catch_unwind(AssertUnwindSafe(|| polled(Pin::new(&mut receiver))));
            assert!(again.is_err(), "once is all");
        });
    }

    fn the_latest_waker_is_woken() {
        run(|| async {
            let (sender, mut receiver) = oneshot::channel();
            let ((first, old), (second, new)) = (Count::new(), Count::new());
            let mut receiver = Pin::new(&mut receiver);
            assert!(receiver.as_mut().poll(&mut Context::from_waker(&old)).is_pending());
            assert!(receiver.as_mut().poll(&mut Context::from_waker(&new)).is_pending());
            sender.send(5).unwrap();
            assert_eq!((first.take(), second.take()), (0, 1));
            assert_eq!(receiver.await, Ok(5));
            let (mut sender, receiver) = oneshot::channel::<u8>();
            assert!(sender.poll_closed(&mut Context::from_waker(&old)).is_pending());
            drop(receiver);
            assert_eq!(first.take(), 1);
            assert!(sender.poll_closed(&mut Context::from_waker(&old)).is_ready());
        });
    }

    fn threads_may_wait_for_it() {
        run(|| async {
            let (sender, receiver) = oneshot::channel();
            let waits = spawn_blocking(move || receiver.blocking_recv());
            thread::spawn(move || sender.send(5).unwrap());
            assert_eq!(waits.await.unwrap(), Ok(5));
            let (sender, receiver) = oneshot::channel::<u8>();
            let blocks = catch_unwind(AssertUnwindSafe(|| receiver.blocking_recv()));
            assert!(blocks.is_err(), "not inside a task");
            drop(sender);
        });
    }

    fn a_message_that_nobody_takes_is_dropped() {
        run(|| async {
            let message = Arc::new(());
            let (sender, receiver) = oneshot::channel();
            sender.send(Arc::clone(&message)).unwrap();
            assert_eq!(Arc::strong_count(&message), 2);
            drop(receiver);
            assert_eq!(Arc::strong_count(&message), 1);
        });
    }

    fn sending_wakes_once_and_for_all() {
        run(|| async {
            let (sender, receiver) = oneshot::channel();
            let mut receiver = pin!(receiver);
            assert!(polled(receiver.as_mut()).is_none());
            sender.send(()).unwrap();
            assert_eq!(polled(receiver.as_mut()), Some(Ok(())));
        });
    }
}
