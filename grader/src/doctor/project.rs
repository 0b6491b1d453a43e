//! The learner's clone: whole, to be written to, and what is remembered in it.

use super::finding::{Finding, size};

/// What there is of it.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// How many problems were found.
    pub problems: usize,
    /// How many exercises were found.
    pub exercises: usize,
    /// What should be there, and is not: `tests/h2o/stub/tasks.rs`.
    pub missing: Vec<String>,
    /// Why the grader's target folder cannot be written to, if it cannot.
    pub unwritable: Option<String>,
    /// Of `progress.toml`.
    pub progress: Memory,
    /// Folders of runs whose grader was killed, and their bytes.
    pub leftovers: (usize, u64),
}

/// What is remembered of the learner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Memory {
    /// Nothing yet.
    #[default]
    None,
    /// It can be read.
    Good,
    /// It cannot be read; why.
    Bad(String),
}

/// There is none where one stands.
pub fn none() -> Finding {
    Finding::problem("project", "neither this folder nor one above it is a clone of Racecourse")
        .remedy("go to yours, or any folder below it")
}

/// What there is to say about it.
pub fn examine(clone: &Parts) -> Vec<Finding> {
    let mut found = vec![parts(clone)];
    found.extend(clone.unwritable.as_ref().map(|why| unwritable(why)));
    found.push(memory(&clone.progress));
    found.extend(leftovers(clone.leftovers));
    found
}

fn parts(clone: &Parts) -> Finding {
    let Parts { problems, exercises, missing, .. } = clone;
    let Some(first) = missing.first() else {
        return Finding::good("project", format!("{problems} problems, {exercises} exercises"));
    };
    let others = match missing.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    Finding::problem("project", format!("the project is not whole: there is no `{first}`{others}"))
        .remedy(format!("git checkout -- {first}"))
}

fn unwritable(why: &str) -> Finding {
    Finding::problem("target", format!("target/grader cannot be written to: {why}"))
        .remedy("make a clone in a folder of your own")
}

fn memory(progress: &Memory) -> Finding {
    match progress {
        Memory::None => Finding::good("progress", "progress.toml comes with the first verdict"),
        Memory::Good => Finding::good("progress", "progress.toml can be read"),
        Memory::Bad(why) => {
            Finding::warning("progress", format!("progress.toml cannot be read: {why}"))
                .remedy("mend it; else the next verdict puts it aside as progress.toml.unreadable")
        }
    }
}

fn leftovers((folders, bytes): (usize, u64)) -> Option<Finding> {
    let what = if folders == 1 { "folder" } else { "folders" };
    let says = format!("{folders} {what} of runs that were killed ({})", size(bytes));
    (folders > 0).then(|| Finding::note("leftovers", says).remedy("the next check removes them"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Level;

    #[test]
    fn what_a_clone_lacks_is_named() {
        let whole = || Parts { problems: 9, exercises: 18, ..Parts::default() };
        let bad = || Memory::Bad("progress.toml:3: no value".to_owned());
        let missing = vec!["tests/h2o/stub/tasks.rs".to_owned(), "solutions".to_owned()];
        for (clone, worst, words) in [
            (whole(), Level::Good, "9 problems, 18 exercises"),
            (Parts { missing, ..whole() }, Level::Problem, "stub/tasks.rs` (and 1 more)"),
            (
                Parts { unwritable: Some("read-only".into()), ..whole() },
                Level::Problem,
                "read-only",
            ),
            (Parts { progress: bad(), ..whole() }, Level::Warning, "progress.toml:3"),
            (Parts { leftovers: (2, 3_000_000), ..whole() }, Level::Note, "2 folders of runs"),
        ] {
            let found = examine(&clone);
            let worst_found = found.iter().max_by_key(|finding| finding.level);
            assert_eq!(worst_found.map(|finding| finding.level), Some(worst), "{found:?}");
            assert!(found.iter().any(|finding| finding.says.contains(words)), "{found:?}");
        }
    }
}
