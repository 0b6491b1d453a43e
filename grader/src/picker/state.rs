//! Where somebody is in the picker, and what a key changes. Pure: what has to be done outside is a
//! [`Wish`].

use super::filter::{Filter, Part};
use super::rows::Row;
use crate::problems::exercise::Exercise;
use crate::terminal::Key;

/// What the picker shows.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// Every exercise.
    pub rows: Vec<Row>,
    /// Which of them are shown.
    pub filter: Filter,
    /// What keys are about.
    pub mode: Mode,
    /// What there is to say about the last key.
    pub said: String,
    /// Of all rows, the one that is marked.
    marked: usize,
}

/// What keys are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mode {
    /// The rows.
    #[default]
    Rows,
    /// The words that are searched for.
    Search,
    /// Whether the marked file is to be the stub again.
    Reset,
    /// Nothing: the keys are explained.
    Help,
}

/// What a key asks for outside of the picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    /// This is the exercise.
    Choose(Exercise),
    /// Its file in an editor.
    Open(Exercise),
    /// Its stub back.
    Reset(Exercise),
    /// What was there before a reset back.
    Undo(Exercise),
    /// To leave.
    Leave,
    /// The grader is to end.
    Interrupt,
}

impl State {
    /// At an exercise; without one, at what is begun, else at the first that is not accepted.
    pub(super) fn new(rows: Vec<Row>, start: Option<&Exercise>) -> Self {
        let at = |test: &dyn Fn(&Row) -> bool| rows.iter().position(test);
        let marked = start
            .and_then(|start| at(&|row| row.exercise == *start))
            .or_else(|| at(&|row| row.known.is_begun()))
            .or_else(|| at(&|row| !row.known.attempted))
            .unwrap_or(0);
        Self { rows, filter: Filter::default(), mode: Mode::default(), said: String::new(), marked }
    }

    /// The rows that are shown, by their place among all.
    pub(super) fn shown(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|row| self.filter.has(&self.rows[*row])).collect()
    }

    /// The marked row among those that are shown, if any is.
    pub(super) fn marked(&self) -> Option<usize> {
        self.shown().contains(&self.marked).then_some(self.marked)
    }

    /// Files may have changed outside.
    pub(super) fn look_again(&mut self, rows: Vec<Row>, said: String) {
        let marked = self.exercise();
        self.rows = rows;
        let still =
            marked.and_then(|marked| self.rows.iter().position(|row| row.exercise == marked));
        self.marked = still.unwrap_or(0);
        self.said = said;
        self.keep_marked();
    }

    /// Takes a key.
    pub(super) fn press(&mut self, key: Key) -> Option<Wish> {
        match key {
            Key::Interrupt => return Some(Wish::Interrupt),
            // Only a terminal of another size.
            Key::Other => return None,
            _ => self.said.clear(),
        }
        let wish = match self.mode {
            Mode::Rows => self.press_in_rows(key),
            Mode::Search => {
                self.press_in_search(key);
                None
            }
            Mode::Reset => {
                self.mode = Mode::Rows;
                let sure = matches!(key, Key::Char('y' | 'Y'));
                self.exercise().filter(|_| sure).map(Wish::Reset)
            }
            Mode::Help => {
                self.mode = Mode::Rows;
                None
            }
        };
        self.keep_marked();
        wish
    }

    fn press_in_rows(&mut self, key: Key) -> Option<Wish> {
        match key {
            Key::Char('q') => return Some(Wish::Leave),
            Key::Escape if self.filter.is_empty() => return Some(Wish::Leave),
            Key::Escape => self.filter = Filter::default(),
            Key::Char('?') => self.mode = Mode::Help,
            Key::Char('/') => self.mode = Mode::Search,
            Key::Char(key) if part(key).is_some() => {
                if let Some((part, back)) = part(key) {
                    self.filter.turn(part, back, &self.rows);
                }
            }
            Key::Enter | Key::Right | Key::Char('l') => return self.exercise().map(Wish::Choose),
            Key::Char('o' | 'e') => return self.exercise().map(Wish::Open),
            Key::Char('u') => return self.exercise().map(Wish::Undo),
            Key::Char('r') => self.ask_for_reset(),
            key => self.go(key),
        }
        None
    }

    fn press_in_search(&mut self, key: Key) {
        match key {
            Key::Char(c) => self.filter.search.push(c),
            Key::Backspace if self.filter.search.is_empty() => self.mode = Mode::Rows,
            Key::Backspace => {
                self.filter.search.pop();
            }
            Key::Enter | Key::Tab => self.mode = Mode::Rows,
            Key::Escape => {
                self.filter.search.clear();
                self.mode = Mode::Rows;
            }
            key => self.go(key),
        }
    }

    fn ask_for_reset(&mut self) {
        match self.marked().map(|row| self.rows[row].known.attempted) {
            Some(true) => self.mode = Mode::Reset,
            Some(false) => "This is still the stub.".clone_into(&mut self.said),
            None => {}
        }
    }

    /// Moves the mark.
    fn go(&mut self, key: Key) {
        /// Rows of a step with the page keys.
        const PAGE: usize = 10;
        let shown = self.shown();
        let Some(last) = shown.len().checked_sub(1) else { return };
        let now = shown.iter().position(|row| *row == self.marked).unwrap_or(0);
        let then = match key {
            Key::Up | Key::Char('k') => now.saturating_sub(1),
            Key::Down | Key::Char('j') => now + 1,
            Key::PageUp => now.saturating_sub(PAGE),
            Key::PageDown | Key::Char(' ') => now + PAGE,
            Key::Home | Key::Char('g') => 0,
            Key::End | Key::Char('G') => last,
            _ => now,
        };
        self.marked = shown[then.min(last)];
    }

    /// What is marked must be seen: the next row that is, else the last one.
    fn keep_marked(&mut self) {
        let shown = self.shown();
        let next = shown.iter().find(|row| **row >= self.marked).or(shown.last());
        self.marked = next.copied().unwrap_or(self.marked);
    }

    fn exercise(&self) -> Option<Exercise> {
        self.marked().map(|row| self.rows[row].exercise.clone())
    }
}

/// What a key goes through, and whether backwards.
fn part(key: char) -> Option<(Part, bool)> {
    let part = Part::ALL.into_iter().find(|part| part.key().0 == key.to_ascii_lowercase())?;
    Some((part, key.is_ascii_uppercase()))
}
