//! `list`: the problems, in the order of the board, and how far one has come with each.

mod markdown;

use std::fmt::Write as _;

use anyhow::Result;
use serde::Serialize;

use super::{Usage, complain, print};
use crate::cli::list::{ListArgs, ListFormat};
use crate::exit;
use crate::problems::problem::Problem;
use crate::problems::standing::{self, Standing};
use crate::progress::Progress;
use crate::project::Project;
use crate::report::paint::{BOLD, DIM, GREEN, YELLOW, paint};
use crate::report::text::{cut, pad, width};
use crate::screen::Screen;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    problems: &'a [Line],
}

/// A problem, and how far one has come with it.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    problem: Problem,
    state: Standing,
}

/// Runs the command.
pub fn run(project: &Project, args: &ListArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let tracks = tracks(&problems);
    if let Some(track) = args.track.as_deref().filter(|track| !knows(&tracks, track)) {
        let known = tracks.iter().map(|track| format!("`{track}`")).collect::<Vec<_>>();
        let what = format!("there is no track `{track}`, only {}", known.join(", "));
        return Err(Usage::Other(what).into());
    }
    let progress = Progress::load(project);
    let lines = problems.into_iter().map(|problem| {
        let state = Standing::of(&standing::of(project, &progress, &problem));
        Line { problem, state }
    });
    let lines: Vec<Line> = lines.filter(|line| is_wanted(line, args)).collect();
    let text = match args.format {
        ListFormat::Json => {
            serde_json::to_string_pretty(&Document { schema: 1, problems: &lines })? + "\n"
        }
        ListFormat::Markdown => markdown::page(project, lines.iter().map(|line| &line.problem)),
        ListFormat::Human => table(&lines, Screen::of_stdout()),
    };
    print(&text)?;
    if lines.is_empty() {
        complain("no problem matches");
        return Ok(exit::NOTHING_SELECTED);
    }
    Ok(exit::ACCEPTED)
}

/// Each once, in the order of the board.
fn tracks(problems: &[Problem]) -> Vec<&str> {
    let mut tracks: Vec<&str> = Vec::new();
    for track in problems.iter().filter_map(|problem| problem.track.as_deref()) {
        if !tracks.contains(&track) {
            tracks.push(track);
        }
    }
    tracks
}

fn knows(tracks: &[&str], wanted: &str) -> bool {
    tracks.iter().any(|track| track.eq_ignore_ascii_case(wanted))
}

fn is_wanted(line: &Line, args: &ListArgs) -> bool {
    let Line { problem, state } = line;
    let track = problem.track.as_deref();
    args.track.as_deref().is_none_or(|wanted| knows(track.as_slice(), wanted))
        && args.difficulty.is_none_or(|wanted| problem.difficulty == Some(wanted))
        && args.state.is_none_or(|wanted| *state == wanted)
}

fn table(lines: &[Line], screen: Screen) -> String {
    let widest =
        |of: fn(&Line) -> &str| lines.iter().map(|line| width(of(line))).max().unwrap_or(0);
    let (id, state) = (widest(|line| &line.problem.id), widest(|line| line.state.word()));
    let source = widest(|line| line.problem.source.as_deref().unwrap_or_default());
    let rest = screen.width.saturating_sub(id + state + source + 8);
    let title = widest(|line| &line.problem.title).min(rest);
    let mut out = String::new();
    let mut group = None;
    for Line { problem, state: standing } in lines {
        let its = problem.group();
        if group.as_ref() != Some(&its) {
            let apart = if group.is_none() { "" } else { "\n" };
            let _ = writeln!(out, "{apart}{}", paint(DIM, &its));
            group = Some(its);
        }
        let style = match standing {
            Standing::Accepted => GREEN,
            Standing::Begun => YELLOW,
            Standing::NotAttempted => DIM,
        };
        let line = format!(
            "  {}  {}  {}  {}",
            paint(BOLD, pad(&problem.id, id)),
            pad(&cut(&problem.title, title), title),
            paint(style, pad(standing.word(), state)),
            paint(DIM, problem.source.as_deref().unwrap_or_default())
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
