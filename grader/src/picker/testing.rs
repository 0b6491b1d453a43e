//! Rows for the tests of the picker.

use protocol::Verdict;

use super::rows::Row;
use crate::learner::standing::Known;
use crate::problems::difficulty::Difficulty;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::primitives::Primitive;

/// Four problems of two tracks, with one of each state.
pub(super) fn rows() -> Vec<Row> {
    let problems = [
        ("print-in-order", "Print in Order", "leetcode", Difficulty::Easy, Some("LeetCode 1114")),
        ("h2o", "Building H2O", "leetcode", Difficulty::Medium, Some("LeetCode 1117")),
        (
            "traffic-light",
            "Traffic Light Controlled Intersection",
            "leetcode",
            Difficulty::Medium,
            Some("LeetCode 1279"),
        ),
        ("lru-cache", "A Cache for Many Readers", "systems", Difficulty::Hard, None),
    ];
    let known = |verdict, attempted| Known { verdict, attempted };
    let stub = known(Verdict::NotAttempted, false);
    let states = [
        known(Verdict::Accepted, true),
        known(Verdict::Accepted, true),
        known(Verdict::OverSerialized, true),
        known(Verdict::NotAttempted, true),
    ];
    let mut states = states.into_iter().chain(std::iter::repeat(stub));
    let mut rows = Vec::new();
    for (id, title, track, difficulty, source) in problems {
        for variant in Variant::ALL {
            let (reference, others): (&[Primitive], &[Primitive]) = match variant {
                Variant::Threads => {
                    (&[Primitive::Mutex, Primitive::Condvar], &[Primitive::Park, Primitive::Once])
                }
                Variant::Tasks => (&[Primitive::Semaphore], &[Primitive::Notify, Primitive::Watch]),
            };
            rows.push(Row {
                exercise: Exercise::new(id, variant),
                title: title.to_owned(),
                group: format!("{track}, {}", difficulty.word()),
                track: Some(track.to_owned()),
                difficulty: Some(difficulty),
                source: source.map(str::to_owned),
                known: states.next().unwrap_or(stub),
                reference: reference.iter().copied().collect(),
                primitives: reference.iter().chain(others).copied().collect(),
            });
        }
    }
    rows
}
