//! How an execution ended, in a few lines: the verdict, what happened, and the pattern behind it.

use anstyle::Style;
use protocol::{Failure, Verdict};

use super::line::line;
use crate::diagnosis::Diagnosis;
use crate::report::paint::{self, BOLD, GREEN, RED};
use crate::report::text::{clean, wrap};

/// What is to be said at the end.
#[derive(Debug, Clone, Default)]
pub struct Ending {
    said: Vec<(Style, String)>,
}

impl Ending {
    /// Of an execution that failed.
    pub fn failed(failure: &Failure, diagnosis: Option<&Diagnosis>) -> Self {
        let mut said = vec![(
            paint::verdict(failure.verdict),
            format!("{} {}", paint::sign(failure.verdict), failure.verdict.word()),
        )];
        said.push((RED, failure.summary.clone()));
        for (word, side) in [("expected", &failure.expected), ("seen", &failure.seen)] {
            if let Some(side) = side {
                said.push((Style::new(), format!("{word:<8}  {side}")));
            }
        }
        if let Some(diagnosis) = diagnosis {
            said.push((BOLD, diagnosis.title.clone()));
            said.push((Style::new(), diagnosis.text.clone()));
        }
        Self { said }
    }

    /// Of an execution in which nothing failed.
    pub fn passed() -> Self {
        let said = format!("{} nothing failed in this execution", paint::sign(Verdict::Accepted));
        Self { said: vec![(GREEN, said)] }
    }

    /// Says something more.
    #[must_use]
    pub fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        self.said.push((style, text.into()));
        self
    }

    /// Followed by another one.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.said.extend(other.said);
        self
    }

    /// In lines of so many columns.
    pub fn lines(&self, columns: usize) -> Vec<String> {
        let wrapped = self.said.iter().flat_map(|(style, text)| {
            text.lines()
                .flat_map(|text| wrap(&clean(text), columns))
                .map(|text| line(columns, *style, &text))
                .collect::<Vec<_>>()
        });
        wrapped.collect()
    }
}
