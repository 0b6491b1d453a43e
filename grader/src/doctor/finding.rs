//! What a check found, and what can be done about it.

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing; nothing is missing.
    Note,
    /// Something works less well than it could.
    Warning,
    /// This keeps one from working.
    Problem,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at, in a word or two.
    pub check: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is so, in a sentence.
    pub says: String,
    /// What to do about it: a command, or a sentence.
    pub remedy: Option<String>,
}

impl Finding {
    /// Nothing to do.
    pub fn good(check: &'static str, says: impl Into<String>) -> Self {
        Self { check, level: Level::Good, says: says.into(), remedy: None }
    }

    /// Nothing to do, but to know.
    pub fn note(check: &'static str, says: impl Into<String>) -> Self {
        Self { level: Level::Note, ..Self::good(check, says) }
    }

    /// Something could be better.
    pub fn warning(check: &'static str, says: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::good(check, says) }
    }

    /// Nothing goes without it.
    pub fn problem(check: &'static str, says: impl Into<String>) -> Self {
        Self { level: Level::Problem, ..Self::good(check, says) }
    }

    /// The same, and what to do about it.
    #[must_use]
    pub fn remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }
}

/// A size as people read it: `190 MB`, `1.2 GB`.
pub fn size(bytes: u64) -> String {
    const MB: u64 = 1_000_000;
    match bytes / MB {
        megabytes @ 0..1000 => format!("{megabytes} MB"),
        megabytes @ 1000..10_000 => format!("{}.{} GB", megabytes / 1000, megabytes % 1000 / 100),
        megabytes => format!("{} GB", megabytes / 1000),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_have_few_digits() {
        let shown = [0, 190_400_000, 1_290_000_000, 45_000_000_000].map(super::size);
        assert_eq!(shown, ["0 MB", "190 MB", "1.2 GB", "45 GB"]);
    }
}
