//! The token that names one execution, so that anybody can run it again:
//! `print-in-order/threads:model:every_start_order::case_1:2f`.

use std::fmt;
use std::str::FromStr;

use protocol::{Engine, Replay};
use thiserror::Error;

use crate::case;

/// One execution of one case of one exercise. The exercise stays text: whether it exists is for
/// `select` to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// `print-in-order/threads`.
    pub exercise: String,
    /// Where it ran.
    pub engine: Engine,
    /// The case and the execution's seed.
    pub replay: Replay,
}

/// A text that is no token.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("`{0}` is not a token: expected EXERCISE:ENGINE:CASE:SEED as a report printed it")]
pub struct NotAToken(String);

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Replay { case, execution_seed } = &self.replay;
        let (exercise, engine, case) = (&self.exercise, self.engine.word(), case::short(case));
        write!(f, "{exercise}:{engine}:{case}:{execution_seed:x}")
    }
}

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let parse = || {
            let (exercise, rest) = text.split_once(':')?;
            let (engine, rest) = rest.split_once(':')?;
            let (case, seed) = rest.rsplit_once(':')?;
            let engine =
                [Engine::Model, Engine::Native].into_iter().find(|known| known.word() == engine)?;
            let execution_seed = u64::from_str_radix(seed, 16).ok()?;
            let replay = Replay { case: case::full(case), execution_seed };
            let complete = exercise.contains('/') && !case.is_empty();
            complete.then(|| Self { exercise: exercise.to_owned(), engine, replay })
        };
        parse().ok_or_else(|| NotAToken(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_print_and_parse() {
        let text = "print-in-order/threads:model:every_start_order::case_1:2f";
        let token: Token = text.parse().expect("a token");
        assert_eq!(token.exercise, "print-in-order/threads");
        assert_eq!(token.engine, Engine::Model);
        assert_eq!(token.replay.case, "hidden::every_start_order::case_1");
        assert_eq!(token.replay.execution_seed, 0x2f);
        assert_eq!(token.to_string(), text);
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for text in ["", "x", "h2o:model:case:1", "h2o/tasks:real:c:1", "h2o/tasks:model:c:g"] {
            assert!(text.parse::<Token>().is_err(), "{text}");
        }
    }
}
