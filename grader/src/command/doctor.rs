//! `doctor`: looks at the machine and the clone, and says what is in the way of working, with a remedy.

use anyhow::Result;

use super::print;
use crate::cli::doctor::DoctorArgs;
use crate::cli::format::DataFormat;
use crate::doctor::gather::gather;
use crate::doctor::{examine, show};
use crate::exit;
use crate::project::Project;
use crate::screen::Screen;

/// Runs the command, also where there is no project.
pub fn run(args: &DoctorArgs) -> Result<u8> {
    let project = Project::find().ok();
    let findings = examine(&gather(project.as_ref()));
    print(&match args.format {
        DataFormat::Json => show::json(&findings)?,
        DataFormat::Human => show::page(&findings, Screen::of_stdout().width),
    })?;
    Ok(if show::works(&findings) { exit::ACCEPTED } else { exit::REJECTED })
}
