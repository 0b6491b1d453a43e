//! What happens in the game: choices are made, taken back, played to the end; moves are counted.
//!
//! Every position is an execution of its own, run from the beginning by a [`Stage`]; so to take something
//! back is only to ask with fewer choices. Called by `session`; tested with a stage of its own.

use protocol::{About, Choice, Detours, Failure, Interleaving, Made, Play, Story};

use crate::grading::rerun::Told;

/// Where executions run.
pub trait Stage {
    /// Runs an execution up to the choice that somebody is to make.
    fn ask(&self, detours: Detours, play: Option<Play>) -> anyhow::Result<Told>;
}

/// A game.
pub struct Game<'a> {
    stage: &'a dyn Stage,
    /// What the scenario draws.
    draws: Vec<u32>,
    /// The choices that were made, in order.
    made: Vec<Chosen>,
    /// Where things stand.
    now: Position,
    /// Choices in which the kit would go on by itself are asked for too.
    pub kit: bool,
    /// Who is marked among the alternatives.
    pub marked: usize,
    /// How often things came to stand differently.
    version: u64,
}

/// A choice that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Chosen {
    at: u32,
    number: u32,
    usual: bool,
}

/// Where things stand.
#[derive(Debug, Clone)]
pub struct Position {
    /// What happened so far.
    pub story: Story,
    /// How it failed, if it has.
    pub failure: Option<Failure>,
}

impl Position {
    /// What is to be chosen.
    pub fn choice(&self) -> Option<&Choice> {
        self.story.next.as_ref()
    }
}

/// The choices that are moves: the unusual ones, but for what the scenario draws.
pub fn moves(made: &[Made]) -> usize {
    made.iter().filter(|made| is_move(made)).count()
}

/// The steps that moves led to.
pub fn steps(made: &[Made]) -> Vec<usize> {
    made.iter().filter(|made| is_move(made)).map(|made| made.step).collect()
}

/// Whether a choice is a move.
pub fn is_move(made: &Made) -> bool {
    !made.usual && made.about != About::Draw
}

/// What the scenario drew.
pub fn draws(made: &[Made]) -> Vec<u32> {
    made.iter().filter(|made| made.about == About::Draw).map(|made| made.chosen).collect()
}

impl<'a> Game<'a> {
    /// From the beginning, the scenario drawing these numbers.
    pub fn new(stage: &'a dyn Stage, draws: Vec<u32>, kit: bool) -> anyhow::Result<Self> {
        let nothing =
            Story { interleaving: Interleaving::default(), log: vec![], made: vec![], next: None };
        let now = Position { story: nothing, failure: None };
        let mut this = Self { stage, draws, made: Vec::new(), now, kit, marked: 0, version: 0 };
        this.look()?;
        Ok(this)
    }

    /// Where things stand.
    pub fn now(&self) -> &Position {
        &self.now
    }

    /// Another number whenever things stand differently.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How many moves were made: choices that are not the usual one.
    pub fn moves(&self) -> usize {
        self.made.iter().filter(|made| !made.usual).count()
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.made.is_empty()
    }

    /// Makes the choice that is marked.
    pub fn choose_marked(&mut self) -> anyhow::Result<()> {
        let Some(choice) = self.now.choice() else { return Ok(()) };
        let Some(alternative) = choice.alternatives.get(self.marked) else { return Ok(()) };
        let number = alternative.number;
        self.choose(number)
    }

    /// Makes the choice with this place among the alternatives.
    pub fn choose_nth(&mut self, nth: usize) -> anyhow::Result<()> {
        let Some(choice) = self.now.choice() else { return Ok(()) };
        let Some(alternative) = choice.alternatives.get(nth) else { return Ok(()) };
        let number = alternative.number;
        self.choose(number)
    }

    /// Marks the next alternative, or the one before.
    pub fn mark(&mut self, forward: bool) {
        let all = self.now.choice().map_or(0, |choice| choice.alternatives.len());
        if all > 0 {
            self.marked = (self.marked + if forward { 1 } else { all - 1 }) % all;
        }
    }

    /// Takes the last choice back.
    pub fn undo(&mut self) -> anyhow::Result<()> {
        self.made.pop();
        self.look()
    }

    /// Takes everything back.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        self.made.clear();
        self.look()
    }

    /// Lets everything go its usual way to the end.
    pub fn go_on(&mut self) -> anyhow::Result<()> {
        if self.now.choice().is_some() {
            self.now = self.position(u32::MAX)?;
            self.version += 1;
            let until = self.made.last().map_or(0, |last| last.at + 1);
            // To be taken back in one go.
            self.made.push(Chosen { at: until, number: 0, usual: true });
        }
        Ok(())
    }

    /// Shows or hides the kit's own steps, and asks about them or not.
    pub fn toggle_kit(&mut self) -> anyhow::Result<()> {
        self.kit = !self.kit;
        self.look()
    }

    fn choose(&mut self, number: u32) -> anyhow::Result<()> {
        if let Some(choice) = self.now.choice() {
            self.made.push(Chosen { at: choice.at, number, usual: number == choice.usual });
            self.look()?;
        }
        Ok(())
    }

    /// Runs to the next choice that somebody is to be asked for.
    fn look(&mut self) -> anyhow::Result<()> {
        let mut until = self.made.last().map_or(0, |last| last.at + 1);
        self.version += 1;
        loop {
            self.now = self.position(until)?;
            match self.now.choice() {
                Some(choice) if !self.kit && is_of_kit(choice, &self.now.story) => {
                    until = choice.at + 1;
                }
                choice => {
                    let usual = choice.and_then(|choice| {
                        choice.alternatives.iter().position(|of| of.number == choice.usual)
                    });
                    self.marked = usual.unwrap_or(0);
                    return Ok(());
                }
            }
        }
    }

    fn position(&self, until: u32) -> anyhow::Result<Position> {
        let detours = self.made.iter().filter(|made| !made.usual);
        let detours = Detours(detours.map(|made| (made.at, made.number)).collect());
        let play = Play { until, draws: self.draws.clone() };
        let told = self.stage.ask(detours, Some(play))?;
        if let Some(story) = told.story {
            return Ok(Position { story, failure: told.failure });
        }
        let what = told.failure.map_or_else(String::new, |failure| failure.summary);
        Err(anyhow::anyhow!("the execution cannot be shown: {what}"))
    }
}

/// Whether a choice is about the kit: who goes on, and by itself that is the scenario.
pub fn is_of_kit(choice: &Choice, story: &Story) -> bool {
    let is_usual = |lane: &Option<usize>| *lane == usize::try_from(choice.usual).ok();
    let lanes = &story.interleaving.lanes;
    choice.about == About::Turn
        && choice.alternatives.iter().any(|of| is_usual(&of.lane))
        && lanes.get(choice.usual as usize).is_some_and(|lane| lane.kit)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Counter;
    use super::*;

    fn game() -> Game<'static> {
        Game::new(&Counter, Vec::new(), false).expect("a game")
    }

    fn play(keys: &str) -> Game<'static> {
        let mut game = game();
        for key in keys.chars() {
            let done = match key {
                '⏎' => game.choose_marked(),
                'u' => game.undo(),
                'r' => game.restart(),
                'g' => game.go_on(),
                '↓' => {
                    game.mark(true);
                    Ok(())
                }
                digit => game.choose_nth(digit as usize - '1' as usize),
            };
            done.expect("the stage always answers");
        }
        game
    }

    #[test]
    fn the_usual_way_is_no_move_and_ends_well() {
        let game = play("⏎⏎⏎⏎⏎");
        assert!(game.now().choice().is_none() && game.now().failure.is_none());
        assert_eq!(game.moves(), 0);
    }

    #[test]
    fn one_switch_at_the_right_moment_makes_it_fail() {
        for keys in ["⏎2⏎⏎", "⏎2g", "⏎↓⏎g", "2⏎uu⏎2g"] {
            let game = play(keys);
            assert!(game.now().failure.is_some(), "{keys}");
            assert_eq!(game.moves(), 1, "{keys}");
        }
    }

    #[test]
    fn what_was_chosen_can_be_taken_back() {
        let begin = game();
        for keys in ["⏎u", "2u", "⏎2⏎r", "gu", "uuu", "9"] {
            let game = play(keys);
            assert_eq!(game.now().story, begin.now().story, "{keys}");
            assert_eq!(game.moves(), 0, "{keys}");
        }
        assert_eq!(play("⏎2u").now().story, play("⏎").now().story);
        assert_eq!(play("⏎gu").now().story, play("⏎").now().story);
    }

    #[test]
    fn the_usual_choice_is_marked_at_first() {
        for keys in ["", "⏎", "2"] {
            let game = play(keys);
            let choice = game.now().choice().expect("a choice");
            assert_eq!(choice.alternatives[game.marked].number, choice.usual, "{keys}");
        }
    }

    #[test]
    fn what_the_scenario_draws_is_kept_and_is_no_move() {
        let mut game = Game::new(&Counter, vec![1], false).expect("a game");
        game.choose_nth(0).expect("a step");
        game.choose_nth(1).expect("a step");
        game.go_on().expect("an end");
        assert!(game.now().failure.is_none());
        assert_eq!((game.moves(), moves(&game.now().story.made)), (1, 1));
        assert_eq!(draws(&game.now().story.made), [1]);
    }
}
