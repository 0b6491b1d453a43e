//! Limits that the process sets on itself before any code of the learner's runs, so that code
//! without end in memory takes nobody else down.
//!
//! On Linux the data segment is limited (never the address space: threads and coroutines map a
//! lot and touch little). Other Unix systems take the limit and do not enforce it; there and on
//! Windows the grader's supervision is all there is.
//!
//! Called by `session`.

/// Bytes of private memory.
#[cfg(unix)]
const DATA: u64 = 1 << 30;

/// Sets the limits. What the system refuses is left as it is.
pub(crate) fn set() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

        for (resource, most) in [(Resource::Core, 0), (Resource::Data, DATA)] {
            let maximum = getrlimit(resource).maximum.map_or(most, |maximum| maximum.min(most));
            let _ = setrlimit(resource, Rlimit { current: Some(maximum), maximum: Some(maximum) });
        }
    }
}
