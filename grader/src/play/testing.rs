//! A stage for the tests of the game: two threads that each add one to a number, in two steps.

use protocol::{
    About, Act, Again, Alternative, Choice, Detours, Failure, Interleaving, Made, Next, Play,
    Story, Verdict,
};

use super::game::Stage;
use crate::grading::rerun::Told;
use crate::stepper::testing::{lanes, place, step, things};

/// An update can be lost. The scenario draws once; if it draws 1, nothing ever fails.
pub struct Counter;

const LANES: [usize; 2] = [1, 2];
const VERBS: [&str; 2] = ["load", "store"];

impl Stage for Counter {
    fn ask(&self, detours: Detours, play: Option<Play>) -> anyhow::Result<Told> {
        let play = play.expect("the game plays");
        let mut run = Run { done: [0, 0], ran: 1, steps: Vec::new(), order: Vec::new() };
        let drawn = play.draws.first().copied().unwrap_or(0);
        let draw = Made { at: 0, about: About::Draw, chosen: drawn, usual: drawn == 0, step: 0 };
        let mut made = vec![draw];
        let mut at = 1;
        while run.goes_on() {
            let next = if run.enabled().len() > 1 {
                if at >= play.until {
                    let choice = run.choice(at);
                    return Ok(Told { story: Some(run.story(made, Some(choice))), failure: None });
                }
                let detour = detours.0.iter().find(|(detour, _)| *detour == at);
                let chosen = detour.map_or(run.ran, |(_, chosen)| *chosen as usize);
                made.push(Made {
                    at,
                    about: About::Turn,
                    chosen: u32::try_from(chosen).expect("few lanes"),
                    usual: chosen == run.ran,
                    step: run.steps.len(),
                });
                at += 1;
                chosen
            } else {
                run.enabled()[0]
            };
            run.step(next);
        }
        let lost = drawn == 0 && run.order[..2] != [1, 1] && run.order[..2] != [2, 2];
        let failure = lost.then(|| Failure {
            again: Again::Detours(detours),
            ..Failure::new(Verdict::WrongAnswer, "the count is 1 instead of 2")
        });
        Ok(Told { story: Some(run.story(made, None)), failure })
    }
}

struct Run {
    done: [usize; 2],
    ran: usize,
    steps: Vec<protocol::Step>,
    order: Vec<usize>,
}

impl Run {
    fn enabled(&self) -> Vec<usize> {
        LANES.into_iter().filter(|lane| self.done[lane - 1] < 2).collect()
    }

    fn goes_on(&self) -> bool {
        !self.enabled().is_empty()
    }

    fn step(&mut self, lane: usize) {
        let verb = VERBS[self.done[lane - 1]];
        let row = if verb == "load" { 20 } else { 21 };
        self.steps.push(step(lane, verb, Some(0), row));
        self.done[lane - 1] += 1;
        self.order.push(lane);
        self.ran = lane;
        if self.done[lane - 1] == 2 {
            let act = Act::Does { verb: "end".to_owned(), object: None, result: None };
            self.steps.push(protocol::Step { act, at: None, ..step(lane, "", None, 1) });
        }
    }

    fn choice(&self, at: u32) -> Choice {
        let alternative = |lane: usize| {
            let done = self.done[lane - 1];
            let row = if done == 0 { 20 } else { 21 };
            let (verb, at) = (VERBS[done].to_owned(), Some(place(row)));
            let next = Next { verb, object: Some(0), at, kit: false };
            let number = u32::try_from(lane).expect("few lanes");
            Alternative { number, lane: Some(lane), next: Some(next) }
        };
        let alternatives = self.enabled().into_iter().map(alternative).collect();
        let usual = u32::try_from(self.ran).expect("few lanes");
        Choice { at, about: About::Turn, lane: self.ran, usual, alternatives }
    }

    fn story(self, made: Vec<Made>, next: Option<Choice>) -> Story {
        let interleaving = Interleaving {
            lanes: lanes(&["first", "second"]),
            objects: things(&[("AtomicU32", "number")]),
            left_out: 0,
            steps: self.steps,
        };
        Story { interleaving, log: Vec::new(), made, next }
    }
}
