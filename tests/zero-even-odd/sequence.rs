//! The claim about the sequence, checked on a scenario's log. Both hidden tests of this problem
//! call it: the words of the log are the same for threads and for tasks.
//!
//! An entry is `odd 3` for a callback that takes no time, else `odd 3 begins` or `odd 3 ends`.

use std::fmt::Display;

/// Who prints zeros, odd and even numbers.
pub const ZERO: usize = 0;
pub const ODD: usize = 1;
pub const EVEN: usize = 2;
pub const METHODS: [&str; 3] = ["zero", "odd", "even"];

/// What was printed so far, as the log has it.
struct Sequence {
    n: u32,
    ended: Vec<u32>,
    /// Whose callback has begun and not ended, and its number.
    running: Option<(String, u32)>,
}

/// What is wrong with the log of an object for that `n`, in one sentence; `None` if it is legal so
/// far.
pub fn fault(entries: &[String], n: u32) -> Option<String> {
    Sequence::read(entries, n).err()
}

/// The same once all calls have returned: nothing may be missing either.
pub fn fault_at_the_end(entries: &[String], n: u32) -> Option<String> {
    match Sequence::read(entries, n) {
        Err(fault) => Some(fault),
        Ok(sequence) => {
            let (who, number) = sequence.due()?;
            let so_far = sequence.so_far();
            Some(format!("all three returned, and {who} never printed {number} ({so_far})"))
        }
    }
}

impl Sequence {
    /// Reads a log; an error is the sentence about the first entry that does not belong there.
    fn read(entries: &[String], n: u32) -> Result<Self, String> {
        let mut sequence = Self { n, ended: Vec::new(), running: None };
        for entry in entries {
            let mut words = entry.split(' ');
            let mut word = || words.next().unwrap_or_default();
            let who = word();
            let number = word().parse().expect("each entry has its number");
            let what = word();
            if what != "ends" {
                sequence.begin(who, number)?;
            }
            if what != "begins" {
                sequence.running = None;
                sequence.ended.push(number);
            }
        }
        Ok(sequence)
    }

    fn begin(&mut self, who: &str, number: u32) -> Result<(), String> {
        if let Some((other, its_number)) = &self.running {
            return Err(format!("{who} printed {number} while {other} was printing {its_number}"));
        }
        let so_far = self.so_far();
        match self.due() {
            Some((due, its_number)) if due == who && its_number == number => {
                self.running = Some((who.to_owned(), number));
                Ok(())
            }
            Some((due, its_number)) if due == who => {
                Err(format!("{who} printed {number} instead of {its_number} ({so_far})"))
            }
            Some((due, its_number)) => Err(format!(
                "{who} printed {number} when it was {due}'s turn to print {its_number} ({so_far})"
            )),
            None if self.n == 0 => {
                Err(format!("{who} printed {number}, but for n = 0 there is nothing to print"))
            }
            None => Err(format!(
                "{who} printed {number}, but for n = {} the sequence was complete ({so_far})",
                self.n
            )),
        }
    }

    /// Who should print next, and what; `None` when the sequence is complete.
    fn due(&self) -> Option<(&'static str, u32)> {
        let place = u32::try_from(self.ended.len()).expect("a short log");
        let number = place / 2 + 1;
        (number <= self.n).then_some(match (place % 2, number % 2) {
            (0, _) => (METHODS[ZERO], 0),
            (_, 1) => (METHODS[ODD], number),
            _ => (METHODS[EVEN], number),
        })
    }

    fn so_far(&self) -> String {
        /// A longer sequence is cut at its beginning.
        const SHOWN: usize = 12;
        match self.ended.len() {
            0 => "nothing so far".to_owned(),
            printed if printed <= SHOWN => format!("so far: {}", spaced(&self.ended)),
            printed => format!("so far: … {}", spaced(&self.ended[printed - SHOWN..])),
        }
    }
}

fn spaced(numbers: &[impl Display]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
