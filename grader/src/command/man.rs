//! `man`: the manual page, made from the same texts as `--help`: of one command, or of all on one page.

use std::time::UNIX_EPOCH;
use std::{env, fs};

use anyhow::Result;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use humantime::format_rfc3339_seconds;

use super::{Usage, print};
use crate::cli::Cli;
use crate::cli::help::is_heading;
use crate::exit;
use crate::nearest::{did_you_mean, nearest};

/// Runs the command.
pub fn run(wanted: Option<&str>) -> Result<u8> {
    let top = top();
    let Some(wanted) = wanted else {
        print(&page(&top, true)?)?;
        return Ok(exit::ACCEPTED);
    };
    let Some(command) = top.find_subcommand(wanted) else {
        let known = top.get_subcommands().map(Command::get_name);
        let what = did_you_mean(nearest(known, wanted));
        return Err(Usage::Other(format!("there is no command `{wanted}`{what}")).into());
    };
    print(&page(command, false)?)?;
    Ok(exit::ACCEPTED)
}

fn top() -> Command {
    let mut top = Cli::command().disable_help_subcommand(true).subcommand_value_name("COMMAND");
    top.build();
    top
}

/// A page in the language of `man`.
fn page(command: &Command, with_all: bool) -> Result<String> {
    let title = command.get_display_name().unwrap_or("grader").to_uppercase();
    let version = concat!("grader ", env!("CARGO_PKG_VERSION"));
    let title = [title.as_str(), "1", &date(), version, "Racecourse"];
    let man = Man::new(command.clone());
    let mut out = Vec::new();
    Roff::new().control("TH", title).to_writer(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if with_all {
        add_commands(command, &mut out)?;
    }
    for (heading, lines) in sections(command) {
        let mut roff = Roff::new();
        roff.control("SH", [heading.to_uppercase().as_str()]);
        add_lines(&mut roff, &lines);
        roff.to_writer(&mut out)?;
    }
    Ok(finished(&String::from_utf8_lossy(&out)))
}

/// Every command with its own synopsis, description, options and examples.
fn add_commands(top: &Command, out: &mut Vec<u8>) -> Result<()> {
    Roff::new().control("SH", ["COMMANDS"]).to_writer(out)?;
    for command in top.get_subcommands().filter(|command| !command.is_hide_set()) {
        let own = command.clone().mut_args(|arg| {
            let is_everywhere = arg.is_global_set() || arg.get_id() == "help";
            arg.hide(is_everywhere)
        });
        let man = Man::new(own);
        let mut text = Vec::new();
        man.render_synopsis_section(&mut text)?;
        man.render_description_section(&mut text)?;
        man.render_options_section(&mut text)?;
        let name = format!("grader {}", command.get_name());
        Roff::new().control("SS", [name.as_str()]).to_writer(out)?;
        // These stand below one heading of the page, and need none of their own.
        for line in String::from_utf8_lossy(&text).lines() {
            let line = if line.starts_with(".SH ") { ".PP" } else { line };
            out.extend_from_slice(line.as_bytes());
            out.push(b'\n');
        }
        let mut roff = Roff::new();
        let of_all = sections(top);
        for (heading, lines) in sections(command).into_iter().filter(|own| !of_all.contains(own)) {
            roff.control("PP", []);
            roff.text([roman(format!("{heading}:"))]);
            roff.control("RS", ["2"]);
            add_lines(&mut roff, &lines);
            roff.control("RE", []);
        }
        roff.to_writer(out)?;
    }
    Ok(())
}

/// What stands below the options in `--help`: each heading without its colon, and the lines under it.
fn sections(command: &Command) -> Vec<(String, Vec<String>)> {
    let text = command.get_after_long_help().or(command.get_after_help());
    let text = text.map(ToString::to_string).unwrap_or_default();
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines() {
        match sections.last_mut() {
            _ if is_heading(line) => {
                sections.push((line.trim_end_matches(':').to_owned(), Vec::new()));
            }
            Some((_, lines)) => lines.push(line.to_owned()),
            None => {}
        }
    }
    sections
}

/// Lines as they are where they are indented; else a paragraph.
fn add_lines(roff: &mut Roff, lines: &[String]) {
    let mut as_they_are = false;
    for line in lines {
        let indented = line.starts_with("  ");
        if indented != as_they_are && !line.is_empty() {
            roff.control(if indented { "nf" } else { "fi" }, []);
            as_they_are = indented;
        }
        match line.strip_prefix("  ") {
            Some(line) => roff.text([roman(line)]),
            None if line.is_empty() => roff.control("PP", []),
            None => roff.text([roman(line.as_str())]),
        };
    }
    if as_they_are {
        roff.control("fi", []);
    }
}

/// The page with one preamble, without empty lines, and with characters that typesetters would replace
/// written by name.
fn finished(page: &str) -> String {
    let preamble = Roff::new().render();
    let body = page.replace(&preamble, "");
    let mut out = preamble;
    let mut lines = body.lines().map(str::trim_end).filter(|line| !line.is_empty()).peekable();
    let mut last = "";
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or(".SH ");
        let begins = |line: &str| {
            [".PP", ".TP", ".SS", ".SH", ".RS", ".RE"].contains(&&line[..line.len().min(3)])
        };
        // A paragraph without text, a second break.
        if (line == ".PP" && (begins(next) || begins(last))) || (line == ".br" && last == ".br") {
            continue;
        }
        last = line;
        let named = line.replace('`', "\\(ga").replace('~', "\\(ti").replace('^', "\\(ha");
        out.push_str(&named);
        out.push('\n');
    }
    out
}

/// The day on which this program was built, `2026-08-01`.
fn date() -> String {
    let built = env::current_exe().and_then(fs::metadata).and_then(|of| of.modified());
    let built = format_rfc3339_seconds(built.unwrap_or(UNIX_EPOCH)).to_string();
    built.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_command_with_its_examples() {
        let top = top();
        let page = page(&top, true).expect("a page");
        for command in top.get_subcommands() {
            let name = command.get_name();
            assert!(page.contains(&format!("\n.SS \"grader {name}\"\n")), "{name}: {page}");
            assert!(page.contains(&format!("\\-\\- {name}")), "{name}: {page}");
        }
        assert!(page.contains("\n.SH ENVIRONMENT\n"), "{page}");
        assert!(
            !page.contains('`') && !page.contains('\u{1b}') && !page.contains("\n\n"),
            "{page}"
        );
    }

    #[test]
    fn lines_that_are_indented_stay_as_they_are() {
        let mut roff = Roff::new();
        let lines = ["  0  good", "", "Prose", "goes on."].map(String::from);
        add_lines(&mut roff, &lines);
        assert_eq!(roff.to_roff(), ".nf\n0  good\n.PP\n.fi\nProse\ngoes on.\n");
    }
}
