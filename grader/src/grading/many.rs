//! Grades several files at a time, and hands the results over one by one, in order, each as soon as
//! it and those before it are known.
//!
//! Called by `suite` and the board. Side by side is fair to the native engine: it judges by what the
//! process itself does and uses, and the corpus of right solutions is run in the same way.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::fingerprint::with_file;
use crate::graded::Graded;
use crate::grading::grade::{GradeError, Grader};
use crate::grading::options::Options;
use crate::problems::subject::Subject;
use crate::project::Project;

/// A file that was graded.
pub struct Done<'a> {
    /// The file.
    pub subject: &'a Subject,
    /// Of what was graded, which may be another text than the file had before or has now.
    pub fingerprint: String,
    /// What came out.
    pub result: Result<Graded, GradeError>,
}

/// Grades the files. `done` says whether to go on.
pub fn grade<'a, E>(
    grader: &Grader<'_>,
    project: &Project,
    subjects: &'a [Subject],
    options: &Options,
    mut done: impl FnMut(Done<'a>) -> ControlFlow<E>,
) -> ControlFlow<E> {
    let next = AtomicUsize::new(0);
    let options = &Options { processes: spare(subjects.len()), ..options.clone() };
    let work = |results: Sender<(usize, Done<'a>)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(subject) = subjects.get(index) else { return };
            let fingerprint = subject.fingerprint(project);
            let result = grader.grade(subject, options);
            let content = result.as_ref().ok().and_then(|graded| graded.content);
            let fingerprint = match content {
                Some(content) => with_file(&fingerprint, content),
                None => fingerprint,
            };
            if results.send((index, Done { subject, fingerprint, result })).is_err() {
                return;
            }
        }
    };
    let work = &work;
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..at_once(subjects.len()) {
            let sender = sender.clone();
            scope.spawn(move || work(sender));
        }
        drop(sender);
        let mut early = BTreeMap::new();
        for due in 0..subjects.len() {
            while !early.contains_key(&due) {
                // If one of them panics, its result never comes, and the scope panics too.
                let Ok((index, one)) = results.recv() else { break };
                early.insert(index, one);
            }
            let Some(one) = early.remove(&due) else { break };
            if let stop @ ControlFlow::Break(_) = done(one) {
                next.store(subjects.len(), Ordering::Relaxed);
                return stop;
            }
        }
        ControlFlow::Continue(())
    })
}

/// How many processors there are for each of so many files.
fn spare(files: usize) -> usize {
    (processors() / files.max(1)).max(1)
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// How many of so many files are graded at a time: half as many again as there are processors, since
/// a native run mostly sleeps.
pub fn at_once(files: usize) -> usize {
    (processors() + processors() / 2).min(files)
}
