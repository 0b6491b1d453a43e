//! An execution in a few characters: only the choices in which it left the usual way.
//!
//! Made from a schedule, shortened by whoever looks for the shortest counter-example, printed as a
//! token, and run again by [`crate::strategy::Directed`].

use std::fmt;
use std::str::FromStr;

use crate::Schedule;

/// One unusual choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Detour {
    /// Which choice of the execution it is, from 0.
    pub at: u32,
    /// The task or the branch that was chosen there.
    pub chosen: u32,
}

/// Where an execution leaves the usual way, in order.
///
/// As text, each detour is the distance from the one before and what was chosen, in digits of four
/// bits; the text of an execution without any is `0`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Detours(pub Vec<Detour>);

/// A text that stands for no execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotDetours;

impl Detours {
    /// The detours of a schedule.
    pub fn of(schedule: &Schedule) -> Self {
        let unusual = schedule.iter().enumerate().filter(|(_, choice)| !choice.usual);
        Self(unusual.map(|(at, choice)| Detour { at: at as u32, chosen: choice.chosen }).collect())
    }
}

/// Without letters that look like digits. The second half says that more digits follow.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn push(text: &mut String, mut number: u32) {
    while number >= 16 {
        text.push(char::from(DIGITS[16 + number as usize % 16]));
        number /= 16;
    }
    text.push(char::from(DIGITS[number as usize]));
}

fn numbers(text: &str) -> Result<Vec<u32>, NotDetours> {
    let (mut numbers, mut number, mut unit) = (Vec::new(), 0_u32, 1_u32);
    for character in text.bytes() {
        let digit = DIGITS.iter().position(|digit| *digit == character).ok_or(NotDetours)? as u32;
        let value = (digit % 16).checked_mul(unit).ok_or(NotDetours)?;
        number = number.checked_add(value).ok_or(NotDetours)?;
        if digit >= 16 {
            unit = unit.checked_mul(16).ok_or(NotDetours)?;
        } else {
            numbers.push(number);
            (number, unit) = (0, 1);
        }
    }
    if unit == 1 { Ok(numbers) } else { Err(NotDetours) }
}

impl fmt::Display for Detours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut text, mut next) = (String::new(), 0);
        for Detour { at, chosen } in &self.0 {
            push(&mut text, at - next);
            push(&mut text, *chosen);
            next = at + 1;
        }
        f.write_str(if text.is_empty() { "0" } else { &text })
    }
}

impl FromStr for Detours {
    type Err = NotDetours;

    fn from_str(text: &str) -> Result<Self, NotDetours> {
        if text == "0" {
            return Ok(Self::default());
        }
        let numbers = numbers(text)?;
        let (pairs, rest) = numbers.as_chunks::<2>();
        if pairs.is_empty() || !rest.is_empty() {
            return Err(NotDetours);
        }
        let mut next = 0_u32;
        let detour = |[distance, chosen]: &[u32; 2]| {
            let at = next.checked_add(*distance).ok_or(NotDetours)?;
            next = at.checked_add(1).ok_or(NotDetours)?;
            Ok(Detour { at, chosen: *chosen })
        };
        pairs.iter().map(detour).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detours(pairs: &[(u32, u32)]) -> Detours {
        Detours(pairs.iter().map(|&(at, chosen)| Detour { at, chosen }).collect())
    }

    #[test]
    fn a_text_leads_back_to_the_detours() {
        for pairs in [&[][..], &[(0, 0)], &[(3, 1), (4, 2)], &[(15, 17), (16, 300), (70_000, 5)]] {
            let detours = detours(pairs);
            assert_eq!(detours.to_string().parse(), Ok(detours));
        }
        assert_eq!(detours(&[(4, 2), (9, 1), (30, 3)]).to_string(), "4241m13");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "1", "4z", "42o", "zzzzzzzzzz1", "A1", "424"] {
            assert_eq!(text.parse::<Detours>(), Err(NotDetours), "{text}");
        }
    }
}
