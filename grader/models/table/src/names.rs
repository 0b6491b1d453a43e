//! Which crates, and which of their modules, are looked at.
//!
//! Read by everything here.

/// The crates as a learner names them; also the libraries of the real side.
pub(crate) const REAL: &[&str] = &["std", "parking_lot", "crossbeam", "tokio"];

/// The libraries of the models, in the same order.
pub(crate) const MODEL: &[&str] =
    &["model_std", "model_parking_lot", "model_crossbeam", "model_tokio"];

/// What is looked at: modules with all that is in them, unless a crate's root is named.
pub(crate) const MODULES: &[&str] = &[
    "std",
    "std::hint",
    "std::sync",
    "std::task",
    "std::thread",
    "std::time",
    "parking_lot",
    "parking_lot::lock_api",
    "crossbeam",
    "crossbeam::atomic",
    "crossbeam::channel",
    "crossbeam::deque",
    "crossbeam::queue",
    "crossbeam::sync",
    "crossbeam::thread",
    "crossbeam::utils",
    "tokio",
    "tokio::runtime",
    "tokio::sync",
    "tokio::task",
    "tokio::time",
];
