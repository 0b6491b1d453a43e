//! The real command behind a pseudo-terminal: keys in, screens out. Shared by the tests of what has a screen
//! of its own.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};
use tests::{at_home, vt};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// What ends a screen, and what gives the terminal back.
const END: &[u8] = b"\x1b[?2026l";
const BACK: &str = "\x1b[?1049l";

/// The kit may have to be built first.
const PATIENCE: Duration = Duration::from_secs(100);

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// The command in a terminal.
pub(crate) struct Session {
    child: Child,
    keys: File,
    output: Receiver<Vec<u8>>,
    said: Vec<u8>,
    terminal: vt100::Parser,
    /// The last whole screen.
    screen: String,
}

fn winsize((columns, rows): Size) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

fn some(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a size")
}

impl Session {
    /// Starts the grader in a project, without colours.
    pub(crate) fn start(project: &Path, arguments: &[&str], size: Size) -> Self {
        let (columns, rows) = size;
        let (keys, slave) = vt::open(rows, columns).expect("a pseudo-terminal");
        let stdio = || Stdio::from(slave.try_clone().expect("a handle"));
        let mut command = Command::new(GRADER);
        command.args(arguments).current_dir(project);
        command.env("TERM", "xterm").env("NO_COLOR", "1").env_remove("COLUMNS");
        command.env_remove("VISUAL").env_remove("EDITOR").env_remove("TERM_PROGRAM");
        at_home(&mut command, project);
        let child = command.stdin(stdio()).stdout(stdio()).stderr(Stdio::null()).spawn();
        let child = child.expect("the grader starts");
        drop(slave);
        let mut reads = keys.try_clone().expect("a handle");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reads.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let terminal = vt100::Parser::new(some(size.1), some(size.0), 0);
        Self { child, keys, output, said: Vec::new(), terminal, screen: String::new() }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal listens");
    }

    /// The terminal has another size from now on.
    pub(crate) fn resize(&mut self, size: Size) {
        self.terminal.screen_mut().set_size(some(size.1), some(size.0));
        tcsetwinsize(&self.keys, winsize(size)).expect("a size");
        // The kernel tells whoever has this as its controlling terminal, which nobody here has.
        kill_process(Pid::from_child(&self.child), Signal::WINCH).expect("it runs");
    }

    /// Asks the grader to end, as a shutdown does.
    pub(crate) fn terminate(&self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("it runs");
    }

    /// What somebody sees, without what is just being drawn.
    pub(crate) fn screen(&self) -> &str {
        &self.screen
    }

    /// Waits until something has been said.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_there(self) {
            let left = PATIENCE.saturating_sub(began.elapsed());
            let Ok(more) = self.output.recv_timeout(left) else {
                panic!("no {what}, but\n{}", self.screen())
            };
            self.hear(&more);
        }
    }

    fn hear(&mut self, more: &[u8]) {
        self.said.extend(more);
        self.terminal.process(more);
        if self.said.ends_with(END) {
            let screen = self.terminal.screen();
            let rows = screen.rows(0, screen.size().1.into());
            let rows: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
            self.screen = rows.join("\n");
        }
    }

    #[track_caller]
    pub(crate) fn shows(&mut self, what: &str) -> String {
        self.wait(what, |session| session.screen().contains(what));
        self.screen().to_owned()
    }

    /// The exit code, and what was said after the terminal was given back.
    #[track_caller]
    pub(crate) fn ends(mut self) -> (Option<i32>, String) {
        let is_back = |session: &Self| String::from_utf8_lossy(&session.said).contains(BACK);
        self.wait("own screen given back", is_back);
        let modes = tcgetattr(&self.keys).map(|modes| modes.local_modes);
        let code = self.child.wait().expect("it ends").code();
        while let Ok(more) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.hear(&more);
        }
        // Where nobody has the other side any more, some systems no longer tell.
        let after = tcgetattr(&self.keys).map(|modes| modes.local_modes).or(modes);
        if let Ok(modes) = after {
            assert!(modes.contains(LocalModes::ECHO | LocalModes::ICANON), "lines and an echo");
        }
        assert!(!self.terminal.screen().hide_cursor(), "a cursor");
        assert!(!self.terminal.screen().alternate_screen(), "the screen as it was");
        let said = String::from_utf8_lossy(&self.said).into_owned();
        let after = said.rsplit(BACK).next().unwrap_or_default().replace('\r', "");
        (code, after)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
