//! Says what the grader is doing while it does it, on standard error: a spinner on a terminal, a
//! plain line for the slow steps elsewhere.
//!
//! Called by `kit`, `grade` and the commands that grade.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::terminal::is_dumb;

/// A line that changes while work goes on.
pub struct Activity {
    way: Way,
    /// The spinner, while there is one.
    bar: Mutex<Option<ProgressBar>>,
}

/// How it is told what is being done.
enum Way {
    /// On a terminal that can move its cursor.
    Spinner,
    /// On anything else: the slow steps only.
    Lines,
    /// To whoever shows it.
    Told(Box<dyn Fn(&str) + Send + Sync>),
}

impl Activity {
    /// Says nothing yet.
    pub fn new() -> Self {
        let can_spin = std::io::stderr().is_terminal() && !is_dumb();
        Self::by(if can_spin { Way::Spinner } else { Way::Lines })
    }

    /// Tells somebody who has a screen of their own.
    pub fn telling(tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self::by(Way::Told(Box::new(tell)))
    }

    fn by(way: Way) -> Self {
        Self { way, bar: Mutex::new(None) }
    }

    /// What is being done now; gone when the next step begins.
    pub fn step(&self, what: String) {
        match &self.way {
            Way::Spinner => self.bar().get_or_insert_with(spinner).set_message(what),
            Way::Told(tell) => tell(&what),
            Way::Lines => {}
        }
    }

    /// A step that takes long enough to be told where no spinner can tell it.
    pub fn slow_step(&self, what: String) {
        if matches!(self.way, Way::Lines) {
            let _ = writeln!(anstream::stderr(), "{what}");
        } else {
            self.step(what);
        }
    }

    fn bar(&self) -> MutexGuard<'_, Option<ProgressBar>> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes the line, so that a report can be printed.
    pub fn clear(&self) {
        if let Some(bar) = self.bar().take() {
            bar.finish_and_clear();
        }
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(80));
    bar
}

impl Drop for Activity {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Default for Activity {
    fn default() -> Self {
        Self::new()
    }
}
