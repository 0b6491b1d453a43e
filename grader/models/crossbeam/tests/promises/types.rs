//! Which types may be sent to other threads, shared, and used after a panic.

use std::fmt::Debug;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::time::Instant;

use crossbeam::atomic::AtomicCell;
use crossbeam::channel::{Receiver, Select, Sender, bounded, never};
use crossbeam::deque::{Injector, Stealer, Worker};
use crossbeam::queue::{ArrayQueue, SegQueue};
use crossbeam::sync::{Parker, ShardedLock, Unparker, WaitGroup};
use crossbeam::thread::ScopedJoinHandle;

use super::promises;

fn shared<T: Send + Sync>() {}
fn sent<T: Send>() {}
fn calm<T: UnwindSafe + RefUnwindSafe>() {}
fn shown<T: Debug>() {}

/// Whether a type is `Sync`, found out at run time.
macro_rules! is_sync {
    ($($t:tt)+) => {{
        #[allow(dead_code, reason = "it is asked or not")]
        trait Else {
            const SYNC: bool = false;
        }
        impl<T: ?Sized> Else for T {}
        struct Ask<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code, reason = "it is asked or not")]
        impl<T: ?Sized + Sync> Ask<T> {
            const SYNC: bool = true;
        }
        Ask::<$($t)+>::SYNC
    }};
}

/// A sender that borrows may be used in a selection.
fn choose<'a>(s: &Sender<&'a str>, text: &'a str) -> bool {
    let mut select = Select::new();
    select.send(s);
    select.select().send(s, text).is_ok()
}

promises! {
    fn types_are_as_free_as_they_say() {
        shared::<Sender<std::cell::Cell<u8>>>();
        shared::<Receiver<std::cell::Cell<u8>>>();
        shared::<Select<'static>>();
        shared::<AtomicCell<std::cell::Cell<u8>>>();
        shared::<ArrayQueue<std::cell::Cell<u8>>>();
        shared::<SegQueue<std::cell::Cell<u8>>>();
        shared::<Injector<std::cell::Cell<u8>>>();
        shared::<Stealer<std::cell::Cell<u8>>>();
        shared::<ShardedLock<u8>>();
        shared::<(Unparker, WaitGroup, ScopedJoinHandle<'static, std::rc::Rc<u8>>)>();
        sent::<(Parker, Worker<std::cell::Cell<u8>>, ShardedLock<std::cell::Cell<u8>>)>();
        assert!(!is_sync!(Parker) && !is_sync!(Worker<u8>) && is_sync!(Unparker));
        assert!(!is_sync!(ShardedLock<std::cell::Cell<u8>>) && !is_sync!(Sender<std::rc::Rc<u8>>));
        assert!(!is_sync!(AtomicCell<std::rc::Rc<u8>>));
    }

    fn types_survive_a_panic() {
        calm::<(Sender<&mut u8>, Receiver<&mut u8>)>();
        calm::<(AtomicCell<&mut u8>, ArrayQueue<&mut u8>, SegQueue<&mut u8>)>();
        calm::<(ShardedLock<&mut u8>, Parker, Unparker, WaitGroup)>();
        shown::<(Sender<Instant>, Select<'static>, WaitGroup, Injector<Receiver<u8>>)>();
    }

    fn what_is_sent_may_borrow() {
        static NOTHING: Receiver<u8> = never();
        let text = "borrowed".to_owned();
        let (s, r) = bounded(1);
        assert!(choose(&s, &text));
        assert_eq!(r.recv(), Ok(&*text));
        assert!(NOTHING.try_recv().is_err());
    }
}
