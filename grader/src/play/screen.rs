//! The screens of the game: the stepper's, and below it what there is to choose, or how it ended.

use anstyle::Style;
use protocol::{Alternative, Choice, Place};

use super::choices;
use super::game::Game;
use crate::report::paint::{self, BOLD, DIM, GREEN, YELLOW};
use crate::report::text::{clean, cut, pad, width};
use crate::report::words;
use crate::stepper::ending::Ending;
use crate::stepper::layout::{Below, Parts, compose};
use crate::stepper::line::Line;
use crate::stepper::tale::{Moment, Tale};
use crate::stepper::walk::shown;

/// What there is to say beside where things stand.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// A sentence: a hint.
    pub hint: String,
    /// How it ended, if it has.
    pub ending: Option<Ending>,
}

/// The keys of the game.
pub const KEYS: &[(&str, &str)] = &[
    ("Enter  →", "whoever is marked goes on: at first the usual choice"),
    ("1 … 9", "this one; a choice that is not the usual one is a move"),
    ("↑  ↓", "marks another one"),
    ("u  ←", "takes the last choice back"),
    ("r", "starts again"),
    ("g", "lets everything go its usual way to the end"),
    ("h", "a hint: how many moves it needs"),
    ("s", "shows the shortest way: that is giving up"),
    ("k", "shows, and asks for, what the hidden test itself does"),
    ("q  Esc", "leaves"),
];

/// What the signs of the game mean.
pub const SIGNS: &[(&str, &str)] = &[
    ("▶", "who is marked, and the line that is next there"),
    ("·", "a line that another thread is at: its name stands at the end"),
];

const CHOOSING: &str =
    "⏎ as marked  1-9 choose  u back  r again  g to the end  h hint  ? keys  q quit";
const OVER: &str = "u back  r again  v step through it  ? keys  q quit";

/// The screen for so many columns and rows.
pub fn screen(game: &Game<'_>, tale: &Tale, said: &Said, columns: usize, rows: usize) -> String {
    let position = game.now();
    let choice = position.choice();
    let ahead = choice.map(ahead).unwrap_or_default();
    let mut moment = Moment::after(tale, tale.steps(), game.kit);
    (moment.ahead, moment.chooses) = (&ahead, choice.is_some());
    if let Some(choice) = choice {
        let marked = choice.alternatives.get(game.marked).and_then(|of| of.lane);
        moment.focus = marked.or(Some(choice.lane));
    } else {
        let last = shown(&tale.interleaving, game.kit).last().copied();
        moment.focus = last.map(|last| tale.interleaving.steps[last].lane);
    }
    let moves = game.moves();
    let plural = if moves == 1 { "" } else { "s" };
    let parts = Parts {
        title: tale.title.clone(),
        position: format!("{moves} move{plural}"),
        now: vec![last(&moment, columns), hint(game, tale, said, columns)],
        below: below(game, tale, said),
        keys: if choice.is_some() { CHOOSING } else { OVER }.to_owned(),
    };
    compose(&moment, &parts, columns, rows)
}

/// What was asked for; at first, what counts.
fn hint(game: &Game<'_>, tale: &Tale, said: &Said, columns: usize) -> String {
    let line = Line::new(columns);
    if said.hint.is_empty() && shown(&tale.interleaving, game.kit).is_empty() {
        let rules = "Enter takes the usual choice, which is free; any other one is a move.";
        return line.add(DIM, rules).end();
    }
    line.add(YELLOW, &said.hint).end()
}

fn below<'a>(game: &'a Game<'_>, tale: &'a Tale, said: &'a Said) -> Option<Below<'a>> {
    if let Some(choice) = game.now().choice() {
        let title = choices::question(choice, &tale.interleaving);
        let lines = move |columns| alternatives(choice, tale, game.marked, columns);
        return Some(Below { title, lines: Box::new(lines), seen: game.marked });
    }
    let ending = said.ending.as_ref()?;
    let lines = Box::new(|columns| ending.lines(columns));
    Some(Below { title: "how it ended".to_owned(), lines, seen: 0 })
}

/// Where those who can go on would do so.
fn ahead(choice: &Choice) -> Vec<(usize, Place)> {
    let alternatives = choice.alternatives.iter();
    let ahead = alternatives.filter_map(|of| Some((of.lane?, of.next.as_ref()?.at.clone()?)));
    ahead.collect()
}

/// What happened last.
fn last(moment: &Moment<'_>, columns: usize) -> String {
    let tale = moment.tale;
    let line = Line::new(columns);
    let shown = shown(&tale.interleaving, moment.kit);
    let Some(step) = shown.last().map(|step| &tale.interleaving.steps[*step]) else {
        return line
            .add(DIM, "Nothing has happened yet: you decide who goes on. Make it fail!")
            .end();
    };
    let name = clean(tale.interleaving.lane_name(step.lane));
    let line = line.add(DIM, "just now  ").add(paint::lane(step.lane), &name).plain("  ");
    let line = line.add(BOLD, &words::of(&tale.interleaving, step));
    match words::woken(&tale.interleaving, step) {
        Some(woken) => line.add(YELLOW, &format!("  {woken}")).end(),
        None => line.end(),
    }
}

/// Columns at most of a name, and of what somebody is about to do.
const MOST_NAME: usize = 16;
const MOST_WHAT: usize = 30;

/// An alternative, as it is shown.
struct Row {
    lane: Option<usize>,
    name: String,
    what: String,
}

fn alternatives(choice: &Choice, tale: &Tale, marked: usize, columns: usize) -> Vec<String> {
    let row = |of: &Alternative| {
        let (lane, what) = choices::alternative(choice, of, &tale.interleaving);
        let name = lane.map_or("", |lane| tale.interleaving.lane_name(lane));
        Row { lane, name: cut(&clean(name), MOST_NAME), what: cut(&what, MOST_WHAT) }
    };
    let rows: Vec<Row> = choice.alternatives.iter().map(row).collect();
    let names = rows.iter().map(|row| width(&row.name)).max().unwrap_or(0);
    let whats = rows.iter().map(|row| width(&row.what)).max().unwrap_or(0);
    let one = |(nth, (row, of)): (usize, (&Row, &Alternative))| {
        let style = row.lane.map_or(Style::new(), paint::lane);
        let (sign, style, what) =
            if nth == marked { ("▶ ", style.bold(), BOLD) } else { ("  ", style, Style::new()) };
        let digit = if nth < 9 { (nth + 1).to_string() } else { " ".to_owned() };
        let usual = if of.number == choice.usual { "usual" } else { "     " };
        let line = Line::new(columns)
            .add(style, sign)
            .add(BOLD, &digit)
            .plain("  ")
            .add(style, &pad(&row.name, names))
            .plain(if names > 0 { "  " } else { "" })
            .add(what, &pad(&row.what, whats))
            .plain("  ")
            .add(GREEN, usual);
        let place = of.next.as_ref().and_then(|next| next.at.as_ref());
        match place.filter(|place| tale.code.has(place)) {
            Some(place) => {
                line.add(DIM, &format!("  {:>4}  {}", place.line, tale.code.line(place))).end()
            }
            None => line.end(),
        }
    };
    rows.iter().zip(&choice.alternatives).enumerate().map(one).collect()
}
