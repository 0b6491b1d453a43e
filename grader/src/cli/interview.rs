//! What `interview` can be told.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, value_parser};

use crate::problems::difficulty::Difficulty;
use crate::problems::exercise::Variant;

/// What is typed after `interview`.
pub const EXAMPLES: &super::help::Examples = &[
    ("45 minutes with a problem that suits you", "interview"),
    ("An easy one, in tasks", "interview --difficulty easy --variant tasks"),
    ("With this one", "interview foobar/threads"),
];

/// How it goes, for `--help`.
pub const WAY: &str = "\
How it goes:
  You are offered a problem: one that you have never solved, else one that is
  due again, else what you practised longest ago. Enter starts the clock. Each
  time you save the file it is graded, as in `watch`, but there are no hints. It
  ends when you are content (q), or when the time is up. Then come the questions
  that an interviewer asks next, one at a time, and how it went: when it was
  accepted, what failed on the way, what others would have used, what to
  practise next. It is noted in progress.toml, and `next --review` brings it
  back.";

/// Which problem, and how long.
#[derive(Debug, Args)]
pub struct InterviewArgs {
    /// `foobar/threads`, or `foobar` for either variant; without a name one that you have never solved, else
    /// one that is due again.
    #[arg(value_name = "EXERCISE")]
    pub name: Option<String>,
    /// Minutes on the clock, 1 to 240.
    #[arg(long, value_name = "N", default_value_t = 45, value_parser = value_parser!(u16).range(1..=240))]
    pub minutes: u16,
    /// Only problems that are this hard [default: what suits what you have solved].
    #[arg(long, value_enum)]
    pub difficulty: Option<Difficulty>,
    /// Only this track: `leetcode`.
    #[arg(long)]
    pub track: Option<String>,
    /// Only threads, or only tasks.
    #[arg(long, value_parser = variants())]
    pub variant: Option<Variant>,
    /// Where chance comes from, if you want the same problem again.
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
}

fn variants() -> impl TypedValueParser<Value = Variant> {
    let words = Variant::ALL.map(Variant::word);
    PossibleValuesParser::new(words)
        .try_map(|word| word.parse::<Variant>().map_err(|()| "expected `threads` or `tasks`"))
}
