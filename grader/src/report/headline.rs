//! The lines around a report: which verdict, how strong it is, how long it took.
//!
//! Called by `human`.

use protocol::{Engine, Verdict};

use super::paint::{self, BOLD, DIM, paint};
use super::text::{seconds, width, wrap};
use crate::graded::{EngineRun, Graded, Strength};
use crate::learner::checks;

/// The first line: which exercise, which verdict, and what stands behind it.
pub fn headline(graded: &Graded, columns: usize) -> String {
    let style = paint::verdict(graded.verdict);
    let (sign, verdict) = (paint::sign(graded.verdict), graded.verdict.word());
    let by = strength(graded).unwrap_or_default();
    let used = width(sign) + width(&graded.exercise) + width(verdict) + 3;
    let exercise = paint(BOLD, &graded.exercise);
    let head = format!("{} {exercise}  {}", paint(style, sign), paint(style, verdict));
    if by.is_empty() {
        format!("{head}\n")
    } else if used + 2 + width(&by) <= columns {
        format!("{head}  {}\n", paint(DIM, by))
    } else {
        let lines = wrap(&by, columns.saturating_sub(2));
        let lines = lines.into_iter().map(|line| format!("  {}\n", paint(DIM, line)));
        format!("{head}\n{}", lines.collect::<String>())
    }
}

/// What stands behind the verdict, in a few words.
pub fn strength(graded: &Graded) -> Option<String> {
    if graded.verdict == Verdict::Accepted {
        let tried: Vec<String> = graded.engines.iter().map(tried).collect();
        let seeds = match graded.seeds {
            1 => format!("seed {}", graded.seed),
            more => format!("{more} seeds from {}", graded.seed),
        };
        return (!tried.is_empty()).then(|| format!("{} ({seeds})", tried.join(", ")));
    }
    let engine = match graded.engine? {
        Engine::Model => "under the model",
        Engine::Native => "natively",
    };
    let failure = graded.failure.as_ref()?;
    let replayable = graded.reproduce.as_ref().is_some_and(|command| command.contains(" replay "));
    let execution = if replayable {
        format!(", execution {} of the case", failure.execution + 1)
    } else {
        String::new()
    };
    Some(format!("{engine}{execution} (seed {})", graded.seed))
}

fn tried(run: &EngineRun) -> String {
    let Strength { weakest, proved, executions, cases } = run.strength;
    let plural = if executions == 1 { "" } else { "s" };
    let executions = grouped(executions);
    if run.engine == Engine::Native {
        return format!("{executions} native run{plural}");
    }
    let rest = match weakest {
        protocol::Strength::Proved { unusual: 0 } => {
            "the others but for spurious wake-ups".to_owned()
        }
        protocol::Strength::Proved { .. } => {
            return format!("proved: all interleavings of {cases} cases, {executions} schedules");
        }
        protocol::Strength::Bounded { preemptions } => {
            let plural = if preemptions == 1 { "" } else { "s" };
            format!("the others within {preemptions} preemption{plural} and sampled")
        }
        protocol::Strength::Sampled { .. } if proved > 0 => "the others sampled".to_owned(),
        protocol::Strength::Sampled { .. } => {
            return format!("{executions} schedule{plural} sampled");
        }
    };
    format!("{executions} schedule{plural}: {proved} of {cases} cases proved, {rest}")
}

/// What sampling is worth in the case of which least is known, if there is such a case.
pub fn bound(graded: &Graded) -> Option<String> {
    let accepted = graded.verdict == Verdict::Accepted && graded.engine == Some(Engine::Model);
    let strength = graded.strength.filter(|_| accepted)?;
    let protocol::Strength::Sampled { bound } = strength.weakest else { return None };
    let percent =
        if bound == 0 { "less than 1 %".to_owned() } else { format!("at least {bound} %") };
    Some(format!(
        "sampled: as far as PCT's bound goes, a mistake of one wrong switch would have shown with \
         {percent} in the weakest case"
    ))
}

/// `12 345` for 12345.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// `build 0.41 s · model 1.00 s · native 0.61 s`, or since when it is known.
pub fn times(graded: &Graded) -> Option<String> {
    if let Some(at) = graded.known_since_ms {
        let ago = checks::ago(at);
        return Some(format!("unchanged since it was graded {ago}; `--again` grades it again"));
    }
    let parts =
        [("build", graded.build_ms), ("model", graded.model_ms), ("native", graded.native_ms)];
    let parts = parts.into_iter().filter_map(|(name, ms)| Some(format!("{name} {}", seconds(ms?))));
    let text = parts.collect::<Vec<_>>().join(" · ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_says_how_strong_its_word_is() {
        let line = |weakest, proved| {
            let strength = Strength { weakest, proved, executions: 1_200, cases: 20 };
            tried(&EngineRun { engine: Engine::Model, verdict: Verdict::Accepted, strength, ms: 1 })
        };
        let sampled = protocol::Strength::Sampled { bound: 7 };
        for (weakest, proved, expected) in [
            (
                protocol::Strength::Proved { unusual: 1 },
                20,
                "proved: all interleavings of 20 cases, 1 200 schedules",
            ),
            (
                protocol::Strength::Proved { unusual: 0 },
                12,
                "1 200 schedules: 12 of 20 cases proved, the others but for spurious wake-ups",
            ),
            (sampled, 0, "1 200 schedules sampled"),
            (sampled, 12, "1 200 schedules: 12 of 20 cases proved, the others sampled"),
            (
                protocol::Strength::Bounded { preemptions: 1 },
                12,
                "1 200 schedules: 12 of 20 cases proved, the others within 1 preemption and sampled",
            ),
        ] {
            assert_eq!(line(weakest, proved), expected);
        }
    }
}
