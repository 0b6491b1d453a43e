//! The daily loop: a screen that follows the file which is being edited, grades every save, and keeps the
//! verdict before it visible until the new one is there.
//!
//! `files` sees saves, `worker` grades, `model` knows what follows from what, `screen` shows it; `session`
//! joins them. Started by the commands `watch` and `interview`.

pub mod body;
pub mod designs;
pub mod events;
pub mod files;
pub mod grounds;
pub mod model;
pub mod outside;
pub mod press;
pub mod screen;
pub mod session;
pub mod shelf;
#[cfg(test)]
mod testing;
pub mod worker;
