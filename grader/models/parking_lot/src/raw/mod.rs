//! The raw locks: what the guards of the real `lock_api` lock and unlock.
//!
//! | file | what |
//! |---|---|
//! | `identity` | an object's number in the engine, and who gives it |
//! | `places` | the learner's lines, also where `lock_api` cannot tell them |
//! | `mutex`, `fair_mutex` | one holder at a time |
//! | `rwlock` | the operations of a readers-writer lock, on `room`, which says who may be inside |

mod fair_mutex;
mod identity;
mod mutex;
mod places;
mod room;
mod rwlock;
mod rwlock_upgrade;

pub use fair_mutex::RawFairMutex;
pub(crate) use identity::Identified;
pub use mutex::RawMutex;
pub use rwlock::RawRwLock;
