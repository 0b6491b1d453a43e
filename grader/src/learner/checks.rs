//! The last checks, kept for `report`: each file's result together with the source that its places
//! point at, one JSON file a subject below `target/grader/checks`, replaced as a whole.
//!
//! Written by whatever grades (`suite`, the board), read by `report`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use protocol::{Failure, Place, Verdict};
use serde::{Deserialize, Serialize};

use crate::fingerprint::{self, fingerprint};
use crate::graded::{Graded, millis};
use crate::grading::options::Options;
use crate::problems::exercise::Exercise;
use crate::problems::source_file;
use crate::problems::subject::{Origin, Subject};
use crate::project::Project;
use crate::replace::replace;

/// Counted up when an older file can no longer be understood.
const SCHEMA: u32 = 1;
/// Of the files that were named with `--file`, so many of the last ones are kept.
const MOST_FILES: usize = 24;
/// Stands in the name of what was graded with `--file`.
const BY_FILE: &str = ".file-";

/// One check.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Check {
    schema: u32,
    /// When it ended, in milliseconds since 1970.
    pub at_ms: u64,
    /// Where the file comes from.
    pub origin: Origin,
    /// The file, absolute.
    pub path: PathBuf,
    /// Of the file and its hidden test, as they were graded.
    pub fingerprint: String,
    /// How it was to be graded ([`Options::asked`]).
    #[serde(default)]
    asked: String,
    /// What came out.
    pub graded: Graded,
    /// The text of the files that the result points at, by the name that it has there.
    pub sources: BTreeMap<String, String>,
}

/// What has become of the file since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// It is as it was graded.
    Same,
    /// It or its hidden test is another now.
    Changed,
    /// It is there no longer.
    Gone,
}

impl Check {
    /// A check that has just ended.
    pub fn new(project: &Project, subject: &Subject, graded: &Graded, fingerprint: String) -> Self {
        let mut check = Self {
            schema: SCHEMA,
            at_ms: since_1970(SystemTime::now()),
            origin: subject.origin,
            path: subject.file.clone(),
            fingerprint,
            asked: String::new(),
            graded: graded.clone(),
            sources: BTreeMap::new(),
        };
        // What was edited in the meantime is not what the places point at.
        if check.since(project, &subject.exercise) == Since::Same {
            check.sources = sources(project.root(), graded);
        }
        check
    }

    /// What has become of the file since, if it was graded as this exercise.
    pub fn since(&self, project: &Project, exercise: &Exercise) -> Since {
        if !self.path.is_file() {
            return Since::Gone;
        }
        let subject = Subject {
            exercise: exercise.clone(),
            file: self.path.clone(),
            shown: self.graded.file.clone(),
            origin: self.origin,
        };
        let same = subject.fingerprint(project) == self.fingerprint;
        if same { Since::Same } else { Since::Changed }
    }
}

/// Keeps a check; it replaces the one before of the same file. What cannot be written costs only
/// its place in the report.
pub fn keep(
    project: &Project,
    subject: &Subject,
    graded: &Graded,
    fingerprint: &str,
    options: &Options,
) {
    let file = folder(project).join(name(subject));
    if graded.verdict == Verdict::NotAttempted && graded.failure.is_none() {
        let _ = fs::remove_file(file);
        return;
    }
    let mut check = Check::new(project, subject, graded, fingerprint.to_owned());
    check.asked = options.asked();
    if let Ok(text) = serde_json::to_vec(&check) {
        let _ = replace(&file, &text);
    }
    if subject.origin == Origin::File {
        sweep(&folder(project));
    }
}

/// The last result of a file, if neither it nor what it was graded with has changed since, and if the same
/// was asked for: what one engine accepts in one run is no verdict for who asks for the usual.
pub fn last(project: &Project, subject: &Subject, options: &Options) -> Option<Graded> {
    // What came by chance, or from outside, is looked at again.
    let comes_again = |check: &Check| check.graded.failure.as_ref().is_none_or(|of| of.repeats);
    let check = current(project, subject).filter(comes_again)?;
    let content = fingerprint::content(&check.fingerprint);
    let known = Graded { known_since_ms: Some(check.at_ms), content, ..check.graded };
    (check.asked == options.asked()).then_some(known)
}

/// The last check of a file, whatever was asked for, if neither it nor what it was graded with has changed.
pub fn current(project: &Project, subject: &Subject) -> Option<Check> {
    let check = read(&folder(project).join(name(subject))).ok()?;
    (check.fingerprint == subject.fingerprint(project)).then_some(check)
}

/// All checks that are kept, newest first, and a sentence for each file that cannot be read.
pub fn load(project: &Project) -> (Vec<Check>, Vec<String>) {
    let (mut checks, mut unread) = (Vec::new(), Vec::new());
    for path in files(&folder(project)) {
        match read(&path) {
            Ok(check) => checks.push(check),
            Err(error) => {
                unread.push(format!("{} is passed over: {error}", project.shown(&path)));
            }
        }
    }
    checks.sort_by_key(|check: &Check| std::cmp::Reverse(check.at_ms));
    (checks, unread)
}

fn read(path: &Path) -> io::Result<Check> {
    let text = fs::read_to_string(path)?;
    let check: Check = serde_json::from_str(&text)?;
    if check.schema == SCHEMA {
        Ok(check)
    } else {
        Err(io::Error::other("another version of the grader wrote it"))
    }
}

fn folder(project: &Project) -> PathBuf {
    project.checks()
}

/// `foobar-threads.json`, `foobar-threads.solution.json`, `foobar-threads.file-9c1d….json`.
fn name(subject: &Subject) -> String {
    let Exercise { problem, variant } = &subject.exercise;
    let which = match subject.origin {
        Origin::Exercise => String::new(),
        Origin::Solution => ".solution".to_owned(),
        Origin::File => {
            format!("{BY_FILE}{:016x}", fingerprint(subject.file.as_os_str().as_encoded_bytes()))
        }
    };
    format!("{problem}-{variant}{which}.json")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    files
}

/// Lets go of what was graded with `--file` long ago.
fn sweep(folder: &Path) {
    let age = |path: &PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let mut files = files(folder);
    files.retain(|path| path.to_string_lossy().contains(BY_FILE));
    files.sort_by_cached_key(|path| std::cmp::Reverse(age(path)));
    for old in files.iter().skip(MOST_FILES) {
        let _ = fs::remove_file(old);
    }
}

fn sources(root: &Path, graded: &Graded) -> BTreeMap<String, String> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let places = graded.failure.iter().flat_map(places);
    let marks = graded.diagnosis.iter().flat_map(|diagnosis| &diagnosis.marks);
    names.extend(places.chain(marks.map(|mark| &mark.at)).map(|place| place.file.as_str()));
    let text = |name: &str| {
        let beside = source_file::read(&root.join(name));
        Some((name.to_owned(), beside.or_else(|_| source_file::read(Path::new(name))).ok()?))
    };
    names.into_iter().filter_map(text).collect()
}

fn places(failure: &Failure) -> impl Iterator<Item = &Place> {
    let steps = failure.interleaving.iter().flat_map(|interleaving| &interleaving.steps);
    let waits = failure.waits.iter().flat_map(|wait| {
        let holders = wait.holders.iter().filter_map(|holder| holder.since.as_ref());
        wait.at.iter().chain(holders)
    });
    failure.at.iter().chain(steps.filter_map(|step| step.at.as_ref())).chain(waits)
}

/// How long a moment is gone, given in milliseconds since 1970: `3 min ago`, and `just now`.
pub fn ago(at_ms: u64) -> String {
    let seconds = since_1970(SystemTime::now()).saturating_sub(at_ms) / 1000;
    match (seconds / 60, seconds / 3600, seconds / 86_400) {
        (0, ..) => "just now".to_owned(),
        (minutes, 0, _) => format!("{minutes} min ago"),
        (_, hours, 0) => format!("{hours} h ago"),
        (.., 1) => "a day ago".to_owned(),
        (.., days) => format!("{days} days ago"),
    }
}

fn since_1970(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, millis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    /// A project in a folder of its own, with one exercise.
    struct Here(Project);

    impl Here {
        fn new(name: &str) -> Self {
            let name = format!("racecourse-checks-{name}-{}", std::process::id());
            let root = std::env::temp_dir().join(name);
            let _ = fs::remove_dir_all(&root);
            for folder in ["exercises/foobar", "tests/foobar"] {
                fs::create_dir_all(root.join(folder)).expect("our own folder");
                fs::write(root.join(folder).join("threads.rs"), "line 1\n").expect("our own file");
            }
            Self(Project::at(root))
        }

        fn keep(&self, subject: &Subject, graded: &Graded) {
            let fingerprint = subject.fingerprint(&self.0);
            keep(&self.0, subject, graded, &fingerprint, &Options::default());
        }
    }

    impl Drop for Here {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(self.0.root());
        }
    }

    fn exercise() -> Exercise {
        Exercise::new("foobar", Variant::Threads)
    }

    fn rejected(subject: &Subject) -> Graded {
        let shown = subject.shown.clone();
        let mut graded = Graded::new("foobar/threads".into(), shown.clone(), Verdict::Deadlock, 1);
        let mut failure = Failure::new(Verdict::Deadlock, "`bar` waits");
        failure.at = Some(Place { file: shown, line: 1, column: 1 });
        graded.failure = Some(failure);
        graded
    }

    #[test]
    fn a_check_comes_back_with_its_source_and_says_what_has_changed() {
        let here = Here::new("round");
        let subject = Subject::exercise(&here.0, exercise());
        here.keep(&subject, &rejected(&subject));
        let (checks, unread) = load(&here.0);
        assert!(unread.is_empty(), "{unread:?}");
        let [check] = checks.as_slice() else { panic!("one check: {checks:?}") };
        let expected = serde_json::to_value(rejected(&subject)).expect("JSON");
        assert_eq!(serde_json::to_value(&check.graded).expect("JSON"), expected);
        assert_eq!(check.sources["exercises/foobar/threads.rs"], "line 1\n");
        assert_eq!(check.since(&here.0, &exercise()), Since::Same);
        let usual = Options::default();
        assert!(last(&here.0, &subject, &usual).is_some());
        let other = Options { seed: 2, ..Options::default() };
        assert!(last(&here.0, &subject, &other).is_none());
        fs::write(&subject.file, "line one\n").expect("our own file");
        assert_eq!(check.since(&here.0, &exercise()), Since::Changed);
        assert!(last(&here.0, &subject, &usual).is_none());
        fs::remove_file(&subject.file).expect("our own file");
        assert_eq!(check.since(&here.0, &exercise()), Since::Gone);
    }

    #[test]
    fn a_moment_is_told_roughly() {
        let now = since_1970(SystemTime::now());
        let told = |seconds: u64| ago(now - seconds * 1000);
        for (seconds, expected) in [
            (0, "just now"),
            (59, "just now"),
            (61, "1 min ago"),
            (3_500, "58 min ago"),
            (7_300, "2 h ago"),
            (86_500, "a day ago"),
            (250_000, "2 days ago"),
        ] {
            assert_eq!(told(seconds), expected);
        }
        assert_eq!(ago(now + 90_000), "just now");
    }

    #[test]
    fn what_need_not_come_again_is_not_repeated() {
        let here = Here::new("killed");
        let subject = Subject::exercise(&here.0, exercise());
        let mut graded = rejected(&subject);
        here.keep(&subject, &graded);
        assert!(last(&here.0, &subject, &Options::default()).is_some());
        graded.failure.iter_mut().for_each(|failure| failure.repeats = false);
        here.keep(&subject, &graded);
        assert!(last(&here.0, &subject, &Options::default()).is_none());
    }

    #[test]
    fn what_was_edited_while_it_was_graded_has_no_source() {
        let here = Here::new("edited");
        let subject = Subject::exercise(&here.0, exercise());
        keep(&here.0, &subject, &rejected(&subject), "of another text", &Options::default());
        assert!(load(&here.0).0[0].sources.is_empty());
    }

    #[test]
    fn the_last_check_of_a_file_counts_and_a_stub_is_none() {
        let here = Here::new("last");
        let subject = Subject::exercise(&here.0, exercise());
        here.keep(&subject, &rejected(&subject));
        let mut graded = rejected(&subject);
        (graded.verdict, graded.failure) = (Verdict::Accepted, None);
        here.keep(&subject, &graded);
        here.keep(&Subject::solution(&here.0, exercise()), &graded);
        let verdicts: Vec<_> =
            load(&here.0).0.into_iter().map(|check| check.graded.verdict).collect();
        assert_eq!(verdicts, [Verdict::Accepted; 2]);
        graded.verdict = Verdict::NotAttempted;
        here.keep(&subject, &graded);
        assert_eq!(load(&here.0).0.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_passed_over_with_a_word() {
        let here = Here::new("unread");
        let subject = Subject::exercise(&here.0, exercise());
        here.keep(&subject, &rejected(&subject));
        fs::write(folder(&here.0).join("x.json"), "{").expect("our own file");
        let (checks, unread) = load(&here.0);
        assert_eq!((checks.len(), unread.len()), (1, 1));
        assert!(unread[0].starts_with("target/grader/checks/x.json is passed over"), "{unread:?}");
    }

    #[test]
    fn a_name_holds_nothing_of_a_path_and_only_the_last_files_are_kept() {
        let here = Here::new("sweep");
        let file = |name: &str| Subject::file(&here.0, exercise(), &here.0.root().join(name));
        let odd = name(&file("../<script>/ä b.rs"));
        assert!(odd.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)));
        for number in 0..MOST_FILES + 3 {
            let subject = file(&format!("{number}.rs"));
            here.keep(&subject, &rejected(&subject));
        }
        assert_eq!(load(&here.0).0.len(), MOST_FILES);
    }
}
