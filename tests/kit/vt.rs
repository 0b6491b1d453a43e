//! A program behind a pseudo-terminal, and the screen that it has drawn: for pictures and for measuring how
//! long a verdict takes to be seen.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::num::NonZeroU16;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anstyle::{Ansi256Color, Color, Effects, RgbColor, Style};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// A running program and its screen. It ends when this is dropped.
pub struct Vt {
    child: Child,
    keys: File,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
}

impl Vt {
    /// Starts the program in a terminal of so many rows and columns.
    ///
    /// # Errors
    /// When there is no pseudo-terminal, or the program does not start.
    ///
    /// # Panics
    /// When there are no rows or no columns.
    pub fn start(command: &mut Command, rows: u16, columns: u16) -> io::Result<Self> {
        let (keys, slave) = open(rows, columns)?;
        let child = command
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS")
            .env_remove("LINES")
            .stdin(Stdio::from(slave.try_clone()?))
            .stdout(Stdio::from(slave.try_clone()?))
            .stderr(Stdio::from(slave))
            .spawn()?;
        let mut reads = keys.try_clone()?;
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reads.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let size = |cells| NonZeroU16::new(cells).expect("a row and a column at least");
        let parser = vt100::Parser::new(size(rows), size(columns), 0);
        Ok(Self { child, keys, output, parser })
    }

    /// Presses keys.
    ///
    /// # Errors
    /// When the program listens no longer.
    pub fn press(&mut self, keys: &str) -> io::Result<()> {
        self.keys.write_all(keys.as_bytes())
    }

    /// Waits until the screen is as wanted, and says when it was; `None` when it was not so in time, or the
    /// program has ended.
    pub fn wait(&mut self, patience: Duration, is_so: impl Fn(&str) -> bool) -> Option<Instant> {
        let began = Instant::now();
        if is_so(&self.text()) {
            return Some(began);
        }
        loop {
            let left = patience.checked_sub(began.elapsed())?;
            let (at, bytes) = self.output.recv_timeout(left).ok()?;
            self.parser.process(&bytes);
            if is_so(&self.text()) {
                return Some(at);
            }
        }
    }

    /// Waits until nothing has been drawn for so long.
    pub fn settle(&mut self, quiet: Duration) {
        while let Ok((_, bytes)) = self.output.recv_timeout(quiet) {
            self.parser.process(&bytes);
        }
    }

    /// The text of the screen.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// The screen, each row with its colours.
    pub fn ansi(&self) -> String {
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        let row = |row: u16| {
            let cells = (0..columns.get()).filter_map(move |column| screen.cell(row, column));
            let mut out = String::new();
            let mut style = Style::new();
            for cell in cells.filter(|cell| !cell.is_wide_continuation()) {
                let own = if cell.has_contents() { style_of(cell) } else { Style::new() };
                if own != style {
                    let _ = write!(out, "{style:#}{own}");
                    style = own;
                }
                out.push_str(if cell.has_contents() { cell.contents() } else { " " });
            }
            let _ = write!(out, "{style:#}");
            out.trim_end().to_owned() + "\n"
        };
        (0..rows.get()).map(row).collect()
    }
}

impl Drop for Vt {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A terminal of so many rows and columns: the side of whoever sits before it, and the program's side.
///
/// # Errors
/// When there is no pseudo-terminal.
pub fn open(rows: u16, columns: u16) -> io::Result<(File, File)> {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
    grantpt(&master)?;
    unlockpt(&master)?;
    tcsetwinsize(&master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 })?;
    let name = ptsname(&master, Vec::new())?.into_string().map_err(io::Error::other)?;
    let program = OpenOptions::new().read(true).write(true).open(name)?;
    Ok((File::from(master), program))
}

fn style_of(cell: &vt100::Cell) -> Style {
    let color = |color| match color {
        vt100::Color::Default => None,
        vt100::Color::Idx(index) => Some(match Ansi256Color(index).into_ansi() {
            Some(named) => Color::Ansi(named),
            None => Color::Ansi256(Ansi256Color(index)),
        }),
        vt100::Color::Rgb(red, green, blue) => Some(Color::Rgb(RgbColor(red, green, blue))),
    };
    let effects = [
        (cell.bold(), Effects::BOLD),
        (cell.dim(), Effects::DIMMED),
        (cell.italic(), Effects::ITALIC),
        (cell.underline(), Effects::UNDERLINE),
        (cell.inverse(), Effects::INVERT),
    ];
    let on = effects.into_iter().filter(|(is_on, _)| *is_on);
    Style::new()
        .fg_color(color(cell.fgcolor()))
        .bg_color(color(cell.bgcolor()))
        .effects(on.fold(Effects::new(), |all, (_, effect)| all | effect))
}
