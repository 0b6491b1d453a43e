//! Which types may go where: `Send`, `Sync`, `Unpin` and unwind safety, of types and of futures.

use std::cell::Cell;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::Arc;

use tokio::sync::futures::{Notified, OwnedNotified};
use tokio::sync::*;

use super::promises;

/// Asks about a type: an inherent constant, where its bounds hold, comes before the trait's.
struct Ask<T: ?Sized>(PhantomData<T>);

macro_rules! answers {
    ($($Trait:ident $answer:ident $no:ident;)*) => {
        $(
            trait $no {
                const $answer: &'static str = "";
            }

            impl<T: ?Sized> $no for Ask<T> {}

            impl<T: ?Sized + $Trait> Ask<T> {
                const $answer: &'static str = concat!(stringify!($Trait), " ");
            }
        )*
    };
}

answers! {
    Send SEND NotSend;
    Sync SYNC NotSync;
    Unpin UNPIN NotUnpin;
    UnwindSafe UNWIND_SAFE NotUnwindSafe;
    RefUnwindSafe REF_UNWIND_SAFE NotRefUnwindSafe;
}

/// The traits that a type has, of those five.
macro_rules! traits {
    ($T:ty) => {
        [
            Ask::<$T>::SEND,
            Ask::<$T>::SYNC,
            Ask::<$T>::UNPIN,
            Ask::<$T>::UNWIND_SAFE,
            Ask::<$T>::REF_UNWIND_SAFE,
        ]
        .concat()
    };
}

macro_rules! table {
    ($($T:ty => $traits:literal;)*) => {
        let table = [$((stringify!($T), traits!($T), $traits)),*];
        let wrong: Vec<_> = table
            .iter()
            .filter(|(_, is, expected)| is.trim_end() != *expected)
            .map(|(name, is, _)| format!("{name} => {:?};", is.trim_end()))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    };
}

fn check_send<T: Send>(_: T) {}
fn check_send_sync<T: Send + Sync>(_: T) {}
fn check_static<T: Send + 'static>(_: T) {}

promises! {
    fn types_may_go_where_tokios_may() {
        type C = Cell<u8>;
        type R = Rc<u8>;
        table! {
            Mutex<u8> => "Send Sync Unpin UnwindSafe";
            Mutex<C> => "Send Sync Unpin UnwindSafe";
            Mutex<R> => "Unpin UnwindSafe";
            MutexGuard<'static, u8> => "Send Sync Unpin";
            MutexGuard<'static, C> => "Send Unpin";
            MutexGuard<'static, R> => "Unpin";
            OwnedMutexGuard<u8> => "Send Sync Unpin";
            OwnedMutexGuard<C> => "Send Unpin";
            OwnedMutexGuard<R> => "Unpin";
            MappedMutexGuard<'static, u8> => "Send Sync Unpin RefUnwindSafe";
            MappedMutexGuard<'static, C> => "Send Unpin";
            MappedMutexGuard<'static, R> => "Unpin RefUnwindSafe";
            OwnedMappedMutexGuard<u8> => "Send Sync Unpin";
            OwnedMappedMutexGuard<C, u8> => "Send Unpin";
            OwnedMappedMutexGuard<u8, R> => "Unpin";
            TryLockError => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            RwLock<u8> => "Send Sync Unpin UnwindSafe";
            RwLock<C> => "Send Unpin UnwindSafe";
            RwLock<R> => "Unpin UnwindSafe";
            RwLockReadGuard<'static, u8> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            RwLockReadGuard<'static, C> => "Unpin";
            RwLockReadGuard<'static, R> => "Unpin UnwindSafe RefUnwindSafe";
            OwnedRwLockReadGuard<u8> => "Send Sync Unpin";
            OwnedRwLockReadGuard<u8, C> => "Unpin";
            OwnedRwLockReadGuard<C, u8> => "Unpin";
            RwLockWriteGuard<'static, u8> => "Send Sync Unpin RefUnwindSafe";
            RwLockWriteGuard<'static, C> => "Unpin";
            OwnedRwLockWriteGuard<u8> => "Send Sync Unpin";
            OwnedRwLockWriteGuard<C> => "Unpin";
            RwLockMappedWriteGuard<'static, u8> => "Send Sync Unpin RefUnwindSafe";
            RwLockMappedWriteGuard<'static, C> => "Unpin";
            OwnedRwLockMappedWriteGuard<u8> => "Send Sync Unpin";
            OwnedRwLockMappedWriteGuard<u8, C> => "Unpin";
            Semaphore => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            SemaphorePermit<'static> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            OwnedSemaphorePermit => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            Notify => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            Notified<'static> => "Send Sync";
            OwnedNotified => "Send Sync";
            Barrier => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            BarrierWaitResult => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            OnceCell<u8> => "Send Sync Unpin UnwindSafe";
            OnceCell<C> => "Send Unpin UnwindSafe";
            OnceCell<R> => "Unpin UnwindSafe";
            SetOnce<u8> => "Send Sync Unpin UnwindSafe";
            SetOnce<C> => "Send Unpin UnwindSafe";
            SetOnce<R> => "Unpin UnwindSafe";
            oneshot::Sender<u8> => "Send Sync Unpin";
            oneshot::Sender<C> => "Send Sync Unpin";
            oneshot::Receiver<C> => "Send Sync Unpin";
            oneshot::Receiver<R> => "Unpin";
            mpsc::Sender<u8> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::Sender<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::Sender<R> => "Unpin UnwindSafe RefUnwindSafe";
            mpsc::WeakSender<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::Receiver<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::Receiver<R> => "Unpin UnwindSafe RefUnwindSafe";
            mpsc::Permit<'static, C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::PermitIterator<'static, C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::OwnedPermit<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::UnboundedSender<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::WeakUnboundedSender<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::UnboundedReceiver<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            mpsc::UnboundedReceiver<R> => "Unpin UnwindSafe RefUnwindSafe";
            watch::Sender<u8> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            watch::Sender<C> => "Unpin UnwindSafe RefUnwindSafe";
            watch::Receiver<u8> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            watch::Receiver<C> => "Unpin UnwindSafe RefUnwindSafe";
            watch::Ref<'static, u8> => "Sync Unpin UnwindSafe RefUnwindSafe";
            watch::Ref<'static, C> => "Unpin";
            broadcast::Sender<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            broadcast::Sender<R> => "Unpin UnwindSafe RefUnwindSafe";
            broadcast::WeakSender<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            broadcast::Receiver<C> => "Send Sync Unpin UnwindSafe RefUnwindSafe";
            broadcast::Receiver<R> => "Unpin UnwindSafe RefUnwindSafe";
        }
    }

    fn futures_may_go_where_tokios_may() {
        type C = Cell<u8>;
        let mutex = Arc::new(Mutex::new(C::new(1)));
        check_send_sync(mutex.lock());
        check_static(Arc::clone(&mutex).lock_owned());
        let lock = Arc::new(RwLock::new(1));
        check_send_sync(lock.read());
        check_send_sync(lock.write());
        check_static(Arc::clone(&lock).read_owned());
        check_static(Arc::clone(&lock).write_owned());
        let semaphore = Arc::new(Semaphore::new(1));
        check_send_sync(semaphore.acquire());
        check_send_sync(semaphore.acquire_many(2));
        check_static(Arc::clone(&semaphore).acquire_owned());
        check_static(Arc::clone(&semaphore).acquire_many_owned(2));
        check_send_sync(Barrier::new(1).wait());
        check_send(OnceCell::new().get_or_init(|| async { 1 }));
        check_send(OnceCell::new().get_or_try_init(|| async { Ok::<u8, ()>(1) }));
        check_send_sync(SetOnce::<u8>::new().wait());
        let (mut sender, _receiver) = oneshot::channel::<C>();
        check_send(sender.closed());
        let (sender, mut receiver) = mpsc::channel::<C>(1);
        check_send(sender.send(C::new(1)));
        check_send(sender.send_timeout(C::new(1), std::time::Duration::ZERO));
        check_send(sender.reserve());
        check_send(sender.reserve_many(1));
        check_send(sender.closed());
        check_send(receiver.recv());
        check_send(receiver.recv_many(&mut Vec::new(), 1));
        check_static(sender.reserve_owned());
        let (sender, mut receiver) = mpsc::unbounded_channel::<C>();
        check_send(sender.closed());
        check_send(receiver.recv());
        let (sender, mut receiver) = watch::channel(1);
        check_send(sender.closed());
        check_send(receiver.changed());
        check_send(receiver.wait_for(|_| true));
        let (sender, mut receiver) = broadcast::channel::<C>(1);
        check_send(sender.closed());
        check_send(receiver.recv());
    }
}
