//! The crate `lock_api`, which `parking_lot` re-exports: the real one, but for its three locks.
//!
//! Why not those: a lock in a `static` must start afresh in every execution, data and all. The real
//! generic locks tell their raw lock nothing of the data. So these here stand around the real ones,
//! introduce the raw lock to the engine before each operation, and call what they stand around.
//! Guards are the real ones; where they give their lock away (`MutexGuard::mutex`, `into_arc`), it is
//! the real one too.

mod mutex;
mod remutex;
mod rwlock;

pub use ::lock_api::*;
pub use mutex::Mutex;
pub use remutex::ReentrantMutex;
pub use rwlock::RwLock;

/// Declares methods that call the method of the same name of the lock that this one stands around.
macro_rules! forward {
    ($(
        $(#[$attribute:meta])*
        fn $name:ident($($argument:ident: $Type:ty)?) -> $Result:ty;
    )*) => {
        $(
            $(#[$attribute])*
            #[inline]
            #[track_caller]
            pub fn $name(&self, $($argument: $Type)?) -> $Result {
                self.introduced().$name($($argument)?)
            }
        )*
    };
    (Arc: $(
        $(#[$attribute:meta])*
        fn $name:ident($($argument:ident: $Type:ty)?) -> $Result:ty;
    )*) => {
        $(
            $(#[$attribute])*
            #[inline]
            #[track_caller]
            pub fn $name(self: &Arc<Self>, $($argument: $Type)?) -> $Result {
                self.introduced();
                Self::inner_arc(self).$name($($argument)?)
            }
        )*
    };
}
use forward;
