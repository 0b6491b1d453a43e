//! Reports: each shows a [`Graded`](crate::graded::Graded) in its own way and knows nothing of how
//! it came about. All formats hear the same events; [`of`] has the list of them.

pub mod annotate;
pub mod cargo_json;
pub mod console;
pub mod event;
#[cfg(test)]
mod example;
pub mod explanation;
pub mod headline;
pub mod html;
pub mod human;
pub mod json;
pub mod junit;
pub mod lanes;
pub mod layout;
pub mod listing;
pub mod marks;
pub mod narrative;
pub mod paint;
pub mod row;
#[cfg(test)]
mod samples;
pub mod source;
pub mod span;
pub mod squiggle;
pub mod steps;
pub mod summary;
pub mod table;
pub mod text;
pub mod told;
pub mod waits;
pub mod words;

use crate::cli::format::Format;
use crate::project::Project;
use crate::screen::Screen;
use event::Reporter;

/// The format that was asked for.
pub fn of(format: Format, project: &Project) -> Box<dyn Reporter> {
    match format {
        Format::Human => Box::new(console::Console::new(project, Screen::of_stdout())),
        Format::Table => Box::new(table::Table::new(project)),
        Format::Json => Box::new(json::Json),
        Format::CargoJson => Box::new(cargo_json::CargoJson::new(project.root())),
        Format::Junit => Box::new(junit::Junit::new(project.root())),
    }
}
