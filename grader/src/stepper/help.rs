//! What the keys do.

use super::line::{Line, fill, line};
use crate::report::paint::{BOLD, COMMAND, DIM};
use crate::report::text::pad;

/// The keys of the stepper.
pub const STEPPER: &[(&str, &str)] = &[
    ("→  space  l  n", "the next step"),
    ("←  h  p", "the step before"),
    ("↓  j", "the next step of the same thread"),
    ("↑", "the step before of the same thread"),
    ("m", "the moment of the mistake"),
    ("Home  g", "the beginning"),
    ("End  G", "the end, and the verdict"),
    ("k", "show or hide what the hidden test itself does"),
    ("q  Esc", "leave"),
];

/// A screen with the keys, and what the signs mean.
pub fn screen(
    keys: &[(&str, &str)],
    signs: &[(&str, &str)],
    width: usize,
    height: usize,
) -> String {
    let widest = keys.iter().map(|(keys, _)| keys.chars().count()).max().unwrap_or(0);
    let row = |(sign, what): &(&str, &str)| {
        Line::new(width).plain("  ").add(COMMAND, &pad(sign, widest)).plain("  ").plain(what).end()
    };
    let mut lines = vec![line(width, BOLD, "Keys"), String::new()];
    lines.extend(keys.iter().map(row));
    lines.extend([String::new(), line(width, BOLD, "Signs"), String::new()]);
    lines.extend(signs.iter().map(row));
    let mut lines = fill(lines, width, height.saturating_sub(1));
    lines.push(line(width, DIM, "any key goes back"));
    lines.join("\n")
}

/// What the signs of a screen mean.
pub const SIGNS: &[(&str, &str)] = &[
    ("▶", "the thread that took this step, and its line"),
    ("·", "a line that another thread is at: its name stands at the end"),
    ("»", "a switch although the thread before could have gone on"),
    ("✗", "the moment of the mistake"),
];
