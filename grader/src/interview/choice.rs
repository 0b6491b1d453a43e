//! Which exercise to be interviewed on: the order in which those that match are offered. Pure.
//!
//! Called by `interview`.

use crate::fingerprint::fingerprint;
use crate::problems::difficulty::Difficulty;
use crate::problems::exercise::Exercise;
use crate::review::Day;

/// An exercise that could be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which one.
    pub exercise: Exercise,
    /// How hard it is.
    pub difficulty: Option<Difficulty>,
    /// It was accepted, at some time.
    pub accepted: bool,
    /// It was begun, or practised, at some time.
    pub tried: bool,
    /// When it was practised last.
    pub last: Option<Day>,
    /// When it is to be practised again.
    pub due: Option<Day>,
}

/// How hard a problem somebody wants who does not say, the first choice first: something easy as long as
/// nothing was accepted; then something in between; once that was accepted too, rather hard than easy.
fn taste(candidates: &[Candidate]) -> [Difficulty; 3] {
    use Difficulty::{Easy, Hard, Medium};
    let accepted = |wanted: fn(Option<Difficulty>) -> bool| {
        candidates.iter().any(|of| of.accepted && wanted(of.difficulty))
    };
    if accepted(|difficulty| difficulty >= Some(Medium)) {
        [Medium, Hard, Easy]
    } else if accepted(|_| true) {
        [Medium, Easy, Hard]
    } else {
        [Easy, Medium, Hard]
    }
}

/// In the order in which they are offered: what was never accepted, as hard as suits `all` that there is;
/// then what is due, the most pressing first; then what was practised longest ago. Chance decides the
/// rest, the same for the same seed.
pub fn order(
    mut wanted: Vec<Candidate>,
    all: &[Candidate],
    today: Day,
    seed: u64,
) -> Vec<Candidate> {
    let taste = taste(all);
    wanted.sort_by_cached_key(|candidate| {
        let likes = taste.iter().position(|liked| Some(*liked) == candidate.difficulty);
        let likes = likes.unwrap_or(taste.len());
        let chance = fingerprint(format!("{seed} {}", candidate.exercise).as_bytes());
        let due = candidate.due.filter(|due| *due <= today);
        match (candidate.accepted, due) {
            (false, _) => (0, None, likes, candidate.tried, chance),
            (true, Some(due)) => (1, Some(due), likes, true, chance),
            (true, None) => (2, candidate.last, likes, true, chance),
        }
    });
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    const DIFFICULTIES: [Difficulty; 3] = [Difficulty::Easy, Difficulty::Medium, Difficulty::Hard];

    fn day(day: u32) -> Day {
        Day::read(&format!("2026-11-{day:02}T00:00:00Z")).expect("a day")
    }

    fn fresh(id: &str, difficulty: Difficulty) -> Candidate {
        Candidate {
            exercise: Exercise::new(id, Variant::Threads),
            difficulty: Some(difficulty),
            accepted: false,
            tried: false,
            last: None,
            due: None,
        }
    }

    fn accepted(id: &str, difficulty: Difficulty, last: u32, due: u32) -> Candidate {
        let (last, due) = (Some(day(last)), Some(day(due)));
        Candidate { accepted: true, tried: true, last, due, ..fresh(id, difficulty) }
    }

    fn order_of(candidates: &[Candidate], seed: u64) -> Vec<String> {
        let order = order(candidates.to_vec(), candidates, day(20), seed);
        order.into_iter().map(|candidate| candidate.exercise.problem).collect()
    }

    #[test]
    fn what_was_never_accepted_comes_first_then_what_is_due_then_what_is_longest_ago() {
        let medium = Difficulty::Medium;
        let candidates = [
            accepted("recent", medium, 19, 26),
            accepted("long-ago", medium, 12, 28),
            accepted("due-today", medium, 13, 20),
            accepted("overdue", medium, 1, 4),
            Candidate { tried: true, ..fresh("tried", medium) },
            fresh("fresh", medium),
        ];
        for seed in 0..20 {
            let found = order_of(&candidates, seed);
            let expected = ["fresh", "tried", "overdue", "due-today", "long-ago", "recent"];
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn how_hard_it_is_follows_from_what_was_accepted() {
        let [easy, medium, hard] = DIFFICULTIES;
        let three = || vec![fresh("easy", easy), fresh("medium", medium), fresh("hard", hard)];
        for (accepted_before, expected) in [
            (None, ["easy", "medium", "hard"]),
            (Some(easy), ["medium", "easy", "hard"]),
            (Some(medium), ["medium", "hard", "easy"]),
            (Some(hard), ["medium", "hard", "easy"]),
        ] {
            let before = accepted_before.map(|difficulty| accepted("before", difficulty, 1, 30));
            let all: Vec<Candidate> = three().into_iter().chain(before).collect();
            let found = order(three(), &all, day(20), 7);
            let found: Vec<&str> = found.iter().map(|of| of.exercise.problem.as_str()).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn chance_decides_the_rest_and_a_seed_repeats_it() {
        let names = ["a", "b", "c", "d", "e"];
        let candidates = names.map(|name| fresh(name, Difficulty::Easy));
        assert_eq!(order_of(&candidates, 3), order_of(&candidates, 3));
        let firsts: std::collections::BTreeSet<String> =
            (0..50).map(|seed| order_of(&candidates, seed).remove(0)).collect();
        assert!(firsts.len() > 2, "{firsts:?}");
    }
}
