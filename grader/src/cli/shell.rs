//! The shells that completions can be had for.

use clap::ValueEnum;

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// `~/.bashrc`.
    Bash,
    /// `~/.zshrc`.
    Zsh,
    /// `~/.config/fish/completions/grader.fish`.
    Fish,
    /// `~/.config/elvish/rc.elv`.
    Elvish,
    /// `$PROFILE`.
    #[value(name = "powershell", alias = "pwsh")]
    PowerShell,
}

/// What is typed after `completions`.
pub const EXAMPLES: &super::help::Examples = &[
    ("Try it in this bash (`source <(…)` in ~/.bashrc keeps it)", "completions bash"),
    ("The same for zsh, fish, elvish or PowerShell", "completions zsh"),
];
