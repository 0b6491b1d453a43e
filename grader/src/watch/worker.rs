//! Grades in a thread of its own, so that keys are heard and saves are seen meanwhile.
//!
//! Called by `session`. One job at a time: whoever has a newer one cancels the one before.

use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::activity::Activity;
use crate::fingerprint::fingerprint;
use crate::graded::Graded;
use crate::grading::grade::Grader;
use crate::grading::many::{self, Done};
use crate::grading::options::Options;
use crate::learner;
use crate::learner::checks;
use crate::problems::exercise::Exercise;
use crate::problems::source_file;
use crate::problems::subject::Subject;
use crate::process::cancel::Cancel;
use crate::project::Project;
use crate::watch::files;

/// How thoroughly to grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// As `check` does; what was graded before and has not changed is not graded again.
    Usual,
    /// As `check` does, whatever was known.
    Again,
    /// With more seeds and more time.
    More,
}

impl How {
    /// With how many seeds.
    pub const SEEDS: u64 = 5;
    /// How long each of them may take.
    const BUDGET: Duration = Duration::from_secs(2);

    fn options(self, cancel: Cancel) -> Options {
        let usual = Options { cancel, ..Options::default() };
        match self {
            Self::Usual | Self::Again => usual,
            Self::More => Options { seeds: Self::SEEDS, budget: Some(Self::BUDGET), ..usual },
        }
    }
}

/// What to grade.
#[derive(Debug)]
pub struct Job {
    /// Counted up; its result carries the number.
    pub id: u64,
    /// The learner's file of this exercise.
    pub exercise: Exercise,
    /// How thoroughly.
    pub how: How,
    /// Its result is waited for no longer once this is requested.
    pub cancel: Cancel,
}

/// A verdict, and what it is about.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What came out.
    pub graded: Graded,
    /// The text that was graded; nothing if it could not be read.
    pub text: String,
    /// The fingerprint of the content that was graded; none if nobody knows it.
    pub content: Option<u64>,
    /// It was known before.
    pub known: bool,
}

impl Judged {
    /// Of a file that had this content and this text shortly before.
    fn new(graded: Graded, subject: &Subject, before: (Option<u64>, String), known: bool) -> Self {
        let (before, text) = before;
        let same = || before.filter(|_| files::content(&subject.file) == before);
        let content = graded.content.or_else(same);
        let is_it = |text: &String| {
            graded.content.is_none_or(|content| fingerprint(text.as_bytes()) == content)
        };
        let read = || source_file::read(&subject.file).ok().filter(is_it);
        let text = Some(text).filter(is_it).or_else(read).unwrap_or_default();
        Self { graded, text, content, known }
    }
}

/// What a worker tells.
#[derive(Debug)]
pub enum Told {
    /// What it is doing now, in a few words.
    Doing(String),
    /// What came out.
    Done {
        /// Of which job.
        id: u64,
        /// A verdict, or why there is none.
        result: Result<Box<Judged>, String>,
    },
}

/// The thread that grades.
#[derive(Debug)]
pub struct Worker {
    jobs: Option<Sender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Worker {
    /// Starts it; what it tells comes out of the receiver.
    pub fn start(project: &Project) -> (Self, Receiver<Told>) {
        let (jobs, waiting) = mpsc::channel();
        let (tell, told) = mpsc::channel();
        let project = project.clone();
        let thread = thread::spawn(move || work(&project, &waiting, &tell));
        (Self { jobs: Some(jobs), thread: Some(thread) }, told)
    }

    /// Gives it something to do. Whether it listens.
    pub fn give(&self, job: Job) -> bool {
        self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok())
    }

    /// Waits for it to end what it does, but not for long: whatever it does was cancelled, and what cannot
    /// be (cargo, building the kit) need not be waited for.
    pub fn end(mut self) {
        const ROUNDS: u32 = 30;
        const ROUND: Duration = Duration::from_millis(10);
        self.jobs = None;
        let Some(thread) = self.thread.take() else { return };
        for _ in 0..ROUNDS {
            if thread.is_finished() {
                return;
            }
            thread::sleep(ROUND);
        }
    }
}

fn work(project: &Project, jobs: &Receiver<Job>, tell: &Sender<Told>) {
    let says = tell.clone();
    let activity = Activity::telling(move |what| {
        let _ = says.send(Told::Doing(what.to_owned()));
    });
    let (mut grader, mut kit) = (Grader::new(project, &activity), project.kit_fingerprint());
    let mut is_prepared = false;
    for job in jobs {
        if job.cancel.is_requested() {
            continue;
        }
        // The kit's sources are read again: a newer version may have come while this ran. Or somebody has swept
        // the target folder.
        let now = Project::at(project.root());
        let is_other = now.kit_fingerprint() != kit;
        if is_other || !project.of_kit().target().join("kit").is_dir() {
            (grader, kit) = (Grader::new(project, &activity), now.kit_fingerprint());
        }
        let Some(result) = judge(&now, &grader, &job) else { continue };
        if tell.send(Told::Done { id: job.id, result }).is_err() {
            return;
        }
        // On a fresh clone the kit takes a minute: better while somebody reads than after they have saved. What
        // keeps it from being built is told when it is needed.
        if !is_prepared {
            is_prepared = true;
            let _ = grader.prepare();
        }
    }
}

/// What came of a job; nothing if it was cancelled.
fn judge(project: &Project, grader: &Grader<'_>, job: &Job) -> Option<Result<Box<Judged>, String>> {
    let subject = Subject::exercise(project, job.exercise.clone());
    let before = files::content(&subject.file);
    let text = source_file::read(&subject.file).unwrap_or_default();
    let options = job.how.options(job.cancel.clone());
    if job.how == How::Usual
        && let Some(graded) = checks::last(project, &subject, &options)
    {
        return Some(Ok(Box::new(Judged::new(graded, &subject, (before, text), true))));
    }
    let subjects = [subject.clone()];
    let all = many::grade(grader, project, &subjects, &options, |done| {
        let Done { subject, fingerprint, result } = done;
        if let Ok(outcome) = &result
            && !job.cancel.is_requested()
        {
            learner::remember(project, subject, outcome, fingerprint, &options);
        }
        ControlFlow::Break(result)
    });
    let result = all.break_value()?;
    if job.cancel.is_requested() {
        return None;
    }
    Some(match result {
        Ok(outcome) => Ok(Box::new(Judged::new(outcome, &subject, (before, text), false))),
        Err(error) if error.is_cancelled() => return None,
        Err(error) => Err(format!("{:#}", anyhow::Error::from(error))),
    })
}
