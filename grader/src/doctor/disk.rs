//! The disk that `target` lies on.

use super::finding::{Finding, size};

/// What there is of it, in bytes.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    /// Free for this user; `None` where the system is not asked.
    pub free: Option<u64>,
    /// What `target/grader` takes.
    pub used: u64,
    /// The kit was built once.
    pub kit_is_built: bool,
}

/// The kit took 177 MB when this was written, and a check some more for a moment.
const KIT: u64 = 250_000_000;
/// What a check and its reports need.
const CHECK: u64 = 30_000_000;

/// What there is to say about it.
pub fn examine(disk: &Disk) -> Option<Finding> {
    let used = format!("target/grader takes {}", size(disk.used));
    let Some(free) = disk.free else { return Some(Finding::good("disk", used)) };
    let needed = if disk.kit_is_built { CHECK } else { KIT };
    let says = format!("{} are free, {used}", size(free));
    Some(if free < needed {
        Finding::problem("disk", format!("{says}; {} are needed", size(needed)))
            .remedy("make room: `cargo clean` brings back what all builds in this project take")
    } else if free < needed * 3 {
        Finding::warning("disk", says).remedy("make room before it is gone")
    } else {
        Finding::good("disk", says)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Level;

    #[test]
    fn a_kit_needs_more_room_than_a_check() {
        for (free, kit_is_built, level) in [
            (Some(40_000_000_000), false, Level::Good),
            (Some(700_000_000), false, Level::Warning),
            (Some(100_000_000), false, Level::Problem),
            (Some(100_000_000), true, Level::Good),
            (Some(1_000_000), true, Level::Problem),
            (None, false, Level::Good),
        ] {
            let found = examine(&Disk { free, used: 190_000_000, kit_is_built });
            assert_eq!(found.as_ref().map(|found| found.level), Some(level), "{found:?}");
        }
    }
}
