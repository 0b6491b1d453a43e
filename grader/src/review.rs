//! Spaced repetition: when an exercise is to be practised again, from how it went before. Pure: the
//! history and the day come in as arguments.
//!
//! Called by `next` and by whoever proposes an exercise for an interview.

mod day;
pub mod table;

use std::collections::BTreeMap;

use protocol::Verdict;

pub use day::Day;

use crate::learner::progress::{Practice, PracticeKind};

/// The steps: days until an exercise is due again.
pub const STEPS: [u16; 6] = [1, 3, 7, 16, 35, 90];

/// More checks than this, and it did not go smoothly.
pub const FEW: u32 = 5;

/// The rule, for `next --help`.
pub const RULE: &str = "\
When something is due:
  What you have practised comes back after 1, 3, 7, 16, 35 and then 90 days,
  so that it is asked for again when you are about to forget it. An exercise
  begins at 1 day. Solved without hints and in at most 5 checks, it goes one
  step up, if it was due; with hints, or in more checks, it stays; an
  interview that was not accepted, or a solve with all hints, and it is back
  to 1 day. Days are counted in UTC. The history is in `progress.toml`.";

/// How it went, as far as the steps care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// Without hints, in few checks: one step up.
    Well,
    /// With hints, or in many checks: it stays.
    Slowly,
    /// Not at all, or with all hints: from the beginning.
    Badly,
}

/// An exercise that was practised, and when it comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review<'a> {
    /// The last practice.
    pub last: &'a Practice,
    /// When that was.
    pub day: Day,
    /// An index into [`STEPS`].
    pub step: usize,
    /// When it is due.
    pub due: Day,
}

impl Review<'_> {
    /// Whether it is time.
    pub fn is_due(&self, today: Day) -> bool {
        self.due <= today
    }

    /// How the last practice went: `2 hints, 9 checks`.
    pub fn told(&self) -> String {
        let Practice { kind, verdict, checks, hints, .. } = *self.last;
        match kind {
            PracticeKind::Interview => format!("interview: {verdict}"),
            PracticeKind::Solved => {
                format!("{}, {}", counted(hints, "hint"), counted(checks, "check"))
            }
        }
    }
}

/// `no hints`, `1 hint`, `2 hints`.
fn counted(count: u32, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// What was practised and when it is due again, the most pressing first. `all_hints` says how many
/// hints a problem has. What has no readable date counts for nothing.
pub fn schedule(practice: &[Practice], all_hints: impl Fn(&str) -> u32) -> Vec<Review<'_>> {
    let dated = practice.iter().filter_map(|practice| Some((Day::read(&practice.at)?, practice)));
    let mut dated: Vec<(Day, &Practice)> = dated.collect();
    dated.sort_by(|(_, one), (_, other)| one.at.cmp(&other.at));
    let mut reviews: BTreeMap<&str, Review<'_>> = BTreeMap::new();
    for (day, last) in dated {
        let problem = last.exercise.split('/').next().unwrap_or_default();
        let before = reviews.get(&*last.exercise);
        let (step, was_due) = before.map_or((0, true), |before| (before.step, before.is_due(day)));
        let step = match went(last, all_hints(problem)) {
            Went::Well if was_due => (step + 1).min(STEPS.len() - 1),
            Went::Well | Went::Slowly => step,
            Went::Badly => 0,
        };
        let due = day.after(STEPS[step]);
        reviews.insert(&last.exercise, Review { last, day, step, due });
    }
    let mut reviews: Vec<Review<'_>> = reviews.into_values().collect();
    reviews.sort_by_key(|review| review.due);
    reviews
}

fn went(practice: &Practice, all_hints: u32) -> Went {
    let hints = practice.hints;
    match practice.kind {
        _ if practice.verdict != Verdict::Accepted => Went::Badly,
        PracticeKind::Solved if hints > 0 && hints >= all_hints => Went::Badly,
        _ if hints > 0 || practice.checks > FEW => Went::Slowly,
        _ => Went::Well,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks and hints on a day of November.
    fn on(
        day: u32,
        exercise: &str,
        kind: PracticeKind,
        verdict: Verdict,
        counts: [u32; 2],
    ) -> Practice {
        let [checks, hints] = counts;
        let at = format!("2026-11-{day:02}T10:00:00Z");
        Practice { at, exercise: exercise.to_owned(), kind, verdict, checks, hints, seconds: None }
    }

    const EXERCISE: &str = "foobar/threads";

    fn solved(day: u32, checks: u32, hints: u32) -> Practice {
        on(day, EXERCISE, PracticeKind::Solved, Verdict::Accepted, [checks, hints])
    }

    fn interview(day: u32, verdict: Verdict) -> Practice {
        on(day, EXERCISE, PracticeKind::Interview, verdict, [2, 0])
    }

    #[test]
    fn the_steps_follow_from_how_it_went() {
        for (history, step, due) in [
            (vec![solved(1, 3, 0)], 1, "2026-11-04"),
            (vec![solved(1, 5, 0)], 1, "2026-11-04"),
            (vec![solved(1, 6, 0)], 0, "2026-11-02"),
            (vec![solved(1, 3, 1)], 0, "2026-11-02"),
            (vec![solved(1, 1, 0), solved(4, 1, 0)], 2, "2026-11-11"),
            (vec![solved(1, 1, 1), solved(2, 1, 2)], 0, "2026-11-03"),
            // With all three of them.
            (vec![solved(1, 1, 0), solved(4, 1, 3)], 0, "2026-11-05"),
            // With some of them it stays where it was.
            (vec![solved(1, 1, 0), solved(4, 1, 2)], 1, "2026-11-07"),
            (vec![solved(1, 1, 0), solved(4, 9, 0)], 1, "2026-11-07"),
            // Before it is due nothing goes up, but the days begin anew.
            (vec![solved(1, 1, 0), solved(1, 1, 0), solved(2, 1, 0)], 1, "2026-11-05"),
            (vec![solved(1, 1, 0), interview(4, Verdict::Accepted)], 2, "2026-11-11"),
            (vec![solved(1, 1, 0), interview(2, Verdict::Deadlock)], 0, "2026-11-03"),
            (vec![interview(2, Verdict::NotAttempted)], 0, "2026-11-03"),
        ] {
            let found = schedule(&history, |_| 3);
            let [review] = &found[..] else { panic!("{found:?}") };
            assert_eq!(
                (review.step, review.due.to_string()),
                (step, due.to_owned()),
                "{history:?}"
            );
        }
    }

    #[test]
    fn after_the_last_step_it_stays_there() {
        let days = [0, 3, 7, 16, 35, 90, 90];
        let mut day = Day::read("2026-01-01T00:00:00Z").expect("a day");
        let mut history = Vec::new();
        for later in days {
            day = day.after(later);
            history.push(Practice { at: format!("{day}T10:00:00Z"), ..solved(1, 1, 0) });
        }
        let steps: Vec<usize> =
            (1..=history.len()).map(|count| schedule(&history[..count], |_| 3)[0].step).collect();
        assert_eq!(steps, [1, 2, 3, 4, 5, 5, 5]);
    }

    #[test]
    fn exercises_have_their_own_steps_and_the_most_pressing_comes_first() {
        let other = on(2, "h2o/tasks", PracticeKind::Interview, Verdict::Deadlock, [1, 0]);
        let unreadable = Practice { at: "yesterday".to_owned(), ..solved(1, 1, 0) };
        let history = [solved(1, 1, 0), other, unreadable];
        let found = schedule(&history, |_| 3);
        let due: Vec<_> = found.iter().map(|of| (&*of.last.exercise, of.due.to_string())).collect();
        let expected =
            [("h2o/tasks", "2026-11-03".to_owned()), (EXERCISE, "2026-11-04".to_owned())];
        assert_eq!(due, expected);
        let today = Day::read("2026-11-03T23:59:59Z").expect("a day");
        let is_due: Vec<bool> = found.iter().map(|review| review.is_due(today)).collect();
        assert_eq!(is_due, [true, false]);
    }

    #[test]
    fn how_it_went_is_told_in_words() {
        for (practice, words) in [
            (solved(1, 1, 0), "no hints, 1 check"),
            (solved(1, 8, 1), "1 hint, 8 checks"),
            (solved(1, 2, 2), "2 hints, 2 checks"),
            (interview(1, Verdict::Accepted), "interview: accepted"),
            (interview(1, Verdict::Deadlock), "interview: deadlock"),
        ] {
            assert_eq!(schedule(&[practice], |_| 3)[0].told(), words);
        }
    }

    /// The help speaks of the numbers that hold.
    #[test]
    fn the_rule_names_the_steps() {
        let steps: Vec<String> = STEPS.iter().map(ToString::to_string).collect();
        let [first @ .., last] = &steps[..] else { panic!("steps") };
        let rule = RULE.replace("\n  ", " ");
        assert!(rule.contains(&format!("{} and then {last} days", first.join(", "))), "{rule}");
        assert!(rule.contains(&format!("at most {FEW} checks")), "{rule}");
    }
}
