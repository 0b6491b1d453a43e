//! How a process died, in words and as a verdict: exit, abort, stack overflow, and the limits of
//! the supervisor. A death is never a pass.
//!
//! Called by `judge`.

use protocol::{Failure, Verdict};

use crate::process::supervise::{Exit, Finished, Stop};

/// The verdict on a process that ended without all its records. `place` says where: `in the case …`.
pub fn explain(finished: &Finished, place: &str) -> Failure {
    let (verdict, summary) = match finished.stopped {
        Some(stop) => stopped(stop, place),
        None => (Verdict::RuntimeError, died(finished, place)),
    };
    // Who kills from outside need not do so again.
    let repeats = finished.stopped.is_some() || finished.exit != Exit::Signal(9);
    Failure { notes: last_words(&finished.stderr), repeats, ..Failure::new(verdict, summary) }
}

fn stopped(stop: Stop, place: &str) -> (Verdict, String) {
    match stop {
        Stop::Time(limit) => (
            Verdict::TimeLimit,
            format!("no end after {} s {place}: a loop that never ends?", limit.as_secs()),
        ),
        Stop::Output(limit) => (
            Verdict::RuntimeError,
            format!("more than {} MiB were printed {place}: printing without end?", limit >> 20),
        ),
        Stop::Memory(limit) => (Verdict::RuntimeError, out_of_memory(Some(limit), place)),
    }
}

fn died(finished: &Finished, place: &str) -> String {
    let stderr = &finished.stderr;
    if stderr.contains("has overflowed its stack") || is_overflow(finished.exit) {
        return format!("the stack overflowed {place}: recursion without end?");
    }
    if stderr.contains("memory allocation of") && finished.exit != Exit::Code(0) {
        return out_of_memory(None, place);
    }
    match finished.exit {
        Exit::Code(0) => format!(
            "the process exited with code 0 {place}: does the code call `std::process::exit`?"
        ),
        Exit::Code(code) if is_abort(finished.exit) => {
            format!("the process was aborted {place} (code {code:#x})")
        }
        Exit::Code(code) => format!("the process exited with code {code} {place}"),
        Exit::Signal(_) if is_abort(finished.exit) => format!(
            "the process was aborted {place}: `std::process::abort`, or a panic inside a `drop` \
             while another panic was under way?"
        ),
        Exit::Signal(9) => {
            format!("the process was killed from outside {place}, perhaps for lack of memory")
        }
        Exit::Signal(signal) => format!("the process was killed by signal {signal} {place}"),
        Exit::Unknown => format!("the process ended {place}, the system does not say how"),
    }
}

fn out_of_memory(limit: Option<u64>, place: &str) -> String {
    let limit = limit.map_or_else(String::new, |limit| format!(" (limit: {} MiB)", limit >> 20));
    format!("out of memory {place}{limit}: does something grow without end?")
}

/// A segmentation fault: the code has no `unsafe`, so all that it can hit is the guard page at the
/// end of a stack. (Signals 11, and 10 or 7 where that is SIGBUS; Windows has a code of its own.)
fn is_overflow(exit: Exit) -> bool {
    match exit {
        Exit::Signal(signal) => {
            signal == 11 || signal == if cfg!(target_os = "macos") { 10 } else { 7 }
        }
        Exit::Code(code) => cfg!(windows) && code.cast_unsigned() == 0xC000_00FD,
        Exit::Unknown => false,
    }
}

/// SIGABRT; on Windows `abort` is a "fail fast".
fn is_abort(exit: Exit) -> bool {
    match exit {
        Exit::Signal(signal) => signal == 6,
        Exit::Code(code) => cfg!(windows) && code.cast_unsigned() == 0xC000_0409,
        Exit::Unknown => false,
    }
}

/// The end of what the process said on its standard error.
fn last_words(stderr: &str) -> Vec<String> {
    const LINES: usize = 6;
    const WIDTH: usize = 200;
    let worth_reading = |line: &&str| !line.trim().is_empty();
    let lines: Vec<&str> = stderr.lines().filter(worth_reading).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let cut = |line: &&str| line.chars().take(WIDTH).collect::<String>();
    let last: Vec<String> = lines[lines.len().saturating_sub(LINES)..].iter().map(cut).collect();
    vec![format!("its last words were:\n{}", last.join("\n"))]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn verdict(exit: Exit, stopped: Option<Stop>, stderr: &str) -> (Verdict, String) {
        let finished = Finished {
            exit,
            stopped,
            stdout: String::new(),
            stderr: stderr.to_owned(),
            elapsed: Duration::ZERO,
        };
        let failure = explain(&finished, "in the case");
        (failure.verdict, failure.summary)
    }

    #[test]
    fn every_death_has_its_words() {
        let runtime_error = |exit, stderr, words: &str| {
            let (verdict, summary) = verdict(exit, None, stderr);
            assert_eq!(verdict, Verdict::RuntimeError);
            assert!(summary.contains(words), "{summary}");
        };
        runtime_error(Exit::Code(0), "", "std::process::exit");
        runtime_error(Exit::Code(101), "", "code 101 in the case");
        runtime_error(Exit::Signal(11), "", "stack overflowed");
        let message = "thread 'first' has overflowed its stack\nfatal runtime error";
        runtime_error(Exit::Signal(6), message, "stack overflowed");
        runtime_error(Exit::Signal(6), "memory allocation of 8 bytes failed", "out of memory");
        runtime_error(Exit::Signal(6), "", "aborted");
    }

    #[test]
    fn every_limit_has_its_verdict() {
        let of = |stop| verdict(Exit::Signal(9), Some(stop), "").0;
        assert_eq!(of(Stop::Time(Duration::from_secs(5))), Verdict::TimeLimit);
        assert_eq!(of(Stop::Output(1)), Verdict::RuntimeError);
        assert_eq!(of(Stop::Memory(1)), Verdict::RuntimeError);
    }
}
