//! A screen of the terminal's own for what is stepped through and played: drawn as a whole, key by key,
//! given back whatever happens.
//!
//! Called by `replay --step` and `play`. What they show is made elsewhere, as text.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};

use crate::interrupt;

/// A key, as far as anybody here listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character, the space too.
    Char(char),
    /// Return.
    Enter,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A screen back.
    PageUp,
    /// A screen on.
    PageDown,
    /// To the next thing.
    Tab,
    /// Takes back what was typed last.
    Backspace,
    /// Away.
    Escape,
    /// Ctrl-C, or whoever wants the grader to end.
    Interrupt,
    /// Another one, or a terminal of another size: there is only something to draw.
    Other,
}

/// Where screens are shown and keys come from: a terminal, or a test.
pub trait Face {
    /// Columns and rows.
    fn size(&self) -> (usize, usize);
    /// Shows a screen: lines of text with colours.
    fn show(&mut self, screen: &str) -> io::Result<()>;
    /// Waits for the next key, no longer than this.
    fn key_within(&mut self, patience: Duration) -> io::Result<Option<Key>>;

    /// Waits for the next key.
    fn key(&mut self) -> io::Result<Key> {
        loop {
            if let Some(key) = self.key_within(PERIOD)? {
                return Ok(key);
            }
        }
    }
}

/// Whether there is somebody to step and play.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb()
}

/// Whether the terminal says that it only writes one line below another.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The terminal, with a screen of its own until this is dropped.
pub struct Terminal {
    colours: bool,
}

static TAKEN: AtomicBool = AtomicBool::new(false);

/// How long a terminal is waited for before somebody looks whether the grader is to end.
const PERIOD: Duration = Duration::from_millis(100);

impl Terminal {
    /// Takes the terminal.
    pub fn take() -> io::Result<Self> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            interrupt::at_last(give_back);
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                give_back();
                before(info);
            }));
        });
        let colours = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        let this = Self { colours };
        enter()?;
        Ok(this)
    }

    /// Gives the terminal to somebody else for as long as this takes: an editor, say.
    pub fn aside<T>(&mut self, what: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = what();
        enter()?;
        Ok(result)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::Relaxed);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, cursor::Hide)
}

fn give_back() {
    if TAKEN.swap(false, Ordering::Relaxed) {
        let _ = execute!(io::stdout(), cursor::Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}

impl Face for Terminal {
    fn size(&self) -> (usize, usize) {
        let size = terminal_size::terminal_size();
        size.map_or((80, 24), |(width, height)| (width.0.into(), height.0.into()))
    }

    fn show(&mut self, screen: &str) -> io::Result<()> {
        let plain;
        let screen = if self.colours {
            screen
        } else {
            plain = anstream::adapter::strip_str(screen).to_string();
            &plain
        };
        let mut out = Vec::with_capacity(screen.len() * 2);
        queue!(out, BeginSynchronizedUpdate, cursor::MoveTo(0, 0))?;
        let last = screen.lines().count().saturating_sub(1);
        for (number, line) in screen.lines().enumerate() {
            if number > 0 {
                out.extend(b"\r\n");
            }
            // First: behind a line that fills its row, the cursor still stands on the last character.
            let rest =
                if number == last { ClearType::FromCursorDown } else { ClearType::UntilNewLine };
            queue!(out, Clear(rest))?;
            out.extend(line.as_bytes());
        }
        queue!(out, EndSynchronizedUpdate)?;
        let mut stdout = io::stdout().lock();
        stdout.write_all(&out)?;
        stdout.flush()
    }

    fn key_within(&mut self, patience: Duration) -> io::Result<Option<Key>> {
        if interrupt::requested() {
            return Ok(Some(Key::Interrupt));
        }
        if !event::poll(patience)? {
            return Ok(None);
        }
        Ok(match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => Some(of(key)),
            Event::Resize(..) => Some(Key::Other),
            _ => None,
        })
    }
}

fn of(key: KeyEvent) -> Key {
    match key.code {
        KeyCode::Char('c' | 'd') if key.modifiers.contains(KeyModifiers::CONTROL) => Key::Interrupt,
        // Ctrl-X is not x. Both together are AltGr, by which characters are typed.
        KeyCode::Char(_)
            if key.modifiers.contains(KeyModifiers::CONTROL)
                != key.modifiers.contains(KeyModifiers::ALT) =>
        {
            Key::Other
        }
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Esc => Key::Escape,
        _ => Key::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_with_control_is_another_key() {
        let key = |modifiers| of(KeyEvent::new(KeyCode::Char('x'), modifiers));
        assert_eq!(key(KeyModifiers::NONE), Key::Char('x'));
        assert_eq!(key(KeyModifiers::CONTROL), Key::Other);
        assert_eq!(key(KeyModifiers::ALT), Key::Other);
        assert_eq!(key(KeyModifiers::CONTROL | KeyModifiers::ALT), Key::Char('x'));
        let upper = of(KeyEvent::new(KeyCode::Char('X'), KeyModifiers::SHIFT));
        assert_eq!(upper, Key::Char('X'));
        let end = of(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL));
        assert_eq!(end, Key::Interrupt);
    }
}
