//! `list`: the problems, in the order of the board, and how far one has come with each; in a terminal, the
//! exercises to pick from.

mod markdown;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::Result;
use serde::Serialize;

use super::{Usage, complain, print, watch};
use crate::cli::list::{ListArgs, ListFormat};
use crate::cli::watch::WatchArgs;
use crate::exit;
use crate::learner::next;
use crate::learner::progress::Progress;
use crate::learner::standing::{self, Standing};
use crate::picker::{self, Picked};
use crate::problems::exercise::Variant;
use crate::problems::primitives::{self, Primitive, Used};
use crate::problems::problem::Problem;
use crate::project::Project;
use crate::report::paint::{BOLD, DIM, GREEN, YELLOW, paint};
use crate::report::text::{cut, pad, width};
use crate::screen::Screen;
use crate::terminal::{self, Terminal};

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
    primitives: BTreeMap<Variant, BTreeSet<Primitive>>,
}

/// Runs the command.
pub fn run(project: &Project, args: &ListArgs) -> Result<u8> {
    if args.is_bare() && terminal::is_there() {
        return pick(project);
    }
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
        let used = if asks_for_primitives(args) {
            primitives::of_problem(project, &problem)
        } else {
            Used::default()
        };
        let variants = problem.variants.iter();
        let primitives = variants.map(|variant| (*variant, used.by_variant(*variant))).collect();
        Line { problem, state, primitives }
    });
    let lines: Vec<Line> = lines.filter(|line| is_wanted(line, args)).collect();
    let text = match args.format.unwrap_or(ListFormat::Human) {
        ListFormat::Json => {
            serde_json::to_string_pretty(&Document { schema: 1, problems: &lines })? + "\n"
        }
        ListFormat::Markdown => markdown::page(project, lines.iter().map(|line| &line.problem)),
        ListFormat::Human => table(&lines, Screen::of_stdout()),
    };
    print(&text)?;
    if lines.is_empty() {
        complain("no problem matches; `list` shows them all");
        return Ok(exit::NOTHING_SELECTED);
    }
    Ok(exit::ACCEPTED)
}

/// Lets somebody pick, beginning at what they work on, and watches what was picked.
fn pick(project: &Project) -> Result<u8> {
    let (progress, problems) = (Progress::load(project), Problem::discover(project));
    let start = next::worked_on(project, &progress, &problems);
    let picked = picker::run(&mut Terminal::take()?, project, start.as_ref())?;
    match picked {
        Picked::Chosen(exercise) => {
            watch::run(project, &WatchArgs { name: Some(exercise.to_string()) })
        }
        Picked::Nothing => Ok(exit::ACCEPTED),
        Picked::Interrupted => Ok(exit::INTERRUPTED),
    }
}

/// Whether somebody asks what designs use: their files have to be read for that.
fn asks_for_primitives(args: &ListArgs) -> bool {
    !args.primitive.is_empty() || args.format == Some(ListFormat::Json)
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
    let Line { problem, state, primitives } = line;
    let track = problem.track.as_deref();
    args.track.as_deref().is_none_or(|wanted| knows(track.as_slice(), wanted))
        && args.difficulty.is_none_or(|wanted| problem.difficulty == Some(wanted))
        && args.state.is_none_or(|wanted| *state == wanted)
        && args.primitive.iter().all(|wanted| primitives.values().any(|used| used.contains(wanted)))
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
    for Line { problem, state: standing, .. } in lines {
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
