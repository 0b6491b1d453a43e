//! `completions`: the lines that make a shell complete `grader`. The shell asks the program itself, so
//! that exercises, tracks and files complete too, also those of tomorrow ([`crate::cli::complete`]).

use std::env;
use std::path::Path;

use anyhow::Result;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use super::print;
use crate::cli::complete::VARIABLE;
use crate::cli::shell::Shell;
use crate::exit;

/// Runs the command.
pub fn run(shell: Shell) -> Result<u8> {
    print(&script(shell, &program())?)?;
    Ok(exit::ACCEPTED)
}

/// How a shell calls this program: by the name by which it found it, else by its path.
fn program() -> String {
    let called = env::args_os().next().unwrap_or_default();
    let by_name = Path::new(&called).components().count() == 1;
    let path = env::current_exe().ok().filter(|_| !by_name);
    path.map_or_else(|| called.to_string_lossy().into_owned(), |path| path.display().to_string())
}

fn script(shell: Shell, program: &str) -> Result<String> {
    let (completer, place, line): (&dyn EnvCompleter, _, _) = match shell {
        Shell::Bash => (&Bash, "~/.bashrc", "source <(grader completions bash)"),
        Shell::Zsh => (&Zsh, "~/.zshrc, below `compinit`", "source <(grader completions zsh)"),
        Shell::Fish => {
            (&Fish, "~/.config/fish/completions/grader.fish", "grader completions fish | source")
        }
        Shell::Elvish => {
            (&Elvish, "~/.config/elvish/rc.elv", "eval (grader completions elvish | slurp)")
        }
        Shell::PowerShell => (
            &Powershell,
            "the file that $PROFILE names",
            "grader completions powershell | Out-String | Invoke-Expression",
        ),
    };
    let mut lines = Vec::new();
    completer.write_registration(VARIABLE, "grader", "grader", program, &mut lines)?;
    Ok(format!(
        "# Completions of Racecourse's `grader`. To have them in every shell, put this line into\n\
         # {place}:\n\
         #     {line}\n\
         # For that, `grader` must be on your PATH; in the project's folder, this puts it there:\n\
         #     cargo install --debug --path grader\n\
         {}\n",
        String::from_utf8_lossy(&lines).trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_shell_is_told_to_ask_this_program_and_where_to_put_that() {
        for &shell in Shell::value_variants() {
            let script = script(shell, "/p/grader").expect("a script");
            let (comment, lines): (Vec<&str>, Vec<&str>) =
                script.lines().partition(|line| line.starts_with("# "));
            let lines = lines.join("\n");
            assert!(lines.contains("/p/grader") && lines.contains(VARIABLE), "{script}");
            assert!(comment[2].contains("grader completions"), "{script}");
        }
    }
}
