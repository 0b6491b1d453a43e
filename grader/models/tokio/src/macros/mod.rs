//! [`tokio`'s macros](https://docs.rs/tokio/latest/tokio/#macros) that poll several futures in one
//! task, and what they expand to.
//!
//! They expand to chains of plain types (`chain`, `select`, `join`), so that a use costs little to
//! compile, and name nothing but `$crate`, so that a file may call `std` and `tokio` whatever it
//! likes.

mod chain;
mod join;
mod pin;
mod select;

#[doc(hidden)]
pub mod support;
