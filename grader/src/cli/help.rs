//! What stands below the options in `--help`: examples, exit codes, the environment.
//!
//! Each command has its examples in its own file, as pairs of what one wants and what one types; a test
//! here holds all commands to that, and the examples to the real parser.

use anstyle::Style;

/// What one wants, and what is typed after [`PROGRAM`] to get it.
pub type Examples = [(&'static str, &'static str)];

/// How every example begins.
pub const PROGRAM: &str = "cargo run -p grader --";

/// As clap shows its own headings.
const HEADING: Style = Style::new().bold().underline();

/// The section `Examples`, for `-h` and `--help`.
pub fn examples(examples: &Examples) -> String {
    with(examples, &[])
}

/// The same, and further sections below it, for `--help`. A section is a text whose first line, or any
/// line that is not indented and ends with a colon, is its heading.
pub fn with(examples: &Examples, sections: &[&str]) -> String {
    let lines = examples.iter().flat_map(|(what, typed)| {
        // Without a command there is nothing for the two dashes to stand before.
        let command = format!("{PROGRAM} {typed}");
        [format!("  {what}:"), format!("    {}", command.trim_end_matches(" -- "))]
    });
    let first = ["Examples:".to_owned()].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    let all: Vec<&str> = [first.as_str()].into_iter().chain(sections.iter().copied()).collect();
    let all = all.join("\n\n");
    let lines = all.lines().map(|line| {
        if is_heading(line) { format!("{HEADING}{line}{HEADING:#}") } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line below the options is the heading of a section.
pub fn is_heading(line: &str) -> bool {
    line.ends_with(':') && !line.starts_with(' ')
}

/// The variables that the grader itself reads. (Cargo and rustc read theirs.)
pub const ENVIRONMENT: &str = "\
Environment:
  NO_COLOR        no colours, unless `--color` asks for them
  CLICOLOR_FORCE, FORCE_COLOR
                  colours, also where there is no terminal
  CLICOLOR=0      no colours
  TERM=dumb       no colours, and nothing that moves the cursor
  COLUMNS         how wide a report may be, instead of as wide as the terminal
  VISUAL, EDITOR  the editor that files are opened in
  CARGO, RUSTC    the cargo and the rustc that build; else those on the PATH
  TERM_PROGRAM, ZED_TERM
                  the editor whose terminal this is, if none is set
  LC_ALL, LC_CTYPE, LANG
                  what `doctor` looks at to see whether signs can be shown
  CARGO_MANIFEST_DIR
                  set by `cargo run`: the project, where one stands in none
  CI              everything is graded again, also what has not changed
  GRADER_MEMORY   the folder for progress.toml and the last checks, instead of
                  the project's root and target/grader
  GRADER_KIT      another clone, whose kit is to be used
  COMPLETE        set by the completions of your shell (`grader completions`)";

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory, Parser};

    use super::*;
    use crate::cli::Cli;

    fn commands() -> Vec<Command> {
        let mut top = Cli::command();
        top.build();
        let below: Vec<Command> = top.get_subcommands().cloned().collect();
        let below = below.into_iter().filter(|command| command.get_name() != "help");
        [top].into_iter().chain(below).collect()
    }

    fn typed(command: &Command) -> Vec<String> {
        let help = command.clone().render_long_help().to_string();
        let lines = help.lines().map(str::trim).filter(|line| line.starts_with("cargo run "));
        lines.map(str::to_owned).collect()
    }

    #[test]
    fn every_command_has_examples_of_itself() {
        for command in commands() {
            let name = command.get_name();
            let typed = typed(&command);
            assert!(!typed.is_empty(), "`{name}` has no examples; see `cli/help.rs`");
            for line in typed.iter().filter(|_| name != "grader") {
                let rest = line.strip_prefix(PROGRAM).expect("every example begins in one way");
                let first = rest.split_whitespace().next();
                assert_eq!(first, Some(name), "an example of `{name}` is one of another command");
            }
        }
    }

    #[test]
    fn every_example_parses_and_fits_on_a_line() {
        for command in commands() {
            let help = command.clone().render_long_help().to_string();
            assert!(!help.contains('\u{1b}'), "{help}");
            let below = command.get_after_long_help().or(command.get_after_help());
            for line in below.expect("examples at least").to_string().lines() {
                assert!(line.chars().count() <= 80, "too long for 80 columns: {line}");
            }
            for line in typed(&command) {
                assert!(line.len() <= 76, "too long for a terminal of 80 columns: {line}");
                let words = line.strip_prefix("cargo run -p grader").expect("as it is typed");
                let words = words.split_whitespace().skip_while(|word| *word == "--");
                let parsed = Cli::try_parse_from(["grader"].into_iter().chain(words));
                assert!(parsed.is_ok(), "{line}\n{}", parsed.expect_err("just seen"));
            }
        }
    }

    #[test]
    fn headings_are_found_by_their_colon() {
        let text = with(&[("All", "list")], &["Exit codes:\n  0  good\n\nProse: nothing else"]);
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert_eq!(
            plain,
            "Examples:\n  All:\n    cargo run -p grader -- list\n\n\
             Exit codes:\n  0  good\n\nProse: nothing else"
        );
        let headings: Vec<&str> = plain.lines().filter(|line| is_heading(line)).collect();
        assert_eq!(headings, ["Examples:", "Exit codes:"]);
    }
}
