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
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
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
    /// Waits for the next key.
    fn key(&mut self) -> io::Result<Key>;
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
        TAKEN.store(true, Ordering::Relaxed);
        let this = Self { colours };
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, cursor::Hide)?;
        Ok(this)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
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
        queue!(out, cursor::MoveTo(0, 0))?;
        for (number, line) in screen.lines().enumerate() {
            if number > 0 {
                out.extend(b"\r\n");
            }
            out.extend(line.as_bytes());
            queue!(out, Clear(ClearType::UntilNewLine))?;
        }
        queue!(out, Clear(ClearType::FromCursorDown))?;
        let mut stdout = io::stdout().lock();
        stdout.write_all(&out)?;
        stdout.flush()
    }

    fn key(&mut self) -> io::Result<Key> {
        loop {
            if interrupt::requested() {
                return Ok(Key::Interrupt);
            }
            if event::poll(PERIOD)? {
                match event::read()? {
                    Event::Key(key) if key.kind != KeyEventKind::Release => return Ok(of(key)),
                    Event::Resize(..) => return Ok(Key::Other),
                    _ => {}
                }
            }
        }
    }
}

fn of(key: KeyEvent) -> Key {
    match key.code {
        KeyCode::Char('c' | 'd') if key.modifiers.contains(KeyModifiers::CONTROL) => Key::Interrupt,
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Esc => Key::Escape,
        _ => Key::Other,
    }
}
