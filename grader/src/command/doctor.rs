//! `doctor`: looks at the machine and the clone, and says what is in the way of working, with a remedy.

use anyhow::Result;

use super::print;
use crate::cli::doctor::{DoctorArgs, DoctorFormat};
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
        DoctorFormat::Json => show::json(&findings)?,
        DoctorFormat::Human => show::page(&findings, Screen::of_stdout().width),
    })?;
    Ok(if show::works(&findings) { exit::ACCEPTED } else { exit::REJECTED })
}
