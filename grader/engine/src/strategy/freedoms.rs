//! How the random strategies choose where the real API leaves something open, other than who runs
//! next.

use fastrand::Rng;

use super::Branch;

/// One execution in this many meets spurious wake-ups and failing weak exchanges. They hide lost
/// wake-ups as often as they show missing loops, so most executions go without.
const UNUSUAL_EVERY: u32 = 4;

/// A load that may read an older value reads the newest one so often, of ten times.
const NEWEST_OF_TEN: u32 = 7;

/// Whether this execution meets unusual things.
pub(super) fn is_unusual(rng: &mut Rng) -> bool {
    rng.u32(0..UNUSUAL_EVERY) == 0
}

/// Which of so many branches is taken.
pub(super) fn branch(rng: &mut Rng, unusual: bool, branch: Branch, options: u32) -> u32 {
    match branch {
        Branch::NotifyTarget | Branch::Poll | Branch::Draw | Branch::Sample => rng.u32(0..options),
        Branch::StaleRead if rng.u32(0..10) < NEWEST_OF_TEN => 0,
        Branch::StaleRead => rng.u32(1..options),
        Branch::Timer => u32::from(rng.u32(0..8) == 0),
        Branch::SpuriousWakeUp | Branch::WeakFailure => u32::from(unusual && rng.bool()),
    }
}
