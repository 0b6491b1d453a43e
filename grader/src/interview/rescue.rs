//! Whoever is interviewed and loses the terminal loses nothing: what was reached is noted even if the session
//! never comes back. (Reading keys from a terminal that is gone does not end.)
//!
//! Called by the command `interview`.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use protocol::Verdict;

use super::held::{Held, Over};
use crate::graded::Graded;
use crate::interrupt;
use crate::learner::progress::{self, Progress};
use crate::problems::exercise::Exercise;
use crate::project::Project;

/// How often somebody looks whether the grader is to end.
const PERIOD: Duration = Duration::from_millis(50);

/// How long the session has to come back by itself then. The grader is cut short half a second after the
/// request.
const GRACE: Duration = Duration::from_millis(200);

/// One interview, as far as it has to be noted.
#[derive(Debug, Clone)]
pub struct Rescue {
    project: Project,
    exercise: Exercise,
    began: Instant,
    /// The same moment, as the history has it.
    began_at: String,
    /// Once it is settled: whether there was anything to note.
    settled: Arc<Mutex<Option<bool>>>,
}

impl Rescue {
    /// The clock starts now.
    pub fn begin(project: &Project, exercise: &Exercise) -> Self {
        let (project, exercise) = (project.clone(), exercise.clone());
        let (began, began_at) = (Instant::now(), progress::now());
        let this = Self { project, exercise, began, began_at, settled: Arc::default() };
        let watches = this.clone();
        thread::spawn(move || watches.watch());
        this
    }

    /// When the clock began to run.
    pub fn began(&self) -> Instant {
        self.began
    }

    /// Notes what was reached, once; whether there was anything to note. What comes later changes nothing.
    pub fn note(&self, held: &Held) -> io::Result<bool> {
        let mut settled = self.settled();
        if let Some(noted) = *settled {
            return Ok(noted);
        }
        let practice = held.practice(&self.exercise, progress::now());
        if let Some(practice) = &practice {
            Progress::update(&self.project, |progress| progress.practised(practice))?;
        }
        Ok(*settled.insert(practice.is_some()))
    }

    fn settled(&self) -> MutexGuard<'_, Option<bool>> {
        self.settled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self) {
        while !interrupt::requested() {
            thread::sleep(PERIOD);
            if self.settled().is_some() {
                return;
            }
        }
        thread::sleep(GRACE);
        // There is nobody left to be told that it could not be written.
        let _ = self.note(&self.reached());
    }

    /// What was reached, as far as the history knows.
    pub fn reached(&self) -> Held {
        let (name, took) = (self.exercise.to_string(), self.began.elapsed());
        let since = |at: &str| at >= self.began_at.as_str();
        let last = Progress::load(&self.project).last(&name).filter(|last| since(&last.graded));
        let attempt = |last: progress::Last| {
            let solved = last.accepted.as_deref().is_some_and(since);
            let verdict = if solved { Verdict::Accepted } else { last.verdict };
            (took, Graded::new(name.clone(), String::new(), verdict, 0))
        };
        let attempts = last.map(attempt).into_iter().collect();
        Held { attempts, over: Over::Interrupted, took }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use protocol::Engine;

    use super::super::testing::{attempt, held};
    use super::*;
    use crate::problems::exercise::Variant;

    fn rescue(name: &str) -> Rescue {
        let name = format!("racecourse-rescue-{name}-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).expect("our own folder");
        Rescue::begin(&Project::at(root), &Exercise::new("h2o", Variant::Tasks))
    }

    fn grade(rescue: &Rescue, verdict: Verdict, content: &str) {
        let note = |progress: &mut Progress| {
            progress.graded(&rescue.exercise, verdict, Some(Engine::Model), content.to_owned());
        };
        Progress::update(&rescue.project, note).expect("our own file");
    }

    #[test]
    fn an_interview_is_noted_once() {
        let whole = || held(vec![attempt(60, Verdict::Deadlock)], Over::GivenUp);
        let looked_in = || Held { took: Duration::from_secs(1), ..held(Vec::new(), Over::GivenUp) };
        for (first, later, noted) in
            [(whole(), looked_in(), vec![Verdict::Deadlock]), (looked_in(), whole(), Vec::new())]
        {
            let rescue = rescue("once");
            for held in [first, later] {
                assert_eq!(rescue.note(&held).expect("our own file"), !noted.is_empty());
            }
            let practice = Progress::load(&rescue.project).practice();
            let verdicts: Vec<Verdict> = practice.iter().map(|practice| practice.verdict).collect();
            assert_eq!(verdicts, noted);
            let _ = fs::remove_dir_all(rescue.project.root());
        }
    }

    #[test]
    fn what_was_reached_is_known_from_what_was_graded_meanwhile() {
        let mut rescue = rescue("reached");
        assert_eq!(rescue.reached().verdict(), Verdict::NotAttempted);
        grade(&rescue, Verdict::Deadlock, "a");
        assert_eq!(rescue.reached().verdict(), Verdict::Deadlock);
        grade(&rescue, Verdict::Accepted, "b");
        grade(&rescue, Verdict::WrongAnswer, "c");
        assert_eq!(rescue.reached().verdict(), Verdict::Accepted);
        // What was graded before the clock began to run does not count.
        rescue.began_at = "2999-01-01T00:00:00Z".to_owned();
        assert_eq!(rescue.reached().verdict(), Verdict::NotAttempted);
        let _ = fs::remove_dir_all(rescue.project.root());
    }
}
