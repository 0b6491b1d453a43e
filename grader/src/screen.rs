//! How wide the terminal is.

/// Where a report will be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// In columns.
    pub width: usize,
}

/// What a pipe is laid out for, and the least that a report needs.
const DEFAULT: usize = 80;
const LEAST: usize = 40;
const MOST: usize = 160;

impl Screen {
    /// `COLUMNS` if it is set, else the terminal's width, else the default.
    pub fn of_stdout() -> Self {
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self { width: asked.or_else(terminal).unwrap_or(DEFAULT).clamp(LEAST, MOST) }
    }
}
