//! `RwLock`: upgradable reads.

use std::thread;
use std::time::Instant;

use parking_lot::{RwLock, RwLockUpgradableReadGuard as Upgradable, RwLockWriteGuard};

use super::{LONG, WHILE, passed, promises};

promises! {
    fn an_upgradable_read_keeps_out_all_but_readers() {
        let lock = RwLock::new(1);
        let upgradable = lock.upgradable_read();
        assert_eq!(*lock.read() + *lock.try_read().unwrap() + *upgradable, 3);
        assert!(lock.try_upgradable_read().is_none() && lock.try_write().is_none());
        let start = Instant::now();
        assert!(lock.try_upgradable_read_for(WHILE).is_none());
        assert!(lock.try_upgradable_read_until(Instant::now() + WHILE).is_none());
        passed(start, WHILE * 2);
        assert!(lock.is_locked() && !lock.is_locked_exclusive());
        drop(upgradable);
        assert!(lock.try_write().is_some() && lock.try_upgradable_read().is_some());
    }

    fn an_upgrade_waits_for_the_readers() {
        let lock = RwLock::new(1);
        thread::scope(|scope| {
            let reader = lock.read();
            let upgrades = scope.spawn(|| {
                let mut writer = Upgradable::upgrade(lock.upgradable_read());
                *writer += 1;
            });
            thread::sleep(WHILE);
            assert_eq!(*reader, 1);
            drop(reader);
            upgrades.join().unwrap();
            assert_eq!(*lock.read(), 2);
        });
    }

    fn nobody_writes_between_a_read_and_its_upgrade() {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let read = lock.upgradable_read();
                    let seen = *read;
                    thread::yield_now();
                    let mut writer = Upgradable::upgrade(read);
                    assert_eq!(*writer, seen);
                    *writer += 1;
                });
            }
            scope.spawn(|| *lock.write() += 10);
        });
        assert_eq!(lock.into_inner(), 13);
    }

    fn an_upgrade_can_be_tried() {
        let lock = RwLock::new(1);
        let reader = lock.read();
        let upgradable = Upgradable::try_upgrade(lock.upgradable_read()).unwrap_err();
        let start = Instant::now();
        let upgradable = Upgradable::try_upgrade_for(upgradable, WHILE).unwrap_err();
        passed(start, WHILE);
        let until = Instant::now() + WHILE;
        let mut upgradable = Upgradable::try_upgrade_until(upgradable, until).unwrap_err();
        assert!(upgradable.try_with_upgraded(|value| *value += 1).is_none());
        // Whoever gave up is what it was.
        assert!(lock.try_read().is_some() && lock.try_upgradable_read().is_none());
        drop(reader);
        assert_eq!(upgradable.try_with_upgraded_for(LONG, |value| *value += 1), Some(()));
        let mut writer = Upgradable::try_upgrade(upgradable).unwrap();
        *writer += 1;
        assert!(lock.try_read().is_none());
        drop(writer);
        assert_eq!(lock.into_inner(), 3);
    }

    fn a_timed_upgrade_waits_for_the_readers() {
        let lock = RwLock::new(1);
        thread::scope(|scope| {
            let reader = lock.read();
            let upgrades = scope.spawn(|| {
                let upgradable = lock.upgradable_read();
                Upgradable::try_upgrade_for(upgradable, LONG).map(|mut value| *value += 1).is_ok()
            });
            thread::sleep(WHILE);
            drop(reader);
            assert!(upgrades.join().unwrap());
        });
        assert_eq!(lock.into_inner(), 2);
    }

    fn locks_become_weaker_at_once() {
        let lock = RwLock::new(1);
        let mut upgradable: parking_lot::RwLockUpgradableReadGuard<'_, i32> =
            RwLockWriteGuard::downgrade_to_upgradable(lock.write());
        assert!(lock.try_read().is_some() && lock.try_upgradable_read().is_none());
        assert_eq!(upgradable.with_upgraded(|value| { *value += 1; *value }), 2);
        assert!(lock.try_read().is_some() && lock.try_write().is_none());
        let reader = Upgradable::downgrade(upgradable);
        assert!(lock.try_upgradable_read().is_some() && lock.try_write().is_none());
        drop(reader);
        assert!(lock.try_write().is_some());
    }

    fn an_upgradable_read_can_let_others_in() {
        let lock = RwLock::new(0);
        let mut upgradable = lock.upgradable_read();
        Upgradable::unlocked(&mut upgradable, || *lock.write() += 1);
        Upgradable::unlocked_fair(&mut upgradable, || *lock.write() += 1);
        Upgradable::bump(&mut upgradable);
        assert_eq!(*upgradable, 2);
        Upgradable::unlock_fair(upgradable);
        assert!(!lock.is_locked());
        thread::scope(|scope| {
            let mut upgradable = lock.upgradable_read();
            scope.spawn(|| *lock.write() = 9);
            scope.spawn(|| assert!(*lock.read() > 1));
            while *upgradable != 9 {
                Upgradable::bump(&mut upgradable);
                thread::yield_now();
            }
        });
    }

    fn a_waiting_upgrade_keeps_new_readers_out() {
        let lock = RwLock::new(1);
        thread::scope(|scope| {
            let reader = lock.read();
            scope.spawn(|| *Upgradable::upgrade(lock.upgradable_read()) += 1);
            while lock.try_read().is_some() {
                thread::yield_now();
            }
            assert!(lock.try_upgradable_read().is_none());
            assert_eq!(*lock.read_recursive() + *reader, 2);
        });
        assert_eq!(lock.into_inner(), 2);
    }
}
