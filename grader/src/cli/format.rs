//! The formats of a report.

use clap::ValueEnum;

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For whoever looks after the problems: a line each, in Markdown.
    Table,
    /// For programs: one JSON document.
    Json,
    /// For editors: what `cargo check --message-format=json` prints, and the verdicts.
    CargoJson,
    /// For continuous integration: XML, a test case a file.
    #[value(help = "For continuous integration: JUnit's XML, a test case a file")]
    Junit,
}

/// How to print what is no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// For people.
    Human,
    /// For programs: one JSON document.
    Json,
}
