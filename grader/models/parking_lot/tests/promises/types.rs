//! What the types can be used for: who is `Send`, `Sync`, unwind safe, and what is `const`.

use std::cell::Cell;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

use parking_lot::{
    Condvar, FairMutex, Mutex, MutexGuard, Once, OnceState, RawMutex, RawRwLock, ReentrantMutex,
    RwLock, RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard, WaitTimeoutResult,
    const_fair_mutex, const_mutex, const_reentrant_mutex, const_rwlock, lock_api,
};

use super::promises;

fn is_send<T: Send + ?Sized>() {}
fn is_sync<T: Sync + ?Sized>() {}
fn is_unwind_safe<T: UnwindSafe + ?Sized>() {}
fn is_ref_unwind_safe<T: RefUnwindSafe + ?Sized>() {}

/// Does not compile for a type that has the trait: then `_` could be either.
macro_rules! is_not {
    ($Trait:path: $($Type:ty),+) => {{
        trait Either<A> {
            fn either() {}
        }
        impl<T: ?Sized> Either<()> for T {}
        impl<T: ?Sized + $Trait> Either<u8> for T {}
        $(<$Type as Either<_>>::either();)+
    }};
}

promises! {
    fn locks_can_be_shared() {
        is_sync::<Mutex<Cell<u8>>>();
        is_send::<Mutex<Cell<u8>>>();
        is_sync::<FairMutex<Cell<u8>>>();
        is_sync::<ReentrantMutex<Cell<u8>>>();
        is_sync::<RwLock<u8>>();
        is_sync::<MutexGuard<'_, u8>>();
        is_sync::<(Condvar, Once, RawMutex, RawRwLock)>();
        is_send::<(Condvar, Once, OnceState, WaitTimeoutResult, RwLock<Cell<u8>>)>();
        is_not!(Sync: Mutex<Rc<u8>>, RwLock<Rc<u8>>, RwLock<Cell<u8>>, ReentrantMutex<Rc<u8>>);
        is_not!(Send: Mutex<Rc<u8>>, RwLock<Rc<u8>>, FairMutex<Rc<u8>>);
    }

    fn guards_stay_where_they_are() {
        is_not!(Send: MutexGuard<'static, u8>, RwLockReadGuard<'static, u8>);
        is_not!(Send: RwLockWriteGuard<'static, u8>, RwLockUpgradableReadGuard<'static, u8>);
        is_not!(Sync: MutexGuard<'static, Cell<u8>>, RwLockReadGuard<'static, Cell<u8>>);
    }

    fn unwinding_is_safe_where_it_is() {
        is_unwind_safe::<(Mutex<u8>, RwLock<u8>, ReentrantMutex<u8>, Condvar, Once)>();
        is_ref_unwind_safe::<(Condvar, Once)>();
        is_not!(RefUnwindSafe: Mutex<u8>, RwLock<u8>);
    }

    fn locks_are_made_in_a_const() {
        static LOCKS: (Mutex<u8>, RwLock<u8>) = (const_mutex(1), const_rwlock(2));
        static FAIR: FairMutex<u8> = const_fair_mutex(3);
        static REENTRANT: ReentrantMutex<u8> = const_reentrant_mutex(4);
        static PLAIN: (Mutex<u8>, RwLock<u8>, FairMutex<u8>, ReentrantMutex<u8>) =
            (Mutex::new(1), RwLock::new(2), FairMutex::new(3), ReentrantMutex::new(4));
        let sum = *LOCKS.0.lock() + *LOCKS.1.read() + *FAIR.lock() + *REENTRANT.lock();
        let same = *PLAIN.0.lock() + *PLAIN.1.read() + *PLAIN.2.lock() + *PLAIN.3.lock();
        assert_eq!((sum, same), (10, 10));
    }

    fn the_generic_locks_are_the_same() {
        fn value(mutex: &lock_api::Mutex<RawMutex, i32>) -> i32 {
            *mutex.lock()
        }
        let mutex: Mutex<i32> =
            lock_api::Mutex::const_new(<RawMutex as lock_api::RawMutex>::INIT, 5);
        assert_eq!(value(&mutex), 5);
    }
}
