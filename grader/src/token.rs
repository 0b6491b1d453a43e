//! The token that names one execution, so that anybody can run it again:
//! `print-in-order/threads:model:every_start_order::case_1:42b1`.

use std::fmt;
use std::str::FromStr;

use protocol::{Again, Engine, Replay};
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
    /// The case and the execution.
    pub replay: Replay,
}

/// A text that is no token.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("`{0}` is not a token: expected EXERCISE:ENGINE:CASE:EXECUTION as a report printed it")]
pub struct NotAToken(String);

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Replay { case, execution, .. } = &self.replay;
        let (exercise, engine, case) = (&self.exercise, self.engine.word(), case::short(case));
        write!(f, "{exercise}:{engine}:{case}:{execution}")
    }
}

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let parse = || {
            let (exercise, rest) = text.split_once(':')?;
            let (engine, rest) = rest.split_once(':')?;
            let (case, execution) = rest.rsplit_once(':')?;
            let engine =
                [Engine::Model, Engine::Native].into_iter().find(|known| known.word() == engine)?;
            let execution = match engine {
                Engine::Native => Again::Seed(u64::from_str_radix(execution, 16).ok()?),
                Engine::Model => Again::Detours(execution.parse().ok()?),
            };
            let replay = Replay::whole(case::full(case), execution);
            let complete = exercise.contains('/') && !case.is_empty();
            complete.then(|| Self { exercise: exercise.to_owned(), engine, replay })
        };
        parse().ok_or_else(|| NotAToken(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use protocol::Detours;

    use super::*;

    #[test]
    fn a_token_survives_print_and_parse() {
        for (engine, execution) in [
            ("native", Again::Seed(0x2f)),
            ("model", Again::Detours(Detours(vec![(4, 2), (16, 1)]))),
        ] {
            let text =
                format!("print-in-order/threads:{engine}:every_start_order::case_1:{execution}");
            let token: Token = text.parse().expect("a token");
            assert_eq!(token.exercise, "print-in-order/threads");
            assert_eq!(token.engine.word(), engine);
            let case = "hidden::every_start_order::case_1".to_owned();
            assert_eq!(token.replay, Replay::whole(case, execution));
            assert_eq!(token.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for text in ["", "x", "h2o:model:case:0", "h2o/tasks:real:c:1", "h2o/tasks:native:c:g"] {
            assert!(text.parse::<Token>().is_err(), "{text}");
        }
        assert!("h2o/tasks:model:c:0".parse::<Token>().is_ok());
        assert!("h2o/tasks:model:c:u".parse::<Token>().is_err());
    }
}
