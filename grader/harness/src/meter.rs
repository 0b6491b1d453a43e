//! What the system tells of this process: its CPU time everywhere, and on Linux also what each
//! thread does.
//!
//! Called by `hang` and `quiet`, never while a learner's code is in a hurry.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use cpu_time::ProcessTime;

/// CPU time of the whole process so far.
pub(crate) fn cpu() -> Duration {
    ProcessTime::try_now().map_or(Duration::ZERO, |time| time.as_duration())
}

/// One thread, as far as the system has counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Thread {
    /// The system's number.
    pub(crate) id: u32,
    /// It waits for something, and be it for time to pass.
    pub(crate) asleep: bool,
    /// It will wake up by itself at some time.
    pub(crate) timed: bool,
    /// CPU time.
    pub(crate) cpu: Duration,
    /// How often it went to sleep, or was made to let others run.
    pub(crate) switches: u64,
}

/// Every thread of the process, by number; nothing where the system does not tell.
pub(crate) fn threads() -> Vec<Thread> {
    let mut threads: Vec<Thread> = ids().iter().copied().filter_map(thread).collect();
    threads.sort_unstable_by_key(|thread| thread.id);
    threads
}

/// The numbers of all threads.
pub(crate) fn ids() -> Arc<[u32]> {
    if !cfg!(target_os = "linux") {
        return Arc::default();
    }
    let Ok(folder) = fs::read_dir("/proc/self/task") else { return Arc::default() };
    let names = folder.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.filter_map(|name| name.parse().ok()).collect()
}

/// The number of the calling thread; 0 where [`threads`] tells nothing.
pub(crate) fn own_id() -> u32 {
    #[cfg(target_os = "linux")]
    {
        u32::try_from(rustix::thread::gettid().as_raw_nonzero().get()).unwrap_or(0)
    }
    #[cfg(not(target_os = "linux"))]
    {
        0
    }
}

fn thread(id: u32) -> Option<Thread> {
    let read = |file| fs::read_to_string(format!("/proc/self/task/{id}/{file}")).ok();
    // Not every system lets one read what a thread waits in.
    let timed = read("syscall").is_some_and(|syscall| is_timed(&syscall));
    Some(Thread { timed, ..parse(id, &read("stat")?, &read("status")?)? })
}

/// The system calls that wait, and which of their arguments limits it: `futex`, `nanosleep`,
/// `clock_nanosleep`, `epoll_wait`, `epoll_pwait`.
#[cfg(target_arch = "x86_64")]
const WAITS: [(u64, Option<usize>); 5] =
    [(202, Some(3)), (35, None), (230, None), (232, Some(3)), (281, Some(3))];
#[cfg(target_arch = "aarch64")]
const WAITS: [(u64, Option<usize>); 4] = [(98, Some(3)), (101, None), (115, None), (22, Some(3))];
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const WAITS: [(u64, Option<usize>); 0] = [];

/// See proc(5), `/proc/pid/syscall`: the number of the system call, then its arguments.
fn is_timed(syscall: &str) -> bool {
    let mut fields = syscall.split_ascii_whitespace();
    let number = fields.next().and_then(|number| number.parse::<u64>().ok());
    let Some((_, limit)) = WAITS.iter().find(|(wait, _)| Some(*wait) == number) else {
        return false;
    };
    let Some(index) = limit else { return true };
    // No pointer to a time, or -1 milliseconds.
    fields.nth(*index).is_some_and(|limit| limit != "0x0" && !limit.ends_with("ffffffff"))
}

/// See proc(5), `/proc/pid/stat` and `/proc/pid/status`.
fn parse(id: u32, stat: &str, status: &str) -> Option<Thread> {
    // The name before may hold anything, even parentheses.
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_ascii_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<u64>().ok();
    // `sysconf(_SC_CLK_TCK)` is 100 on every Linux.
    let cpu = Duration::from_millis(10 * (ticks(11)? + ticks(12)?));
    let count = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let counts = ["voluntary_ctxt_switches", "nonvoluntary_ctxt_switches"].contains(&key);
        if counts { value.trim().parse::<u64>().ok() } else { None }
    };
    let switches = status.lines().filter_map(count).sum();
    Some(Thread { id, asleep: *fields.first()? == "S", timed: false, cpu, switches })
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn the_system_s_lines_are_understood() {
        let stat = "7 (a ) b) S 1 1 1 0 -1 0 97 0 0 0 30 12 0 0 20 0 1 0 303625 0 0";
        let status =
            "State:\tS (sleeping)\nvoluntary_ctxt_switches:\t40\nnonvoluntary_ctxt_switches:\t2\n";
        let cpu = Duration::from_millis(420);
        let expected = Thread { id: 7, asleep: true, timed: false, cpu, switches: 42 };
        assert_eq!(parse(7, stat, status), Some(expected));
        assert_eq!(parse(7, "", status), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_thread_finds_itself() {
        let id = own_id();
        let own = threads().into_iter().find(|thread| thread.id == id).expect("this thread");
        assert!(!own.asleep);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_sleep_is_timed_and_a_wait_is_not() {
        let (tell, told) = mpsc::channel();
        for sleeps in [true, false] {
            let tell = tell.clone();
            std::thread::spawn(move || {
                let _ = tell.send(own_id());
                if sleeps {
                    std::thread::sleep(Duration::from_secs(60));
                }
                std::thread::park();
            });
        }
        let ids: Vec<u32> = told.iter().take(2).collect();
        std::thread::sleep(Duration::from_millis(200));
        let both: Vec<Thread> = ids.into_iter().filter_map(thread).collect();
        assert!(both.len() == 2 && both.iter().all(|thread| thread.asleep));
        let readable = fs::read_to_string("/proc/self/syscall").is_ok() && !WAITS.is_empty();
        let timed = both.iter().filter(|thread| thread.timed).count();
        assert_eq!(timed, usize::from(readable));
    }
}
