//! The grader, built for the end-to-end tests. Called by them as a process.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    grader::main()
}
