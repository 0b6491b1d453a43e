//! Every choice, one after the other: what the reduced search is held against.

use interleave::strategy::Moment;
use interleave::{Branch, Strategy, TaskId};

/// Goes through all choices, depth first.
#[derive(Debug, Default)]
pub struct Every {
    /// Which option was taken, of how many.
    stack: Vec<(u32, u32)>,
    at: usize,
}

impl Every {
    fn choose(&mut self, options: u32) -> u32 {
        if self.at == self.stack.len() {
            self.stack.push((0, options));
        }
        let (chosen, known) = self.stack[self.at];
        assert_eq!(known, options, "the program does something else when its choices are the same");
        self.at += 1;
        chosen
    }

    /// Goes on to the next execution, if there is one left.
    pub fn advance(&mut self) -> bool {
        while let Some((chosen, options)) = self.stack.last_mut() {
            *chosen += 1;
            if *chosen < *options {
                return true;
            }
            self.stack.pop();
        }
        false
    }
}

impl Strategy for Every {
    fn begin(&mut self) {
        self.at = 0;
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let options = moment.enabled().len();
        Some(moment.enabled().nth(self.choose(options)))
    }

    fn branch(&mut self, _: Branch, options: u32) -> u32 {
        self.choose(options)
    }
}
