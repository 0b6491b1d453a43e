//! Shows the game and listens to keys until somebody leaves; what came of it.
//!
//! Called by `play`, with a terminal or whatever stands for one.

use anstyle::Style;
use protocol::{Act, Again, Detours, Failure, Interleaving, Step};

use super::game::{self, Game};
use super::screen::{KEYS, SIGNS, Said, screen};
use crate::diagnosis::Diagnosis;
use crate::report::paint::{COMMAND, GREEN};
use crate::stepper::ending::Ending;
use crate::stepper::listing::Listing;
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
    pub code: Listing,
    /// The shortest way to a failure that the grader knows.
    pub shortest: Option<Shortest>,
    /// Gives the objects of an execution their names.
    pub name: &'a dyn Fn(&mut Interleaving),
    /// The pattern behind a failure, which gets the names of its objects as well.
    pub diagnose: &'a dyn Fn(&mut Failure) -> Option<Diagnosis>,
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
pub struct Outcome {
    /// The fewest moves to a failure, of who has not given up before.
    pub best: Option<usize>,
    /// The last failure: the verdict's sentence and the command that replays it.
    pub found: Option<(Failure, String)>,
    /// The grader is to end.
    pub interrupted: bool,
}

/// Plays until somebody leaves.
pub fn run(face: &mut dyn Face, game: &mut Game<'_>, board: &Board<'_>) -> anyhow::Result<Outcome> {
    let mut player = Player::new(board, game);
    loop {
        let (columns, rows) = face.size();
        face.show(&if player.help {
            help::screen(KEYS, SIGNS, columns, rows)
        } else {
            screen(game, &player.tale, &player.said, columns, rows)
        })?;
        let (version, key) = (game.version(), face.key()?);
        let then = player.press(face, game, key)?;
        if game.version() != version {
            player.look(game);
        }
        if then != Then::Stays {
            player.outcome.interrupted = then == Then::Interrupted;
            return Ok(player.outcome);
        }
    }
}

struct Player<'a> {
    board: &'a Board<'a>,
    /// What happened so far.
    tale: Tale,
    said: Said,
    diagnosis: Option<Diagnosis>,
    gave_up: bool,
    help: bool,
    outcome: Outcome,
}

impl<'a> Player<'a> {
    fn new(board: &'a Board<'a>, game: &Game<'_>) -> Self {
        let mut this = Self {
            board,
            tale: Tale::default(),
            said: Said::default(),
            diagnosis: None,
            gave_up: false,
            help: false,
            outcome: Outcome::default(),
        };
        this.look(game);
        this
    }

    /// Things stand differently.
    fn look(&mut self, game: &Game<'_>) {
        let interleaving = named(self.board, game);
        self.tale = Tale::new(self.board.title.clone(), self.board.code.clone(), interleaving);
        (self.said, self.diagnosis) = (Said::default(), None);
        if game.now().choice().is_some() {
            return;
        }
        let passed = || {
            let said = "u takes the last choice back, r starts again.";
            Ending::passed().and(Style::new(), said)
        };
        let failure = game.now().failure.as_ref();
        self.said.ending = Some(failure.map_or_else(passed, |failure| self.failed(game, failure)));
    }

    fn failed(&mut self, game: &Game<'_>, failure: &Failure) -> Ending {
        let mut failure = failure.clone();
        self.diagnosis = (self.board.diagnose)(&mut failure);
        let moves = game.moves();
        if !self.gave_up {
            let best = self.outcome.best.map_or(moves, |best| best.min(moves));
            self.outcome.best = Some(best);
        }
        let made = match moves {
            0 => "It fails on its usual way.".to_owned(),
            _ => format!("You made it fail, in {}.", counted(moves)),
        };
        let made = format!("{made} {}", self.compared(moves));
        let ending = Ending::default().and(GREEN, made);
        let ending = ending.with(Ending::failed(&failure, self.diagnosis.as_ref()));
        let Again::Detours(detours) = failure.again.clone() else { return ending };
        let command = (self.board.command)(detours);
        self.outcome.found = Some((failure, command.clone()));
        ending.and(COMMAND, command)
    }

    fn compared(&self, moves: usize) -> String {
        match &self.board.shortest {
            None => "The grader had not found a way.".to_owned(),
            Some(shortest) if moves < shortest.moves => {
                format!("The grader's own way takes {}: yours is shorter.", counted(shortest.moves))
            }
            Some(_) if moves == 0 => "No move was needed.".to_owned(),
            Some(shortest) if moves == shortest.moves => "Nobody knows a shorter way.".to_owned(),
            Some(shortest) => format!("The shortest known way takes {}.", counted(shortest.moves)),
        }
    }

    fn press(
        &mut self,
        face: &mut dyn Face,
        game: &mut Game<'_>,
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
                let (diagnosis, moves) =
                    (self.diagnosis.clone(), game::steps(&game.now().story.made));
                let told = Told { ending, diagnosis, moves };
                return Ok(leaves(session::run(face, &self.tale, &told)?));
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

/// What happened so far, with the names of objects: those of what is about to be done too.
fn named(board: &Board<'_>, game: &Game<'_>) -> Interleaving {
    let mut interleaving = game.now().story.interleaving.clone();
    let happened = interleaving.steps.len();
    let alternatives = game.now().choice().map_or(&[][..], |choice| &choice.alternatives);
    for alternative in alternatives {
        let (Some(lane), Some(next)) = (alternative.lane, &alternative.next) else { continue };
        let act = Act::Does { verb: next.verb.clone(), object: next.object, result: None };
        let (at, kit) = (next.at.clone(), next.kit);
        let (preempts, wakes, changes) = (false, Vec::new(), Vec::new());
        interleaving.steps.push(Step { lane, act, at, kit, preempts, wakes, changes });
    }
    (board.name)(&mut interleaving);
    interleaving.steps.truncate(happened);
    interleaving
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

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::io;
    use std::time::Duration;

    use insta::assert_snapshot;

    use super::super::testing::Counter;
    use super::*;
    use crate::stepper::testing::{FILE, TEXT, assert_fits, plain, tale, told};

    /// Presses keys, and remembers every screen.
    struct Script {
        keys: VecDeque<Key>,
        size: (usize, usize),
        seen: Vec<String>,
    }

    impl Face for Script {
        fn size(&self) -> (usize, usize) {
            self.size
        }

        fn show(&mut self, screen: &str) -> io::Result<()> {
            assert_fits(screen, self.size.0, self.size.1);
            self.seen.push(plain(screen));
            Ok(())
        }

        fn key_within(&mut self, _: Duration) -> io::Result<Option<Key>> {
            Ok(Some(self.keys.pop_front().unwrap_or(Key::Interrupt)))
        }
    }

    fn play(keys: &str, size: (usize, usize), shortest: Option<Shortest>) -> (Script, Outcome) {
        let key = |key| match key {
            '⏎' => Key::Enter,
            '↓' => Key::Down,
            other => Key::Char(other),
        };
        let mut script = Script { keys: keys.chars().map(key).collect(), size, seen: Vec::new() };
        let board = Board {
            title: "x/threads 3".to_owned(),
            code: Listing::new(FILE, TEXT).of_level(),
            shortest,
            name: &|_| (),
            diagnose: &|_| None,
            command: &|detours| {
                format!("cargo run -p grader -- replay x/threads:model:c:{detours}")
            },
        };
        let mut game = Game::new(&Counter, Vec::new(), false).expect("a game");
        let outcome = run(&mut script, &mut game, &board).expect("the stage always answers");
        (script, outcome)
    }

    fn known(moves: usize) -> Shortest {
        Shortest { moves, tale: tale(), told: told() }
    }

    #[test]
    fn what_can_be_chosen_stands_below_the_source() {
        for size in [(80, 24), (160, 48)] {
            let (script, _) = play("⏎↓", size, Some(known(1)));
            let screen = script.seen.last().expect("a screen");
            assert_snapshot!(format!("choosing_{}", size.0), screen);
        }
    }

    #[test]
    fn who_makes_it_fail_is_told_in_how_many_moves_and_how_to_see_it_again() {
        let (script, outcome) = play("⏎2g", (80, 24), Some(known(1)));
        assert_snapshot!("won", script.seen.last().expect("a screen"));
        assert_eq!(outcome.best, Some(1));
        let (failure, command) = outcome.found.expect("a failure");
        assert_eq!(failure.summary, "the count is 1 instead of 2");
        assert!(command.ends_with(":c:22"), "{command}");
    }

    #[test]
    fn an_execution_that_does_not_fail_can_be_taken_back() {
        let (script, outcome) = play("g", (80, 24), None);
        assert_snapshot!("ended", script.seen.last().expect("a screen"));
        assert_eq!(outcome.best, None);
        assert!(outcome.found.is_none());
    }

    #[test]
    fn a_hint_says_how_many_moves_it_needs() {
        for (shortest, hint) in [
            (Some(known(0)), "It needs no move at all"),
            (Some(known(1)), "One move can do it."),
            (Some(known(3)), "3 moves can do it."),
            (None, "Nobody has found a schedule"),
        ] {
            let (script, _) = play("h⏎", (80, 24), shortest);
            let [.., with, without] = &script.seen[..] else { panic!("three screens") };
            assert!(with.contains(hint) && !without.contains(hint), "{with}");
        }
    }

    #[test]
    fn who_has_seen_the_shortest_way_has_given_up() {
        let (script, outcome) = play("sq⏎2g", (80, 24), Some(known(1)));
        assert!(script.seen[1].contains("notify") || script.seen[1].contains("items"));
        assert_eq!(outcome.best, None);
        assert!(outcome.found.is_some());
    }

    #[test]
    fn the_verdict_of_a_level_is_nowhere_before_it_is_won() {
        let (script, _) = play("⏎h?⏎⏎", (160, 48), Some(known(1)));
        for screen in &script.seen {
            assert!(!screen.contains("verdict:") && !screen.contains("must not"), "{screen}");
        }
        assert!(script.seen[0].contains("20  "), "the other lines keep their numbers");
    }

    #[test]
    fn who_leaves_leaves_and_who_interrupts_ends_the_grader() {
        assert!(!play("q", (80, 24), None).1.interrupted);
        assert!(play("⏎", (80, 24), None).1.interrupted);
    }
}
