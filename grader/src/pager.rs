//! A text that is longer than the screen: a title, as much of the text as there is room for, and the keys.
//! Pure: what is shown is a function of the text, of where somebody is in it, and of the room.
//!
//! Called by `watch` and whatever else shows a page to read.

pub mod fold;

use crate::report::paint::{BOLD, DIM};
use crate::report::text::width;
use crate::stepper::line::{Line, fill, line};
use crate::terminal::Key;

/// The least that a screen needs: columns and rows.
pub const LEAST: (usize, usize) = (40, 12);

/// Where somebody is in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first line that is shown, from 0.
    top: usize,
}

impl Scroll {
    /// Somebody pressed a key, with so many lines of text in so many rows. Whether the key means anything
    /// to a pager.
    pub fn press(&mut self, key: Key, lines: usize, rows: usize) -> bool {
        let page = rows.saturating_sub(1).max(1);
        let last = lines.saturating_sub(rows);
        let top = self.top.min(last);
        self.top = match key {
            Key::Down | Key::Char('j') => top + 1,
            Key::Up | Key::Char('k') => top.saturating_sub(1),
            Key::PageDown | Key::Char(' ') => top + page,
            Key::PageUp | Key::Char('b') => top.saturating_sub(page),
            Key::Home | Key::Char('g') => 0,
            Key::End | Key::Char('G') => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// The lines that are shown in so many rows.
    pub fn window<'a>(&self, lines: &'a [String], rows: usize) -> &'a [String] {
        let top = self.top.min(lines.len().saturating_sub(rows));
        &lines[top..lines.len().min(top + rows)]
    }

    /// `1–18 of 40`, if not all of the lines are shown.
    pub fn place(&self, lines: usize, rows: usize) -> Option<String> {
        let top = self.top.min(lines.saturating_sub(rows));
        let last = lines.min(top + rows);
        (lines > rows).then(|| format!("{}–{last} of {lines}", top + 1))
    }
}

/// A page.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// On the left of the first line.
    pub title: &'a str,
    /// The text, with its colours, folded or not.
    pub text: &'a str,
    /// The last line: what the keys do.
    pub keys: &'a str,
}

/// How many rows of a screen of so many are left for the text.
pub fn room(rows: usize) -> usize {
    rows.saturating_sub(3)
}

/// The screen of a page: exactly so many rows, none longer than so many columns.
pub fn screen(page: &Page<'_>, scroll: Scroll, columns: usize, rows: usize) -> String {
    if let Some(small) = too_small(columns, rows) {
        return small;
    }
    let text = fold::fold(page.text, columns);
    let rows_of_text = room(rows);
    let place = scroll.place(text.len(), rows_of_text).unwrap_or_default();
    let head = Line::new(columns.saturating_sub(width(&place) + 1)).add(BOLD, page.title).end();
    let mut lines = vec![format!("{head} {place}"), rule(columns)];
    lines.extend(scroll.window(&text, rows_of_text).iter().cloned());
    let mut lines = fill(lines, columns, rows - 1);
    lines.push(line(columns, DIM, page.keys));
    lines.join("\n")
}

/// A line across the screen.
pub fn rule(columns: usize) -> String {
    line(columns, DIM, &"─".repeat(columns))
}

/// What to say instead of a screen for which there is no room.
pub fn too_small(columns: usize, rows: usize) -> Option<String> {
    let (least_columns, least_rows) = LEAST;
    let said = format!(
        "This terminal is too small: {columns} × {rows}.\nIt needs {least_columns} columns and {least_rows} rows."
    );
    (columns < least_columns || rows < least_rows).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stepper::testing::{assert_fits, plain};

    fn text(lines: usize) -> String {
        let lines: Vec<String> = (1..=lines).map(|line| format!("line {line}")).collect();
        lines.join("\n")
    }

    #[test]
    fn a_page_shows_what_fits_and_says_where_it_is() {
        let long = text(40);
        let page = Page { title: "A page", text: &long, keys: "q back" };
        let mut scroll = Scroll::default();
        for (key, first) in [
            (Key::Other, 1),
            (Key::Down, 2),
            (Key::PageDown, 10),
            (Key::Char(' '), 18),
            (Key::End, 32),
            (Key::Down, 32),
            (Key::Char('b'), 24),
            (Key::Char('k'), 23),
            (Key::Home, 1),
            (Key::Up, 1),
        ] {
            let heard = scroll.press(key, 40, room(12));
            assert_eq!(heard, key != Key::Other);
            let screen = screen(&page, scroll, 40, 12);
            assert_fits(&screen, 40, 12);
            let screen = plain(&screen);
            let place = format!("{first}–{} of 40", first + 8);
            assert!(
                screen.contains(&place) && screen.contains(&format!("\nline {first}\n")),
                "{screen}"
            );
            assert!(screen.ends_with("q back\n"), "{screen}");
        }
    }

    #[test]
    fn a_short_text_has_no_place_and_a_larger_screen_shows_more() {
        let scroll = Scroll { top: 30 };
        for (columns, rows) in [(40, 12), (80, 24), (160, 50)] {
            let short = text(3);
            let page = Page {
                title: "A page with a title that is longer than that",
                text: &short,
                keys: "",
            };
            let screen = screen(&page, scroll, columns, rows);
            assert_fits(&screen, columns, rows);
            assert!(!screen.contains(" of ") && screen.contains("line 1"), "{screen}");
        }
    }

    #[test]
    fn there_is_a_least_size() {
        assert!(too_small(39, 24).is_some_and(|said| said.contains("39 × 24")));
        assert!(too_small(80, 11).is_some() && too_small(40, 12).is_none());
    }
}
