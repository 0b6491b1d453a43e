//! The programs on `model_std`.

use model_std as api;

#[path = "sources/mod.rs"]
#[expect(clippy::duplicate_mod, reason = "written once, compiled for every subject")]
pub(super) mod sources;
