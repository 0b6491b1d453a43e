//! What `doctor` can be told.

use clap::Args;

use super::format::DataFormat;

/// How to say it.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = DataFormat::Human)]
    pub format: DataFormat,
}

/// What is typed after `doctor`.
pub const EXAMPLES: &super::help::Examples =
    &[("What may be wrong here", "doctor"), ("For a bug report", "doctor --format json")];

/// The paragraph of `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  nothing keeps you from working
  1  something does";
