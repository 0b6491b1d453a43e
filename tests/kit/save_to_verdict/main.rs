//! How long it takes from saving a file to seeing its verdict: the real `watch` behind a pseudo-terminal,
//! beside rustlings' on the same machine in the same run. Makes the table of `grader/bench/LOOP.md`.
//!
//! `cargo run -p tests --bin save-to-verdict -- --saves 20 --rustlings PATH`; both may be left out.

#![forbid(unsafe_code)]

#[cfg(unix)]
mod contestant;
#[cfg(unix)]
mod racecourse;
#[cfg(unix)]
mod rustlings;
#[cfg(unix)]
mod table;

use std::process::ExitCode;

use tests::pictures::AS_GRADER;

fn main() -> ExitCode {
    if std::env::var_os(AS_GRADER).is_some() {
        return grader::main();
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            grader::command::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(unix))]
fn measure() -> anyhow::Result<()> {
    anyhow::bail!("only where there are pseudo-terminals")
}

/// Everybody takes turns, so that what the machine does meanwhile happens to all of them.
#[cfg(unix)]
fn measure() -> anyhow::Result<()> {
    let asked = Asked::read(std::env::args().skip(1))?;
    let mut contestants = vec![racecourse::threads()?, racecourse::tasks()?];
    if let Some(program) = &asked.rustlings {
        contestants.push(rustlings::start(program)?);
    }
    let activity = grader::activity::Activity::new();
    for round in 0..asked.saves {
        activity.step(format!("Round {} of {}", round + 1, asked.saves));
        for contestant in &mut contestants {
            contestant.save_each(round)?;
        }
    }
    activity.clear();
    grader::command::print(&table::of(&contestants))?;
    Ok(())
}

/// What the command line says.
#[cfg(unix)]
struct Asked {
    saves: u32,
    rustlings: Option<std::path::PathBuf>,
}

#[cfg(unix)]
impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut asked = Self { saves: 20, rustlings: None };
        while let Some(word) = words.next() {
            let value = words.next();
            match (word.as_str(), value) {
                ("--saves", Some(number)) => asked.saves = number.parse()?,
                ("--rustlings", Some(path)) => {
                    asked.rustlings = Some(std::path::absolute(path)?);
                }
                _ => anyhow::bail!("`{word}`? Say `--saves N`, `--rustlings PATH`"),
            }
        }
        Ok(asked)
    }
}
