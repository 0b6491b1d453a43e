//! Runs a process that nobody trusts: in a process group of its own, its output drained and
//! bounded, its time and memory limited, killed with everything it started.
//!
//! Called by `compile` (rustc) and `run` (a learner's code). It reports what happened; what that
//! means is for `judge` to say.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use process_wrap::std::CommandWrap;

use crate::process::cancel::Cancel;
use crate::process::capture::Capture;

/// What a process may use.
#[derive(Debug, Clone, Copy)]
pub struct Limits<'a> {
    /// Wall-clock time.
    pub wall: Duration,
    /// Bytes on both output streams together.
    pub output: u64,
    /// Bytes of each stream that are kept.
    pub keep: usize,
    /// Bytes of resident memory; measured on Linux only.
    pub memory: u64,
    /// A file that must keep growing.
    pub heartbeat: Option<Heartbeat<'a>>,
}

/// A file that shows progress by growing.
#[derive(Debug, Clone, Copy)]
pub struct Heartbeat<'a> {
    /// The file.
    pub file: &'a Path,
    /// How long it may stay as it is.
    pub patience: Duration,
}

/// Why the supervisor ended a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Its time was over, or its heartbeat had stopped, after this long.
    Time(Duration),
    /// It printed more than this many bytes.
    Output(u64),
    /// It had more than this many bytes resident.
    Memory(u64),
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It returned or exited with a code.
    Code(i32),
    /// A signal ended it (Unix).
    Signal(i32),
    /// The system does not say.
    Unknown,
}

impl From<ExitStatus> for Exit {
    fn from(status: ExitStatus) -> Self {
        #[cfg(unix)]
        if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
            return Self::Signal(signal);
        }
        status.code().map_or(Self::Unknown, Self::Code)
    }
}

/// A process that has ended, one way or the other.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub exit: Exit,
    /// Whether it was made to.
    pub stopped: Option<Stop>,
    /// What was kept of its standard output.
    pub stdout: String,
    /// What was kept of its standard error.
    pub stderr: String,
    /// How long it ran.
    pub elapsed: Duration,
}

/// How often the process is looked at; memory and heartbeat every [`ROUNDS`]th time.
const POLL: Duration = Duration::from_millis(2);
const ROUNDS: u32 = 10;
/// How long a stream may stay open after the process and its group are gone.
const DRAIN: Duration = Duration::from_secs(1);

/// Runs a command to its end, with `input` on its standard input. If that is cancelled, the process is
/// ended, and the error is of the kind [`io::ErrorKind::Interrupted`].
pub fn run(
    mut command: Command,
    input: &[u8],
    limits: Limits<'_>,
    cancel: &Cancel,
) -> io::Result<Finished> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = grouped(command).spawn()?;
    let streams = (child.stdout().take(), child.stderr().take());
    let (Some(stdout), Some(stderr)) = streams else {
        return Err(io::Error::other("the process has no output streams"));
    };
    let stdout = Capture::start(stdout, limits.keep);
    let stderr = Capture::start(stderr, limits.keep);
    if let Some(mut stdin) = child.stdin().take() {
        // A process that dies before it has read all of it is judged by its death.
        let _ = stdin.write_all(input);
    }

    let mut watch = Watch { limits, start, beats: 0, beat: start };
    let mut round = 0;
    let (status, stopped) = loop {
        if let Some(status) = child.try_wait()? {
            break (status, None);
        }
        if cancel.is_requested() {
            let _ = child.start_kill();
            child.wait()?;
            return Err(io::ErrorKind::Interrupted.into());
        }
        let printed = stdout.total() + stderr.total();
        round = (round + 1) % ROUNDS;
        let memory = || (round == 0).then(|| resident(child.id())).flatten();
        if let Some(stop) = watch.verdict(printed, memory, round == 0) {
            let _ = child.start_kill();
            break (child.wait()?, Some(stop));
        }
        thread::sleep(POLL);
    };
    let elapsed = start.elapsed();
    // What it left behind goes with it; mostly there is nothing, which is an error to ignore.
    let _ = child.start_kill();
    let (stdout, stderr) = (stdout.finish(DRAIN), stderr.finish(DRAIN));
    Ok(Finished { exit: status.into(), stopped, stdout, stderr, elapsed })
}

fn grouped(command: Command) -> CommandWrap {
    let mut command = CommandWrap::from(command);
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    command
}

/// What the supervisor knows between two looks.
struct Watch<'a> {
    limits: Limits<'a>,
    start: Instant,
    /// The length of the heartbeat's file, and when it last changed.
    beats: u64,
    beat: Instant,
}

impl Watch<'_> {
    fn verdict(
        &mut self,
        printed: u64,
        memory: impl Fn() -> Option<u64>,
        thorough: bool,
    ) -> Option<Stop> {
        let Limits { wall, output, memory: most, heartbeat, .. } = self.limits;
        if printed > output {
            return Some(Stop::Output(output));
        }
        if self.start.elapsed() > wall {
            return Some(Stop::Time(wall));
        }
        if memory().is_some_and(|resident| resident > most) {
            return Some(Stop::Memory(most));
        }
        let heartbeat = heartbeat.filter(|_| thorough)?;
        let length = fs::metadata(heartbeat.file).map_or(0, |metadata| metadata.len());
        if length != self.beats {
            (self.beats, self.beat) = (length, Instant::now());
        }
        (self.beat.elapsed() > heartbeat.patience).then_some(Stop::Time(heartbeat.patience))
    }
}

/// Bytes of resident memory of a process, where the system tells in a file.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const LIMITS: Limits<'static> = Limits {
        wall: Duration::from_secs(20),
        output: 1 << 20,
        keep: 1 << 10,
        memory: 1 << 30,
        heartbeat: None,
    };

    fn shell(script: &str, limits: Limits<'_>) -> Finished {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, b"order\n", limits, &Cancel::default()).expect("a shell")
    }

    #[test]
    fn input_output_and_code_come_through() {
        let finished = shell("read line; echo $line; echo error >&2; exit 7", LIMITS);
        assert_eq!(finished.exit, Exit::Code(7));
        assert_eq!((&*finished.stdout, &*finished.stderr), ("order\n", "error\n"));
        assert_eq!(finished.stopped, None);
    }

    #[test]
    fn time_and_output_are_limited() {
        let wall = Duration::from_millis(200);
        let finished = shell("sleep 30 & sleep 30", Limits { wall, ..LIMITS });
        assert_eq!(finished.stopped, Some(Stop::Time(wall)));
        assert!(finished.elapsed < Duration::from_secs(5));
        let finished = shell("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done", LIMITS);
        assert_eq!(finished.stopped, Some(Stop::Output(LIMITS.output)));
    }

    #[test]
    fn a_cancelled_process_is_ended_at_once() {
        let cancel = Cancel::default();
        let ended = thread::scope(|scope| {
            let run = || {
                let mut command = Command::new("sh");
                command.args(["-c", "sleep 30 & sleep 30"]);
                run(command, b"", LIMITS, &cancel)
            };
            let running = scope.spawn(run);
            thread::sleep(Duration::from_millis(20));
            cancel.cancel();
            running.join().expect("no panic")
        });
        let error = ended.expect_err("nobody waits for it");
        assert_eq!(error.kind(), io::ErrorKind::Interrupted);
    }

    #[test]
    fn a_heart_that_stops_beating_ends_the_run() {
        let file = std::env::temp_dir().join(format!("grader-heartbeat-{}", std::process::id()));
        let patience = Duration::from_millis(1500);
        let heartbeat = Some(Heartbeat { file: &file, patience });
        let script = format!("for i in 1 2 3 4; do echo x >> {}; sleep 0.1; done", file.display());
        let lively = shell(&script, Limits { heartbeat, ..LIMITS });
        assert_eq!(lively.stopped, None);
        let stuck = shell("sleep 30", Limits { heartbeat, ..LIMITS });
        assert_eq!(stuck.stopped, Some(Stop::Time(patience)));
        let _ = fs::remove_file(file);
    }

    #[test]
    fn a_process_left_behind_does_not_hold_up_the_supervisor() {
        let finished = shell("sleep 30 & exit 0", LIMITS);
        assert_eq!(finished.exit, Exit::Code(0));
        assert!(finished.elapsed < Duration::from_secs(5));
    }
}
