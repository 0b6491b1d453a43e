//! Which execution of a case: what names it in a record, in an order, and at the end of a token.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What leads to the same execution again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Again {
    /// The seed of the execution (native: as far as a seed can repeat it).
    Seed(u64),
    /// Its choices (model).
    Detours(Detours),
}

impl fmt::Display for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seed(seed) => write!(f, "{seed:x}"),
            Self::Detours(detours) => detours.fmt(f),
        }
    }
}

/// The choices of an execution that are not the usual ones, in order: which choice it is, from 0, and
/// what was chosen.
///
/// As text, each is the distance from the one before and what was chosen, in digits of four bits; the
/// text of an execution without any is `0`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Detours(pub Vec<(u32, u32)>);

/// A text that stands for no execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotDetours;

impl fmt::Display for NotDetours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the choices of an execution")
    }
}

impl TryFrom<String> for Detours {
    type Error = NotDetours;

    fn try_from(text: String) -> Result<Self, NotDetours> {
        text.parse()
    }
}

impl From<Detours> for String {
    fn from(detours: Detours) -> Self {
        detours.to_string()
    }
}

/// Without letters that look like digits. The second half says that more digits follow.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn digit(number: u32) -> char {
    char::from(DIGITS[number as usize])
}

fn push(text: &mut String, mut number: u32) {
    while number >= 16 {
        text.push(digit(16 + number % 16));
        number /= 16;
    }
    text.push(digit(number));
}

fn numbers(text: &str) -> Result<Vec<u32>, NotDetours> {
    let (mut numbers, mut number, mut unit) = (Vec::new(), 0_u32, 1_u32);
    for character in text.bytes() {
        let digit = (0..32_u32).find(|digit| DIGITS[*digit as usize] == character);
        let digit = digit.ok_or(NotDetours)?;
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
        for (at, chosen) in &self.0 {
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
            Ok((at, *chosen))
        };
        pairs.iter().map(detour).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detours(pairs: &[(u32, u32)]) -> Detours {
        Detours(pairs.to_vec())
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
