//! The token that names one execution, so that anybody can run it again:
//! `print-in-order/threads:model:every_start_order::case_1:42b1`.

use std::fmt;
use std::str::FromStr;

use protocol::{Again, Engine, Replay};
use thiserror::Error;

use crate::process::case;

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

/// A text that is no token: which of its parts is wrong.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NotAToken {
    /// It does not have four parts.
    #[error("`{0}` is not a token: expected EXERCISE:ENGINE:CASE:EXECUTION as a report printed it")]
    Parts(String),
    /// The first part names no exercise.
    #[error(
        "the first part of the token, `{0}`, is no exercise: expected one such as \
         `print-in-order/threads`"
    )]
    Exercise(String),
    /// The second part names no engine.
    #[error("the second part of the token, `{0}`, is no engine: expected `model` or `native`")]
    Engine(String),
    /// The third part is empty.
    #[error("the third part of the token, the case, is missing")]
    Case,
    /// The last part stands for no execution.
    #[error(
        "the last part of the token, `{0}`, stands for no execution: copy all of the line that the \
         report printed"
    )]
    Execution(String),
}

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
        let split = || {
            let (exercise, rest) = text.split_once(':')?;
            let (engine, rest) = rest.split_once(':')?;
            let (case, execution) = rest.rsplit_once(':')?;
            Some((exercise, engine, case, execution))
        };
        let (exercise, engine, case, execution) =
            split().ok_or_else(|| NotAToken::Parts(text.to_owned()))?;
        if !exercise.contains('/') {
            return Err(NotAToken::Exercise(exercise.to_owned()));
        }
        let known = [Engine::Model, Engine::Native].into_iter().find(|of| of.word() == engine);
        let engine = known.ok_or_else(|| NotAToken::Engine(engine.to_owned()))?;
        if case.is_empty() {
            return Err(NotAToken::Case);
        }
        let again = match engine {
            Engine::Native => u64::from_str_radix(execution, 16).ok().map(Again::Seed),
            Engine::Model => execution.parse().ok().map(Again::Detours),
        };
        let execution = again.ok_or_else(|| NotAToken::Execution(execution.to_owned()))?;
        let replay = Replay::whole(case::full(case), execution);
        Ok(Self { exercise: exercise.to_owned(), engine, replay })
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
    fn of_what_is_no_token_the_wrong_part_is_named() {
        for (text, expected) in [
            ("", NotAToken::Parts(String::new())),
            ("h2o/tasks:model:0", NotAToken::Parts("h2o/tasks:model:0".into())),
            ("h2o:model:case:0", NotAToken::Exercise("h2o".into())),
            ("h2o/tasks:real:c:1", NotAToken::Engine("real".into())),
            ("h2o/tasks:model::1", NotAToken::Case),
            ("h2o/tasks:native:c:g", NotAToken::Execution("g".into())),
            ("h2o/tasks:model:c:u", NotAToken::Execution("u".into())),
        ] {
            assert_eq!(text.parse::<Token>(), Err(expected), "{text}");
        }
        assert!("h2o/tasks:model:c:0".parse::<Token>().is_ok());
    }
}
