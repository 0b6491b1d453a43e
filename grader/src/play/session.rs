//! Shows the game and listens to keys until somebody leaves; what came of it.
//!
//! Called by `play`, with a terminal or whatever stands for one.

use anstyle::Style;
use protocol::{Again, Detours, Failure};

use super::game::Game;
use super::screen::{KEYS, SIGNS, Said, screen};
use crate::diagnosis::Diagnosis;
use crate::report::paint::{BOLD, COMMAND, GREEN};
use crate::stepper::code::Code;
use crate::stepper::ending::Ending;
use crate::stepper::screen::Told;
use crate::stepper::tale::Tale;
use crate::stepper::walk::Then;
use crate::stepper::{help, session};
use crate::terminal::{Face, Key};

/// What is played.
pub struct Board<'a> {
    /// `foobar/threads 3`.
    pub title: String,
    /// The file.
    pub code: Code,
    /// The shortest way to a failure that the grader knows.
    pub shortest: Option<Shortest>,
    /// Gives the objects of an execution their names.
    pub name: &'a dyn Fn(&mut protocol::Interleaving),
    /// The pattern behind a failure.
    pub diagnose: &'a dyn Fn(&Failure) -> Option<Diagnosis>,
    /// The command that replays an execution.
    pub command: &'a dyn Fn(Detours) -> String,
}

/// A way to a failure.
pub struct Shortest {
    /// How many moves it takes.
    pub moves: usize,
    /// To step through.
    pub tale: Tale,
    /// How it ends.
    pub told: Told,
}

/// What came of a game.
#[derive(Debug, Default)]
pub struct Result {
    /// The fewest moves to a failure, of who has not given up before.
    pub best: Option<usize>,
    /// The last failure: the verdict's sentence and the command that replays it.
    pub found: Option<(Failure, String)>,
    /// The grader is to end.
    pub interrupted: bool,
}

/// Plays until somebody leaves.
pub fn run(face: &mut dyn Face, game: &mut Game<'_>, board: &Board<'_>) -> anyhow::Result<Result> {
    let mut player = Player {
        board,
        said: Said::default(),
        gave_up: false,
        help: false,
        result: Result::default(),
    };
    loop {
        let mut interleaving = game.now().story.interleaving.clone();
        (board.name)(&mut interleaving);
        let tale = Tale::new(board.title.clone(), board.code.clone(), interleaving);
        let diagnosis = player.end(game);
        let (columns, rows) = face.size();
        face.show(&if player.help {
            help::screen(KEYS, SIGNS, columns, rows)
        } else {
            screen(game, &tale, &player.said, columns, rows)
        })?;
        let key = face.key()?;
        match player.press(face, game, &tale, diagnosis, key)? {
            Then::Stays => {}
            then => {
                player.result.interrupted = then == Then::Interrupted;
                return Ok(player.result);
            }
        }
    }
}

struct Player<'a> {
    board: &'a Board<'a>,
    said: Said,
    gave_up: bool,
    help: bool,
    result: Result,
}

impl Player<'_> {
    /// What there is to say if the execution has ended.
    fn end(&mut self, game: &Game<'_>) -> Option<Diagnosis> {
        let position = game.now();
        if position.choice().is_some() {
            self.said.ending = None;
            return None;
        }
        let Some(failure) = &position.failure else {
            let said = "u takes the last choice back, r starts again.";
            self.said.ending = Some(Ending::passed().and(Style::new(), said));
            return None;
        };
        let diagnosis = (self.board.diagnose)(failure);
        let moves = game.moves();
        if !self.gave_up {
            self.result.best = Some(self.result.best.map_or(moves, |best| best.min(moves)));
        }
        let mut ending = Ending::default()
            .and(GREEN, format!("You made it fail, in {}.", counted(moves)))
            .and(BOLD, self.compared(moves));
        ending = ending.with(Ending::failed(failure, diagnosis.as_ref()));
        if let Again::Detours(detours) = &failure.again {
            let command = (self.board.command)(detours.clone());
            ending = ending.and(COMMAND, command.clone());
            self.result.found = Some((failure.clone(), command));
        }
        self.said.ending = Some(ending);
        diagnosis
    }

    fn compared(&self, moves: usize) -> String {
        match &self.board.shortest {
            None => "The grader had not found a way.".to_owned(),
            Some(shortest) if moves < shortest.moves => {
                format!("The grader's own way takes {}: yours is shorter.", counted(shortest.moves))
            }
            Some(shortest) if moves == shortest.moves => "Nobody knows a shorter way.".to_owned(),
            Some(shortest) => format!("The shortest known way takes {}.", counted(shortest.moves)),
        }
    }

    fn press(
        &mut self,
        face: &mut dyn Face,
        game: &mut Game<'_>,
        tale: &Tale,
        diagnosis: Option<Diagnosis>,
        key: Key,
    ) -> anyhow::Result<Then> {
        if key == Key::Interrupt {
            return Ok(Then::Interrupted);
        }
        if std::mem::take(&mut self.help) && key != Key::Other {
            return Ok(Then::Stays);
        }
        if key != Key::Other {
            self.said.hint.clear();
        }
        match key {
            Key::Enter | Key::Right | Key::Char('l' | 'n' | ' ') => game.choose_marked()?,
            Key::Char(digit @ '1'..='9') => game.choose_nth(digit as usize - '1' as usize)?,
            Key::Up => game.mark(false),
            Key::Down => game.mark(true),
            Key::Left | Key::Char('u') => game.undo()?,
            Key::Char('r') => game.restart()?,
            Key::Char('g') | Key::End => game.go_on()?,
            Key::Char('k') => game.toggle_kit()?,
            Key::Char('h') => self.said.hint = self.hint(),
            Key::Char('s') => return self.show_shortest(face),
            Key::Char('v') if game.now().choice().is_none() => {
                let ending = self.said.ending.clone().unwrap_or_default();
                return Ok(leaves(session::run(face, tale, &Told { ending, diagnosis })?));
            }
            Key::Char('?') => self.help = true,
            Key::Char('q') | Key::Escape => return Ok(Then::Leaves),
            _ => {}
        }
        Ok(Then::Stays)
    }

    fn hint(&self) -> String {
        match &self.board.shortest {
            None => "Nobody has found a schedule in which this file fails. Perhaps there is none."
                .to_owned(),
            Some(Shortest { moves: 0, .. }) => {
                "It needs no move at all: let everything go its usual way (g).".to_owned()
            }
            Some(Shortest { moves, .. }) => format!("{} can do it.", capital(&counted(*moves))),
        }
    }

    fn show_shortest(&mut self, face: &mut dyn Face) -> anyhow::Result<Then> {
        let Some(shortest) = &self.board.shortest else {
            self.said.hint = self.hint();
            return Ok(Then::Stays);
        };
        self.gave_up = true;
        Ok(leaves(session::run(face, &shortest.tale, &shortest.told)?))
    }
}

/// Who leaves the stepper is back in the game.
fn leaves(then: Then) -> Then {
    if then == Then::Interrupted { then } else { Then::Stays }
}

/// `no move`, `one move`, `2 moves`.
pub fn counted(moves: usize) -> String {
    match moves {
        0 => "no move".to_owned(),
        1 => "one move".to_owned(),
        _ => format!("{moves} moves"),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
