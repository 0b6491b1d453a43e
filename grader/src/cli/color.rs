//! When to use colours: what was asked for on the command line, else what the environment says, else
//! whether there is a terminal.
//!
//! Called by `main`, before anything is printed; `anstream` holds everybody to the choice, clap's own
//! texts and rustc's messages too.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};

use anstream::ColorChoice;
use clap::ValueEnum;

use crate::terminal;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// What a command line asks for, also one that does not parse: its error has colours as well.
    pub fn asked(args: &[OsString]) -> Self {
        let words = args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
        let words: Vec<&str> = words.collect();
        let asked = words.windows(2).filter(|pair| pair[0] == "--color").map(|pair| pair[1]);
        let attached = words.iter().filter_map(|arg| arg.strip_prefix("--color="));
        let named = asked.chain(attached).find_map(|name| Self::from_str(name, false).ok());
        named.unwrap_or(Self::Auto)
    }

    /// Makes the choice for the whole process.
    pub fn decide(self) {
        choice(self, &Surroundings::here()).write_global();
    }
}

/// What the environment says about colours.
#[derive(Debug, Clone, Default)]
struct Surroundings {
    no_color: Option<OsString>,
    /// `CLICOLOR_FORCE` and `FORCE_COLOR`.
    force: [Option<OsString>; 2],
    clicolor: Option<OsString>,
    /// The terminal only writes one line below another.
    dumb: bool,
    /// Both output streams are terminals.
    terminal: bool,
}

impl Surroundings {
    fn here() -> Self {
        Self {
            no_color: env::var_os("NO_COLOR"),
            force: [env::var_os("CLICOLOR_FORCE"), env::var_os("FORCE_COLOR")],
            clicolor: env::var_os("CLICOLOR"),
            dumb: terminal::is_dumb(),
            terminal: io::stdout().is_terminal() && io::stderr().is_terminal(),
        }
    }
}

/// `--color`, then `NO_COLOR`, then what forces colours, then `CLICOLOR=0`, then the terminal; `Auto`
/// is left where each stream decides for itself whether it is one.
fn choice(asked: Color, here: &Surroundings) -> ColorChoice {
    let is_set = |value: &&OsString| !value.is_empty();
    let is_no = |value: &&OsString| *value == "0" || *value == "false";
    let mut forces = here.force.iter().flatten().filter(is_set);
    match asked {
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
        Color::Auto if here.no_color.as_ref().is_some_and(|value| is_set(&value)) => {
            ColorChoice::Never
        }
        Color::Auto if forces.clone().any(|value| !is_no(&value)) => ColorChoice::Always,
        Color::Auto if here.clicolor.as_deref() == Some(OsStr::new("0")) => ColorChoice::Never,
        Color::Auto if here.dumb => ColorChoice::Never,
        // `CLICOLOR_FORCE=0` is no wish for colours, but `anstream` would take it for one.
        Color::Auto if forces.next().is_some() => {
            if here.terminal {
                ColorChoice::Always
            } else {
                ColorChoice::Never
            }
        }
        Color::Auto => ColorChoice::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wish_gives_way_to_the_one_above_it() {
        let word = |word: &str| Some(OsString::from(word));
        let all = || Surroundings {
            no_color: word("1"),
            force: [word("1"), word("1")],
            clicolor: word("0"),
            dumb: true,
            terminal: true,
        };
        let colours = || Surroundings { no_color: word(""), ..all() };
        let unforced = || Surroundings { force: [word(""), None], ..colours() };
        let only_dumb = || Surroundings { clicolor: word("1"), ..unforced() };
        let zero = || Surroundings { force: [word("0"), None], dumb: false, ..only_dumb() };
        let piped = || Surroundings { terminal: false, ..zero() };
        let either = || Surroundings { force: [word("0"), word("3")], ..piped() };
        for (asked, here, expected) in [
            (Color::Always, all(), ColorChoice::Always),
            (Color::Never, colours(), ColorChoice::Never),
            (Color::Auto, all(), ColorChoice::Never),
            (Color::Auto, colours(), ColorChoice::Always),
            (Color::Auto, unforced(), ColorChoice::Never),
            (Color::Auto, only_dumb(), ColorChoice::Never),
            (Color::Auto, zero(), ColorChoice::Always),
            (Color::Auto, piped(), ColorChoice::Never),
            (Color::Auto, either(), ColorChoice::Always),
            (Color::Auto, Surroundings::default(), ColorChoice::Auto),
        ] {
            assert_eq!(choice(asked, &here), expected, "{asked:?} {here:?}");
        }
    }

    #[test]
    fn the_wish_is_seen_in_a_command_line_that_does_not_parse() {
        let asked = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            Color::asked(&args)
        };
        assert_eq!(asked("grader chek --color never"), Color::Never);
        assert_eq!(asked("grader --color=always --nonsense"), Color::Always);
        assert_eq!(asked("grader chek -- --color=always"), Color::Auto);
        assert_eq!(asked("grader --color purple"), Color::Auto);
    }
}
