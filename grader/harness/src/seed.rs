//! Seeds: of a run, of a case, of an execution. Each follows from the one before, so that a single
//! number repeats everything a world can repeat.

/// How callbacks pass their time in one execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// No time at all. A callback that always yields would hide mistakes.
    Instant,
    /// Each callback draws for itself.
    Mixed,
    /// They give way to others.
    Yielding,
    /// They sleep.
    Slow,
}

impl Style {
    /// The two lowest bits of an execution's seed.
    pub(crate) const fn of(seed: u64) -> Self {
        match seed & 0b11 {
            0 => Self::Instant,
            1 => Self::Mixed,
            2 => Self::Yielding,
            _ => Self::Slow,
        }
    }
}

/// The bit of an execution's seed that asks tasks to run in real time.
const REAL_TIME: u64 = 0b100;

/// The seed of a case.
pub(crate) fn of_case(run: u64, case: &str) -> u64 {
    // FNV-1a: short, and the same on every machine and in every release.
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    mix(run ^ case.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
}

/// The seed of an execution. Styles take turns, so that a few executions already see all of them.
pub(crate) fn of_execution(case: u64, index: u64) -> u64 {
    let random = mix(case.wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    random & !(REAL_TIME | 0b11) | index & 0b11
}

/// The same execution, but in real time.
pub(crate) const fn in_real_time(seed: u64) -> u64 {
    seed | REAL_TIME
}

/// Whether this execution of tasks is one in real time.
pub(crate) const fn is_in_real_time(seed: u64) -> bool {
    seed & REAL_TIME != 0
}

/// The finalizer of `SplitMix64` (Steele, Lea, Flood 2014).
const fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn seeds_differ_and_repeat() {
        let cases = ["hidden::a", "hidden::b"].map(|case| of_case(7, case));
        let all =
            || cases.iter().flat_map(|&case| (0..500).map(move |index| of_execution(case, index)));
        assert_eq!(all().collect::<HashSet<_>>().len(), 1000);
        assert!(all().eq(all()));
        assert_ne!(of_case(7, "hidden::a"), of_case(8, "hidden::a"));
    }

    #[test]
    fn four_executions_see_every_style_and_the_seed_keeps_it() {
        let seeds: Vec<u64> = (0..4).map(|index| of_execution(99, index)).collect();
        let styles: Vec<Style> = seeds.iter().map(|&seed| Style::of(seed)).collect();
        assert_eq!(styles, [Style::Instant, Style::Mixed, Style::Yielding, Style::Slow]);
        for seed in seeds {
            assert!(!is_in_real_time(seed) && is_in_real_time(in_real_time(seed)));
            assert_eq!(Style::of(seed), Style::of(in_real_time(seed)));
        }
    }
}
