//! The few styles of all screens. Text is always painted; whoever prints it takes the colours out
//! again where they are not wanted (`anstream`).

use anstyle::{AnsiColor, Style};
use protocol::Verdict;

/// Headings, names.
pub const BOLD: Style = Style::new().bold();
/// What is there for completeness.
pub const DIM: Style = Style::new().dimmed();
/// Good.
pub const GREEN: Style = AnsiColor::Green.on_default().bold();
/// Bad.
pub const RED: Style = AnsiColor::Red.on_default().bold();
/// Worth a look.
pub const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
/// A command to type.
pub const COMMAND: Style = AnsiColor::Cyan.on_default();

/// The lanes of an interleaving, over and over.
const LANES: [Style; 6] = [
    AnsiColor::Cyan.on_default(),
    AnsiColor::Magenta.on_default(),
    AnsiColor::Green.on_default(),
    AnsiColor::Yellow.on_default(),
    AnsiColor::Blue.on_default(),
    AnsiColor::BrightRed.on_default(),
];

/// The text in a style.
pub fn paint(style: Style, text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

/// The style of a lane.
pub const fn lane(index: usize) -> Style {
    LANES[index % LANES.len()]
}

/// The style of a verdict's word.
pub const fn verdict(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Accepted => GREEN,
        Verdict::NotAttempted => DIM,
        _ => RED,
    }
}

/// A sign that says the same without colours.
pub const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "✓",
        Verdict::NotAttempted => "·",
        _ => "✗",
    }
}
