//! What is graded: an exercise, and the file that claims to solve it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::fingerprint;
use crate::problems::exercise::Exercise;
use crate::problems::source_file;
use crate::project::Project;

/// Where the file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The learner's own file in `exercises`.
    Exercise,
    /// The reference in `solutions`.
    Solution,
    /// Any file, graded as the exercise.
    File,
}

/// One file, graded as one exercise.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The exercise it is graded as.
    pub exercise: Exercise,
    /// The file, absolute.
    pub file: PathBuf,
    /// The file as reports write it; the compiler is told to write it in the same way.
    pub shown: String,
    /// Where the file comes from.
    pub origin: Origin,
}

impl Subject {
    /// The learner's file.
    pub fn exercise(project: &Project, exercise: Exercise) -> Self {
        let file = project.exercise_file(&exercise);
        Self::new(project, exercise, file, Origin::Exercise)
    }

    /// The reference solution.
    pub fn solution(project: &Project, exercise: Exercise) -> Self {
        let file = project.solution_file(&exercise);
        Self::new(project, exercise, file, Origin::Solution)
    }

    /// Any file. A relative path starts at the current directory.
    pub fn file(project: &Project, exercise: Exercise, path: &Path) -> Self {
        let file = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Self::new(project, exercise, file, Origin::File)
    }

    fn new(project: &Project, exercise: Exercise, file: PathBuf, origin: Origin) -> Self {
        let shown = project.shown(&file);
        Self { exercise, file, shown, origin }
    }

    /// Of the file; after a dash, of its hidden test and the kit. A verdict holds as long as all of it stays
    /// the same.
    pub fn fingerprint(&self, project: &Project) -> String {
        format!("{}-{}", self.content(), self.ground(project))
    }

    /// Of what the file is graded with.
    pub fn ground(&self, project: &Project) -> String {
        let hidden = project.hidden_tests(&self.exercise.problem);
        let with = fingerprint::add_sources(project.kit_fingerprint(), &hidden, "stub");
        format!("{with:016x}")
    }

    /// Of the file alone. What cannot be read is told by why: it is not the same as an empty file.
    fn content(&self) -> String {
        match source_file::bytes(&self.file) {
            Ok(bytes) => format!("{:016x}", fingerprint::fingerprint(&bytes)),
            Err(unreadable) => unreadable.word(),
        }
    }

    /// Whether the file is as it was when it had this fingerprint, whatever has become of the rest.
    pub fn is_as_it_was(&self, fingerprint: &str) -> bool {
        fingerprint::of_file(fingerprint) == self.content()
    }

    /// Whether a text is still the stub, apart from white space.
    pub fn is_stub(&self, project: &Project, text: &str) -> bool {
        let stub = fs::read_to_string(project.stub(&self.exercise));
        stub.is_ok_and(|stub| stub.split_whitespace().eq(text.split_whitespace()))
    }

    /// Whether somebody has worked on the file; one that cannot be read is worth a verdict too.
    pub fn is_attempted(&self, project: &Project) -> bool {
        source_file::read(&self.file).map_or(true, |text| !self.is_stub(project, &text))
    }

    /// What a command line needs, besides the exercise, to mean this file again.
    pub fn flags(&self) -> String {
        match self.origin {
            Origin::Exercise => String::new(),
            Origin::Solution => " --solutions".to_owned(),
            Origin::File => {
                let here = std::env::current_dir().ok();
                let below = here.as_deref().and_then(|here| self.file.strip_prefix(here).ok());
                format!(" --file {}", quoted(&below.unwrap_or(&self.file).to_string_lossy()))
            }
        }
    }
}

/// A word that a shell reads as one word.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\_-.:+,@".contains(c);
    if word.chars().all(is_plain) {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::problems::exercise::Variant;

    #[test]
    fn what_cannot_be_read_is_not_the_same_as_an_empty_file() {
        let root = std::env::temp_dir().join(format!("racecourse-subject-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let project = Project::at(&root);
        let subject = Subject::exercise(&project, Exercise::new("h2o", Variant::Tasks));
        let mut seen = vec![subject.fingerprint(&project)];
        fs::create_dir_all(&subject.file).expect("our own folder");
        seen.push(subject.fingerprint(&project));
        fs::remove_dir(&subject.file).expect("our own folder");
        for text in ["", " ", &" ".repeat(2 << 20), &" ".repeat(3 << 20)] {
            fs::write(&subject.file, text).expect("our own file");
            seen.push(subject.fingerprint(&project));
            assert!(subject.is_as_it_was(&seen[seen.len() - 1]));
        }
        let different: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!(different.len(), seen.len(), "{seen:?}");
        let _ = fs::remove_dir_all(root);
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_finds_nothing_to_do_in_a_file_name() {
        assert_eq!(quoted("a/b-c.rs"), "a/b-c.rs");
        assert_eq!(quoted("$(x) it's.rs"), r"'$(x) it'\''s.rs'");
    }
}
