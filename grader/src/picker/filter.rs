//! Which rows are shown: what was chosen with the keys, and what was searched for.

use super::rows::Row;
use crate::learner::standing::Standing;
use crate::problems::difficulty::Difficulty;
use crate::problems::primitives::Primitive;

/// What is asked of a row; nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Only this track.
    pub track: Option<String>,
    /// Only this hard.
    pub difficulty: Option<Difficulty>,
    /// Only brought this far.
    pub standing: Option<Standing>,
    /// Only where a known right design uses it.
    pub primitive: Option<Primitive>,
    /// Only with these words.
    pub search: String,
}

/// What one key goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `t`
    Track,
    /// `d`
    Difficulty,
    /// `s`
    Standing,
    /// `p`
    Primitive,
}

impl Filter {
    /// Whether a row is shown.
    pub(super) fn has(&self, row: &Row) -> bool {
        let Self { track, difficulty, standing, primitive, search } = self;
        track.as_ref().is_none_or(|wanted| row.track.as_ref() == Some(wanted))
            && difficulty.is_none_or(|wanted| row.difficulty == Some(wanted))
            && standing.is_none_or(|wanted| row.standing() == wanted)
            && primitive.is_none_or(|wanted| row.primitives.contains(&wanted))
            && row.is_found(search)
    }

    /// Whether every row is shown.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Goes on to the next value of a part, or back to the one before; behind the last one it is open
    /// again. Only what there is among the rows has a turn.
    pub(super) fn turn(&mut self, part: Part, back: bool, rows: &[Row]) {
        match part {
            Part::Track => {
                let values = each(rows.iter().filter_map(|row| row.track.clone()));
                self.track = next(&values, self.track.as_ref(), back);
            }
            Part::Difficulty => {
                let mut values = each(rows.iter().filter_map(|row| row.difficulty));
                values.sort();
                self.difficulty = next(&values, self.difficulty.as_ref(), back);
            }
            Part::Standing => {
                let all = [Standing::NotAttempted, Standing::Begun, Standing::Accepted];
                self.standing = next(&all, self.standing.as_ref(), back);
            }
            Part::Primitive => {
                let used =
                    |wanted: &Primitive| rows.iter().any(|row| row.primitives.contains(wanted));
                let values: Vec<Primitive> = Primitive::ALL.into_iter().filter(used).collect();
                self.primitive = next(&values, self.primitive.as_ref(), back);
            }
        }
    }

    /// The value of a part, as it is shown.
    pub(super) fn value(&self, part: Part) -> Option<String> {
        match part {
            Part::Track => self.track.clone(),
            Part::Difficulty => self.difficulty.map(|it| it.word().to_owned()),
            Part::Standing => self.standing.map(|it| it.word().to_owned()),
            Part::Primitive => self.primitive.map(|it| it.word().to_owned()),
        }
    }
}

impl Part {
    /// All of them, in the order in which they are shown.
    pub(super) const ALL: [Self; 4] =
        [Self::Track, Self::Difficulty, Self::Standing, Self::Primitive];

    /// Its key, and its name.
    pub(super) const fn key(self) -> (char, &'static str) {
        match self {
            Self::Track => ('t', "track"),
            Self::Difficulty => ('d', "difficulty"),
            Self::Standing => ('s', "state"),
            Self::Primitive => ('p', "primitive"),
        }
    }
}

/// Each once, in the order in which they come.
fn each<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    once
}

fn next<T: Clone + PartialEq>(values: &[T], now: Option<&T>, back: bool) -> Option<T> {
    let at = now.and_then(|now| values.iter().position(|value| value == now));
    let then = match (at, back) {
        (None, false) => Some(0),
        (None, true) => values.len().checked_sub(1),
        (Some(at), false) => Some(at + 1),
        (Some(at), true) => at.checked_sub(1),
    };
    then.and_then(|then| values.get(then).cloned())
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn a_key_goes_round_and_back() {
        let mut seen = Vec::new();
        let mut now = None;
        for _ in 0..4 {
            now = next(&[1, 2], now.as_ref(), false);
            seen.push(now);
        }
        assert_eq!(seen, [Some(1), Some(2), None, Some(1)]);
        assert_eq!(next(&[1, 2], None, true), Some(2));
        assert_eq!(next(&[1, 2], Some(&1), true), None);
        assert_eq!(next::<u8>(&[], None, true), None);
    }
}
