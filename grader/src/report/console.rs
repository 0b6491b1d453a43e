//! The format for people: each report as soon as it is known, and a summary below.
//!
//! What a report looks like is in `human`.

use super::event::{Event, Reporter};
use super::{human, summary};
use crate::project::Project;
use crate::screen::Screen;

/// The format for people.
pub struct Console {
    project: Project,
    screen: Screen,
    /// Something was printed before.
    follows: bool,
}

impl Console {
    /// For a screen.
    pub fn new(project: &Project, screen: Screen) -> Self {
        Self { project: project.clone(), screen, follows: false }
    }
}

impl Reporter for Console {
    fn hear(&mut self, event: &Event<'_>) -> anyhow::Result<String> {
        Ok(match event {
            Event::Graded(graded) => {
                let report = human::render(graded, self.project.root(), self.screen);
                let is_long = report.lines().count() > 3;
                let follows = std::mem::replace(&mut self.follows, true);
                format!("{}{report}", if follows && is_long { "\n" } else { "" })
            }
            Event::Finished { results, took, at_once } => summary::below(results, *took, *at_once),
            Event::Nothing { why } => format!("{why}\n"),
            Event::Started { .. } | Event::Failed { .. } => String::new(),
        })
    }
}
