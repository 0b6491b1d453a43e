//! The programs on `loom`.

use loom as api;

#[path = "sources/mod.rs"]
#[expect(clippy::duplicate_mod, reason = "written once, compiled for every subject")]
pub(super) mod sources;
