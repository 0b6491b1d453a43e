//! The cargo and the rustc that everything is built with: those that built the grader.
//!
//! Called by `kit` and `compile`.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The cargo that runs us, if one does.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The rustc of that cargo. Under rustup it lies beside cargo, and calling it there saves the
/// choice of a toolchain each time.
pub fn rustc() -> OsString {
    let chosen = env::var_os("RUSTC");
    let beside = || {
        let cargo = PathBuf::from(env::var_os("CARGO")?);
        let rustc = cargo.with_file_name(format!("rustc{}", env::consts::EXE_SUFFIX));
        rustc.is_file().then(|| rustc.into_os_string())
    };
    chosen.or_else(beside).unwrap_or_else(|| "rustc".into())
}
