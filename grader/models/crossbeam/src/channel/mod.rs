//! [`crossbeam::channel`](https://docs.rs/crossbeam/0.8/crossbeam/channel/index.html): first in,
//! first out; many senders, many receivers, and waiting for several of them at once.
//!
//! What stands where, each file calling only those after it: `constructors`; the ends (`sender`,
//! `receiver` and its `iter`, `select`); `shared`, which has the messages; `selection`, which waits
//! at several channels; and what a channel is without its messages: `buffered`, `rendezvous`,
//! `timer` and `never`, which are not generic, so that they are compiled here, with optimisation,
//! and not in the learner's file.

mod buffered;
mod case;
mod constructors;
mod ends;
mod iter;
mod meeting;
mod never;
mod own;
mod parties;
mod receiver;
mod rendezvous;
mod select;
mod select_macro;
mod selection;
mod sender;
mod shared;
mod timer;
mod waiter;

pub use crossbeam::channel::{
    ReadyTimeoutError, RecvError, RecvTimeoutError, SelectTimeoutError, SendError,
    SendTimeoutError, TryReadyError, TryRecvError, TrySelectError, TrySendError,
};

pub use crate::{__select_biased as select_biased, select};
pub use constructors::{after, at, bounded, never, tick, unbounded};
pub use iter::{IntoIter, Iter, TryIter};
pub use receiver::Receiver;
pub use select::{Select, SelectedOperation};
#[doc(hidden)]
pub use select_macro::no_such_case;
pub use sender::Sender;
