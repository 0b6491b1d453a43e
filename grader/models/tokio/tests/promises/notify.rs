//! `Notify`: who is woken, and by what.

use std::pin::pin;
use std::sync::Arc;
use std::task::Context;

use tokio::sync::Notify;
use tokio::task::yield_now;

use super::polled::{Count, polled};
use super::{promises, run};

promises! {
    fn a_permit_is_kept_for_later() {
        run(|| async {
            let notify = Notify::new();
            notify.notify_one();
            notify.notify_one();
            notify.notified().await;
            assert!(polled(pin!(notify.notified())).is_none(), "only one is kept");
        });
    }

    fn a_task_that_waits_is_woken() {
        run(|| async {
            let notify = Arc::new(Notify::new());
            let other = Arc::clone(&notify);
            let waits = tokio::spawn(async move { other.notified().await });
            yield_now().await;
            notify.notify_one();
            waits.await.unwrap();
        });
    }

    fn notify_one_wakes_the_one_that_waits_longest() {
        run(|| async {
            let notify = Notify::new();
            let (mut one, mut two) = (pin!(notify.notified()), pin!(notify.notified()));
            assert!(polled(two.as_mut()).is_none());
            assert!(polled(one.as_mut()).is_none());
            notify.notify_one();
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(two.as_mut()).is_some());
            notify.notify_one();
            assert!(polled(one.as_mut()).is_some());
        });
    }

    fn notify_last_wakes_the_one_that_came_last() {
        run(|| async {
            let notify = Notify::new();
            let (mut one, mut two) = (pin!(notify.notified()), pin!(notify.notified()));
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(two.as_mut()).is_none());
            notify.notify_last();
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(two.as_mut()).is_some());
            notify.notify_last();
            assert!(polled(one.as_mut()).is_some());
            notify.notify_last();
            assert!(polled(pin!(notify.notified())).is_some(), "a permit is kept");
        });
    }

    fn notify_waiters_reaches_a_future_from_its_creation_on() {
        run(|| async {
            let notify = Notify::new();
            let mut before = pin!(notify.notified());
            let mut polled_before = pin!(notify.notified());
            assert!(polled(polled_before.as_mut()).is_none());
            notify.notify_waiters();
            assert!(polled(before.as_mut()).is_some());
            assert!(polled(polled_before.as_mut()).is_some());
            assert!(polled(pin!(notify.notified())).is_none(), "nothing is kept");
        });
    }

    fn notify_one_reaches_a_future_from_its_first_poll_on() {
        run(|| async {
            let notify = Notify::new();
            let mut created = pin!(notify.notified());
            notify.notify_one();
            notify.notified().await;
            assert!(polled(created.as_mut()).is_none(), "another one has the permit");
            notify.notify_one();
            assert!(polled(created.as_mut()).is_some());
        });
    }

    fn enable_is_a_poll_without_a_waker() {
        run(|| async {
            let notify = Notify::new();
            let (mut one, mut two) = (pin!(notify.notified()), pin!(notify.notified()));
            assert!(!one.as_mut().enable());
            assert!(!one.as_mut().enable());
            assert!(polled(two.as_mut()).is_none());
            notify.notify_one();
            assert!(polled(two.as_mut()).is_none());
            assert!(one.as_mut().enable());
            assert!(one.as_mut().enable(), "it stays ready");
            one.await;
            notify.notify_one();
            assert!(two.as_mut().enable());
        });
    }

    fn a_notification_that_is_not_taken_goes_to_the_next() {
        run(|| async {
            let notify = Notify::new();
            let mut one = Box::pin(notify.notified());
            let mut two = pin!(notify.notified());
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(two.as_mut()).is_none());
            notify.notify_one();
            drop(one);
            assert!(polled(two.as_mut()).is_some());

            let mut one = Box::pin(notify.notified());
            assert!(polled(one.as_mut()).is_none());
            notify.notify_one();
            drop(one);
            notify.notified().await;
        });
    }

    fn whoever_gives_up_is_not_woken() {
        run(|| async {
            let notify = Notify::new();
            let mut one = Box::pin(notify.notified());
            let mut two = pin!(notify.notified());
            assert!(polled(one.as_mut()).is_none());
            assert!(polled(two.as_mut()).is_none());
            drop(one);
            notify.notify_one();
            assert!(polled(two.as_mut()).is_some());
        });
    }

    fn a_notification_of_all_that_is_not_taken_is_gone() {
        run(|| async {
            let notify = Notify::new();
            let mut one = Box::pin(notify.notified());
            assert!(polled(one.as_mut()).is_none());
            notify.notify_waiters();
            drop(one);
            assert!(polled(pin!(notify.notified())).is_none());
        });
    }

    fn an_owned_future_keeps_it() {
        run(|| async {
            let notify = Arc::new(Notify::new());
            let early = Arc::clone(&notify).notified_owned();
            let mut owned = Box::pin(Arc::clone(&notify).notified_owned());
            assert!(!owned.as_mut().enable());
            assert_eq!(Arc::strong_count(&notify), 3);
            notify.notify_waiters();
            let task = tokio::spawn(async move {
                early.await;
                owned.await;
            });
            task.await.unwrap();
            let mut last = Box::pin(Arc::clone(&notify).notified_owned());
            assert!(polled(last.as_mut()).is_none());
            drop(notify);
            drop(last);
        });
    }

    fn the_latest_waker_is_woken() {
        run(|| async {
            let notify = Notify::new();
            let ((first, old), (second, new)) = (Count::new(), Count::new());
            let mut waits = pin!(notify.notified());
            assert!(waits.as_mut().poll(&mut Context::from_waker(&old)).is_pending());
            assert!(waits.as_mut().poll(&mut Context::from_waker(&new)).is_pending());
            notify.notify_one();
            assert_eq!((first.take(), second.take()), (0, 1));
            waits.await;
        });
    }

    fn nobody_is_left_behind() {
        run(|| async {
            let notify = Arc::new(Notify::new());
            let tasks: Vec<_> = (0..5)
                .map(|_| tokio::spawn(Arc::clone(&notify).notified_owned()))
                .collect();
            notify.notify_waiters();
            for task in tasks {
                task.await.unwrap();
            }
        });
    }
}
