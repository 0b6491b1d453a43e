//! The rules of the house, one test a rule: they walk the tree, so a new problem is held to them
//! without being named anywhere.

#![forbid(unsafe_code)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use grader::problems::editorial::{Editorial, FOLLOW_UPS};
use grader::project::Project;
use protocol::Verdict;
use tests::{announced, exercise_of, grade, patterns, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

const VARIANTS: [&str; 2] = ["threads", "tasks"];

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    paths.sort();
    paths
}

fn names(folder: &Path) -> BTreeSet<String> {
    let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    entries(folder).into_iter().map(name).collect()
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "rs")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The problems are the folders of `exercises`; nothing else names them.
fn problems() -> Vec<String> {
    let folders = entries(&root().join("exercises")).into_iter().filter(|path| path.is_dir());
    let names =
        folders.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned());
    names.collect()
}

fn stub(problem: &str, variant: &str) -> PathBuf {
    root().join("tests").join(problem).join("stub").join(variant).with_extension("rs")
}

/// A missing part would surface only when a learner asks for it; a stray file is one that nobody
/// checks. (A learner's own copies, `*.orig*`, are his.)
#[test]
fn every_problem_has_all_its_parts_and_nothing_else() {
    assert!(!problems().is_empty());
    for problem in problems() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let at = |part: &str| root().join(part).join(&problem);
        let mut exercise = names(&at("exercises"));
        exercise.retain(|name| !name.contains(".orig"));
        let expected: BTreeSet<String> = set(&["README.md", "tasks.rs", "threads.rs"]);
        assert_eq!(exercise, expected, "{problem}");
        let expected: BTreeSet<String> =
            set(&["EDITORIAL.md", "right", "tasks.rs", "threads.rs", "wrong"]);
        assert_eq!(names(&at("solutions")), expected, "{problem}");
        // A hidden test may have modules beside it.
        let expected: BTreeSet<String> = set(&["stub", "tasks.rs", "threads.rs"]);
        let hidden = names(&at("tests"));
        assert!(hidden.is_superset(&expected), "{problem}: {hidden:?}");
        assert!(hidden.difference(&expected).all(|name| is_rust(Path::new(name))), "{hidden:?}");
        let expected: BTreeSet<String> = set(&["tasks.rs", "threads.rs"]);
        assert_eq!(names(&at("tests").join("stub")), expected, "{problem}");
    }
    for part in ["solutions", "tests"] {
        let beside = ["kit", "target"];
        let folders = entries(&root().join(part)).into_iter().filter(|path| path.is_dir());
        let found: Vec<_> = folders
            .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
            .filter(|name| !beside.contains(&name.as_str()))
            .collect();
        assert_eq!(found, problems(), "{part} has the same problems as exercises");
    }
}

/// One design is an anecdote: the hidden tests must let other right ones pass, and catch the
/// mistakes that people make.
#[test]
fn every_variant_has_other_right_designs_and_known_wrong_ones() {
    for problem in problems() {
        for variant in VARIANTS {
            for (kind, least) in [("right", 2), ("wrong", 4)] {
                let files = entries(&root().join("solutions").join(&problem).join(kind));
                let exercise = format!("{problem}/{variant}");
                let count = files.iter().filter(|file| exercise_of(file) == exercise).count();
                assert!(count >= least, "{exercise}: {count} {kind} files, {least} are due");
            }
        }
    }
}

/// The head of a file is what the corpus test believes.
#[test]
fn every_solution_says_at_its_head_what_it_is() {
    for problem in problems() {
        let folder = root().join("solutions").join(&problem);
        for file in entries(&folder.join("wrong")) {
            let head = announced(&file);
            let settled = [Verdict::Accepted, Verdict::NotAttempted, Verdict::CompileError];
            assert!(!settled.contains(&head), "{}: wrong, but how?", file.display());
            // Or it says that no pattern describes it.
            let _known = patterns(&file);
        }
        for file in entries(&folder.join("right")) {
            let text = read(&file);
            assert!(text.starts_with("//! right: "), "{}: which design?", file.display());
        }
    }
}

/// Reset must need no git, so the stub stands twice; this keeps the copies honest without looking
/// at what a learner has written: the pristine one compiles alone, without a warning.
#[test]
fn stubs_compile_without_a_warning() {
    let out = std::env::temp_dir().join(format!("racecourse-stubs-{}", std::process::id()));
    fs::create_dir_all(&out).expect("a folder to write to");
    for problem in problems() {
        for variant in VARIANTS {
            let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
            let output = Command::new(rustc)
                .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata"])
                .args(["--crate-name", "stub", "-D", "warnings", "-F", "unsafe_code"])
                // As the package `exercises` has it.
                .args(["-A", "dead_code", "-A", "unused_variables", "--out-dir"])
                .arg(&out)
                .arg(stub(&problem, variant))
                .output()
                .expect("rustc starts");
            let message = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{problem}/{variant}: {message}");
        }
    }
    fs::remove_dir_all(&out).expect("our own folder");
}

#[test]
fn stubs_are_not_attempted() {
    for problem in problems() {
        for variant in VARIANTS {
            let exercise = format!("{problem}/{variant}");
            let answer = grade(GRADER, &exercise, &stub(&problem, variant), &[]);
            assert_eq!(answer.verdict, Verdict::NotAttempted, "{exercise}");
        }
    }
}

/// What a learner is asked for is what the reference does.
#[test]
fn stub_and_reference_have_the_same_signatures() {
    for problem in problems() {
        for variant in VARIANTS {
            let reference = root().join("solutions").join(&problem).join(variant);
            let reference = signatures(&read(&reference.with_extension("rs")));
            for signature in signatures(&read(&stub(&problem, variant))) {
                assert!(
                    reference.contains(&signature),
                    "{problem}/{variant}: the reference has no `{signature}`, but {reference:#?}"
                );
            }
        }
    }
}

/// Every public function up to its body, white space and trailing commas folded.
fn signatures(source: &str) -> Vec<String> {
    let functions = source.match_indices("pub fn ").chain(source.match_indices("pub async fn "));
    functions
        .map(|(at, _)| {
            let text = &source[at..];
            let end = text.find('{').expect("a function has a body");
            let words: Vec<_> = text[..end].split_whitespace().collect();
            words.join(" ").replace("( ", "(").replace(", )", ")").trim_end_matches(',').to_owned()
        })
        .collect()
}

/// A hint gives a little; the next one gives more.
#[test]
fn hints_come_in_three_stages_or_more() {
    for problem in problems() {
        let text = read(&root().join("exercises").join(&problem).join("README.md"));
        let (_, hints) = text.split_once("\n## Hints\n").expect("a section `## Hints`");
        let stages: Vec<_> = hints.lines().filter(|line| line.starts_with("### ")).collect();
        let expected: Vec<_> = (1..=stages.len()).map(|n| format!("### Hint {n}")).collect();
        assert_eq!(stages, expected, "{problem}");
        assert!(stages.len() >= 3, "{problem}: {} stages", stages.len());
    }
}

/// The interview ends with questions, and takes them from the editorial.
#[test]
fn every_editorial_has_questions_for_afterwards() {
    for problem in problems() {
        let editorial = Editorial::read(&Project::at(root()), &problem).expect("an editorial");
        let titles: Vec<_> = editorial.sections.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles.last(), Some(&FOLLOW_UPS), "{problem}: {titles:?}");
        let questions = editorial.follow_ups;
        assert!(questions.len() >= 3, "{problem}: {questions:#?}");
        for question in questions {
            assert!(question.starts_with('*'), "{problem}: what is asked? `{question}`");
        }
    }
}

/// A reader should know what a file is before reading it, and have read it before tiring.
#[test]
fn every_source_file_says_what_it_is_and_stays_short() {
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if is_rust(&path) {
                let bytes = fs::read(&path).expect("a readable file");
                let text = String::from_utf8_lossy(&bytes);
                let learners = path.starts_with(root().join("exercises")) && name != "lib.rs";
                assert!(learners || text.starts_with("//!"), "{}: what is it?", path.display());
                let lines = text.lines().count();
                assert!(learners || lines <= 600, "{}: {lines} lines", path.display());
            }
        }
    }
}
