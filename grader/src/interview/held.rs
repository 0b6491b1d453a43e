//! What happened while the clock ran, and what follows from it. Pure.
//!
//! Made by whoever ran the session, read by the debrief.

use std::collections::BTreeMap;
use std::time::Duration;

use protocol::Verdict;

use crate::graded::Graded;
use crate::learner::progress::{Practice, PracticeKind};
use crate::problems::exercise::Exercise;

/// What happened while the clock ran.
#[derive(Debug)]
pub struct Held {
    /// What was graded, and when, since the start.
    pub attempts: Vec<(Duration, Graded)>,
    /// Why it is over.
    pub over: Over,
    /// How long it took.
    pub took: Duration,
}

/// Why the clock stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Somebody was content.
    Finished,
    /// The time was up.
    TimeUp,
    /// Somebody gave up.
    GivenUp,
    /// Ctrl-C, or the terminal is gone.
    Interrupted,
}

/// Who leaves before this, and has had nothing graded, has not been interviewed.
const A_MOMENT: Duration = Duration::from_secs(60);

impl Held {
    /// What was graded. A stub that is saved is no attempt.
    pub fn graded(&self) -> impl Iterator<Item = &(Duration, Graded)> {
        self.attempts.iter().filter(|(_, graded)| graded.verdict != Verdict::NotAttempted)
    }

    /// The first attempt that was accepted.
    pub fn first_accepted(&self) -> Option<&(Duration, Graded)> {
        self.graded().find(|(_, graded)| graded.verdict == Verdict::Accepted)
    }

    /// What came out: accepted, if it ever was; else the last verdict.
    pub fn verdict(&self) -> Verdict {
        let of = self.first_accepted().or_else(|| self.graded().last());
        of.map_or(Verdict::NotAttempted, |(_, graded)| graded.verdict)
    }

    /// How often it did not compile.
    pub fn compile_errors(&self) -> usize {
        self.graded().filter(|(_, graded)| graded.verdict == Verdict::CompileError).count()
    }

    /// What went wrong, and how often: the title of a diagnosis and its pattern, or the verdict. The most
    /// frequent first.
    pub fn failures(&self) -> Vec<(String, usize)> {
        counted(self.rejected().map(|graded| match &graded.diagnosis {
            Some(diagnosis) => format!("{} ({})", diagnosis.title, diagnosis.pattern),
            None => graded.verdict.word().to_owned(),
        }))
    }

    /// The codes of the patterns that were recognised, and how often. The most frequent first.
    pub fn patterns(&self) -> Vec<(String, usize)> {
        counted(
            self.rejected().filter_map(|graded| Some(graded.diagnosis.as_ref()?.pattern.clone())),
        )
    }

    fn rejected(&self) -> impl Iterator<Item = &Graded> {
        let settled = [Verdict::Accepted, Verdict::CompileError];
        let graded = self.graded().map(|(_, graded)| graded);
        graded.filter(move |graded| !settled.contains(&graded.verdict))
    }

    /// The entry in the history; none if somebody only looked in.
    pub fn practice(&self, exercise: &Exercise, at: String) -> Option<Practice> {
        let checks = u32::try_from(self.graded().count()).unwrap_or(u32::MAX);
        let only_looked_in = checks == 0 && self.over != Over::TimeUp && self.took < A_MOMENT;
        (!only_looked_in).then(|| Practice {
            at,
            exercise: exercise.to_string(),
            kind: PracticeKind::Interview,
            verdict: self.verdict(),
            checks,
            hints: 0,
            seconds: self.first_accepted().map(|(after, _)| after.as_secs()),
        })
    }
}

/// Each once, with how often it came; the most frequent first, else in the order of their names.
fn counted(all: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

#[cfg(test)]
mod tests {
    use super::super::testing::{attempt, diagnosed, held};
    use super::*;
    use crate::problems::exercise::Variant;

    #[test]
    fn what_was_accepted_once_stays_accepted() {
        let all = || {
            vec![
                attempt(30, Verdict::NotAttempted),
                attempt(60, Verdict::CompileError),
                diagnosed(120, "lost-wake-up"),
                attempt(180, Verdict::Deadlock),
                diagnosed(240, "lost-wake-up"),
                attempt(300, Verdict::Accepted),
                attempt(360, Verdict::WrongAnswer),
            ]
        };
        let whole = held(all(), Over::GivenUp);
        assert_eq!(whole.verdict(), Verdict::Accepted);
        assert_eq!((whole.graded().count(), whole.compile_errors()), (6, 1));
        let failures = whole.failures();
        let failures: Vec<(&str, usize)> =
            failures.iter().map(|(what, count)| (what.as_str(), *count)).collect();
        assert_eq!(
            failures,
            [("the lost-wake-up (lost-wake-up)", 2), ("deadlock", 1), ("wrong-answer", 1)]
        );
        assert_eq!(whole.patterns(), [("lost-wake-up".to_owned(), 2)]);

        let exercise = Exercise::new("foobar", Variant::Threads);
        let practice = whole.practice(&exercise, "then".to_owned()).expect("an interview");
        assert_eq!((practice.verdict, practice.seconds), (Verdict::Accepted, Some(300)));
        assert_eq!((practice.checks, &*practice.exercise), (6, "foobar/threads"));

        let before = held(all().into_iter().take(4).collect(), Over::TimeUp);
        let practice = before.practice(&exercise, "then".to_owned()).expect("an interview");
        assert_eq!((practice.verdict, practice.seconds), (Verdict::Deadlock, None));
    }

    #[test]
    fn who_only_looked_in_was_not_interviewed() {
        let exercise = Exercise::new("foobar", Variant::Threads);
        for (attempts, over, seconds, counts) in [
            (vec![], Over::GivenUp, 10, false),
            (vec![], Over::Interrupted, 10, false),
            (vec![attempt(1, Verdict::NotAttempted)], Over::GivenUp, 10, false),
            (vec![], Over::GivenUp, 61, true),
            (vec![], Over::TimeUp, 59, true),
            (vec![attempt(1, Verdict::CompileError)], Over::Interrupted, 10, true),
        ] {
            let held = Held { attempts, over, took: Duration::from_secs(seconds) };
            let practice = held.practice(&exercise, "then".to_owned());
            assert_eq!(practice.is_some(), counts, "{held:?}");
        }
    }
}
