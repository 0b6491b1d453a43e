//! `RwLock` and its guards.

use std::panic::catch_unwind;
use std::pin::pin;
use std::sync::Arc;

use tokio::sync::{
    OwnedRwLockMappedWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock,
    RwLockMappedWriteGuard, RwLockReadGuard, RwLockWriteGuard,
};
use tokio::task::{spawn_blocking, yield_now};

use super::polled::polled;
use super::{promises, run};

promises! {
    fn readers_share_and_a_writer_is_alone() {
        run(|| async {
            let lock = RwLock::new(1);
            let (one, two) = (lock.read().await, lock.read().await);
            assert_eq!(*one + *two, 2);
            assert!(lock.try_write().is_err());
            assert!(lock.try_read().is_ok());
            drop(one);
            assert!(lock.try_write().is_err());
            drop(two);
            let mut writer = lock.write().await;
            *writer += 1;
            assert!(lock.try_read().is_err() && lock.try_write().is_err());
            drop(writer);
            assert_eq!(*lock.try_read().unwrap(), 2);
            assert_eq!(*lock.try_write().unwrap(), 2);
            assert_eq!(lock.into_inner(), 2);
        });
    }

    fn a_writer_who_waits_is_not_overtaken() {
        run(|| async {
            let lock = RwLock::new(());
            let reader = lock.read().await;
            let (mut next, mut later) = (pin!(lock.write()), pin!(lock.read()));
            assert!(polled(next.as_mut()).is_none());
            assert!(polled(later.as_mut()).is_none());
            assert!(lock.try_read().is_err());
            drop(reader);
            assert!(polled(later.as_mut()).is_none());
            let writer = polled(next.as_mut()).unwrap();
            assert!(polled(later.as_mut()).is_none());
            drop(writer);
            assert!(polled(later.as_mut()).is_some());
        });
    }

    fn a_writer_who_gives_up_lets_readers_in() {
        run(|| async {
            let lock = RwLock::new(());
            let reader = lock.read().await;
            let mut next = Box::pin(lock.write());
            let mut later = pin!(lock.read());
            assert!(polled(next.as_mut()).is_none());
            assert!(polled(later.as_mut()).is_none());
            drop(next);
            assert!(polled(later.as_mut()).is_some());
            drop(reader);
        });
    }

    fn writers_do_not_lose_updates() {
        run(|| async {
            let lock = Arc::new(RwLock::new(0));
            let tasks = [1, 2].map(|_| {
                let lock = Arc::clone(&lock);
                tokio::spawn(async move {
                    for _ in 0..3 {
                        let seen = *lock.read().await;
                        let mut value = lock.write().await;
                        assert!(*value >= seen);
                        let before = *value;
                        yield_now().await;
                        *value = before + 1;
                    }
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(*lock.read().await, 6);
        });
    }

    fn a_writer_can_go_on_reading() {
        run(|| async {
            let lock = Arc::new(RwLock::new((1, 2)));
            let mut next = pin!(lock.write());
            let writer = lock.write().await;
            assert!(polled(next.as_mut()).is_none());
            let reader = writer.downgrade();
            assert!(polled(next.as_mut()).is_none());
            assert!(lock.try_read().is_err(), "a writer waits");
            assert_eq!(*reader, (1, 2));
            drop(reader);
            let writer = polled(next.as_mut()).unwrap();
            let reader = RwLockWriteGuard::downgrade_map(writer, |pair| &pair.1);
            assert_eq!(*reader, 2);
            assert!(lock.try_read().is_ok() && lock.try_write().is_err());
            drop(reader);
            let writer = lock.write().await;
            let writer = RwLockWriteGuard::try_downgrade_map(writer, |_| None::<&u8>).unwrap_err();
            let reader = RwLockWriteGuard::try_downgrade_map(writer, |pair| Some(&pair.0)).unwrap();
            assert_eq!(*reader, 1);
            drop(reader);

            let writer = Arc::clone(&lock).write_owned().await;
            let reader = writer.downgrade();
            assert!(lock.try_read().is_ok() && lock.try_write().is_err());
            drop(reader);
            let writer = Arc::clone(&lock).write_owned().await;
            let reader = OwnedRwLockWriteGuard::downgrade_map(writer, |pair| &pair.1);
            assert!(lock.try_read().is_ok() && lock.try_write().is_err());
            assert_eq!(*reader, 2);
            drop(reader);
            let writer = Arc::clone(&lock).write_owned().await;
            let writer = OwnedRwLockWriteGuard::try_downgrade_map(writer, |_| None::<&u8>);
            let writer = writer.unwrap_err();
            let part = OwnedRwLockWriteGuard::try_downgrade_map(writer, |pair| Some(&pair.0));
            assert_eq!(*part.unwrap(), 1);
            assert!(lock.try_write().is_ok());
        });
    }

    fn guards_can_be_of_a_part() {
        run(|| async {
            let lock = RwLock::new((1, [2, 3]));
            let reader = RwLockReadGuard::map(lock.read().await, |pair| &pair.1);
            let reader = RwLockReadGuard::try_map(reader, |_| None::<&u8>).unwrap_err();
            let reader = RwLockReadGuard::try_map(reader, |array| array.get(1)).unwrap();
            assert_eq!(*reader, 3);
            assert!(lock.try_write().is_err());
            drop(reader);
            let writer = RwLockWriteGuard::map(lock.write().await, |pair| &mut pair.1);
            let mut writer = RwLockMappedWriteGuard::map(writer, |array| &mut array[0]);
            *writer += 1;
            assert!(lock.try_read().is_err());
            let writer = RwLockMappedWriteGuard::try_map(writer, |_| None::<&mut u8>).unwrap_err();
            assert_eq!(*RwLockMappedWriteGuard::try_map(writer, |part| Some(part)).unwrap(), 3);
            let writer = RwLockWriteGuard::try_map(lock.write().await, |_| None::<&mut u8>);
            let writer = RwLockWriteGuard::into_mapped(writer.unwrap_err());
            assert_eq!(*writer, (1, [3, 3]));
            drop(writer);
            assert!(lock.try_write().is_ok());
        });
    }

    fn owned_guards_can_be_of_a_part() {
        run(|| async {
            let lock = Arc::new(RwLock::new((1, [2, 3])));
            let reader = Arc::clone(&lock).read_owned().await;
            assert!(Arc::ptr_eq(OwnedRwLockReadGuard::rwlock(&reader), &lock));
            let reader = OwnedRwLockReadGuard::map(reader, |pair| &pair.1);
            let reader = OwnedRwLockReadGuard::try_map(reader, |_| None::<&u8>).unwrap_err();
            let reader = OwnedRwLockReadGuard::try_map(reader, |array| array.get(1)).unwrap();
            assert_eq!(*reader, 3);
            assert!(Arc::clone(&lock).try_write_owned().is_err());
            drop(reader);
            let writer = Arc::clone(&lock).write_owned().await;
            assert!(Arc::ptr_eq(OwnedRwLockWriteGuard::rwlock(&writer), &lock));
            assert!(Arc::clone(&lock).try_read_owned().is_err());
            let writer = OwnedRwLockWriteGuard::map(writer, |pair| &mut pair.1);
            assert!(Arc::ptr_eq(OwnedRwLockMappedWriteGuard::rwlock(&writer), &lock));
            let mut writer = OwnedRwLockMappedWriteGuard::map(writer, |array| &mut array[0]);
            *writer += 1;
            let writer = OwnedRwLockMappedWriteGuard::try_map(writer, |_| None::<&mut u8>);
            let writer = OwnedRwLockMappedWriteGuard::try_map(writer.unwrap_err(), |part| Some(part));
            let writer = writer.unwrap();
            assert_eq!(*writer, 3);
            drop(writer);
            let writer = Arc::clone(&lock).try_write_owned().unwrap();
            let writer = OwnedRwLockWriteGuard::try_map(writer, |_| None::<&mut u8>).unwrap_err();
            assert_eq!(*OwnedRwLockWriteGuard::into_mapped(writer), (1, [3, 3]));
            assert_eq!(Arc::clone(&lock).try_read_owned().unwrap().0, 1);
        });
    }

    fn readers_can_be_limited() {
        run(|| async {
            let lock = RwLock::with_max_readers(0, 2);
            let one = lock.read().await;
            let _two = lock.read().await;
            assert!(lock.try_read().is_err());
            let mut third = pin!(lock.read());
            assert!(polled(third.as_mut()).is_none());
            drop(one);
            assert!(polled(third.as_mut()).is_some());
            assert!(catch_unwind(|| RwLock::with_max_readers((), 0)).is_err());
            assert!(catch_unwind(|| RwLock::with_max_readers((), u32::MAX)).is_err());
        });
    }

    fn threads_may_block_on_it() {
        run(|| async {
            let lock = Arc::new(RwLock::new(0));
            let writer = lock.write().await;
            let other = Arc::clone(&lock);
            let task = spawn_blocking(move || {
                *other.blocking_write() += 1;
                *other.blocking_read()
            });
            yield_now().await;
            drop(writer);
            assert_eq!(task.await.unwrap(), 1);
        });
    }

    fn it_is_shown_without_waiting() {
        run(|| async {
            let mut lock = RwLock::from(1);
            *lock.get_mut() = 2;
            let reader = lock.read().await;
            assert_eq!(format!("{lock:?} {reader:?} {reader}"), "RwLock { data: 2 } 2 2");
            drop(reader);
            let writer = lock.write().await;
            assert_eq!(format!("{lock:?} {writer}"), "RwLock { data: <locked> } 2");
            drop(writer);
            assert_eq!(*RwLock::<u8>::default().read().await, 0);
            let slice: Box<RwLock<[u8]>> = Box::new(RwLock::new([1, 2]));
            assert_eq!(slice.read().await.len(), 2);
        });
    }
}
