//! What the four have to print, and what is wrong with a log. Both hidden tests of this problem use
//! it: the words of the log are the same for threads and for tasks.
//!
//! Each callback logs its word, `fizz` or `7`, as `fizz begins` and `fizz ends`.

use std::time::Duration;

/// One of the four who count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Fizz,
    Buzz,
    FizzBuzz,
    Number,
}

pub const ROLES: [Role; 4] = [Role::Fizz, Role::Buzz, Role::FizzBuzz, Role::Number];

impl Role {
    /// The name of its method, which is also what it prints (unless it prints numbers).
    pub fn name(self) -> &'static str {
        match self {
            Self::Fizz => "fizz",
            Self::Buzz => "buzz",
            Self::FizzBuzz => "fizzbuzz",
            Self::Number => "number",
        }
    }

    /// Whose number it is.
    pub fn of(number: u32) -> Self {
        match (number % 3, number % 5) {
            (0, 0) => Self::FizzBuzz,
            (0, _) => Self::Fizz,
            (_, 0) => Self::Buzz,
            _ => Self::Number,
        }
    }
}

/// How long callbacks take.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// A while or no time at all, as the execution's seed has it.
    Any,
    Lasting(Duration),
}

/// What is printed for a number.
fn word(number: u32) -> String {
    match Role::of(number) {
        Role::Number => number.to_string(),
        role => role.name().to_owned(),
    }
}

/// How long it takes to count to `n` if each callback takes so many seconds, by its role.
pub fn duration(n: u32, seconds: [u64; 4]) -> Duration {
    Duration::from_secs((1..=n).map(|number| seconds[Role::of(number) as usize]).sum())
}

/// What is wrong if this word begins after such a log, in a count to `n`; in one sentence.
pub fn fault_if_begins(printed: &str, log: &[String], n: u32) -> Option<String> {
    let last = log.last().map(|entry| word_of(entry));
    if log.len() % 2 == 1 {
        return last.map(|last| format!("“{printed}” began while “{last}” had not ended"));
    }
    let number = next_number(log);
    if number > n {
        return Some(format!("“{printed}” was printed, though the count to {n} was over"));
    }
    let expected = word(number);
    (printed != expected).then(|| {
        let after = last.map_or("first of all".to_owned(), |last| format!("after “{last}”"));
        format!("“{printed}” was printed {after}, where “{expected}” belongs")
    })
}

/// What is wrong with a log to which nothing more will come.
pub fn fault_at_end(log: &[String], n: u32) -> Option<String> {
    let begins = log.iter().enumerate().filter(|(_, entry)| entry.ends_with(" begins"));
    let mut faults =
        begins.filter_map(|(at, entry)| fault_if_begins(word_of(entry), &log[..at], n));
    faults.next().or_else(|| {
        let number = next_number(log);
        let next = word(number);
        match log.len() % 2 {
            1 => Some(format!("“{next}” began and never ended")),
            _ if number > n => None,
            _ if number == 1 => Some(format!("“{next}” was never printed")),
            _ => Some(format!("“{next}” was never printed after “{}”", word(number - 1))),
        }
    })
}

/// The number that comes after such a log: each has two entries.
fn next_number(log: &[String]) -> u32 {
    1 + u32::try_from(log.len() / 2).expect("a short log")
}

/// The word in an entry of the log.
fn word_of(entry: &str) -> &str {
    entry.split_once(' ').map_or(entry, |(word, _)| word)
}
