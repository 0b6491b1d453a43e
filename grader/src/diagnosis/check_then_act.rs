//! Somebody looks, somebody else acts, and the first acts on what he saw.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, marks};
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "check-then-act",
    meaning: "look and act are two steps, and somebody else acts in between",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if !matches!(evidence.failure.verdict, Verdict::WrongAnswer | Verdict::RuntimeError) {
        return None;
    }
    let (look, other, act) =
        (0..evidence.steps().len()).rev().find_map(|index| gap(evidence, index))?;
    let (first, second) = (evidence.steps()[look].lane, evidence.steps()[other].lane);
    let (who, whom) = (evidence.lane(first), evidence.lane(second));
    let (_, object) = evidence.operation(look)?;
    let what = evidence.object(object?);
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "look and act are two steps".to_owned(),
        text: format!(
            "{who} looks at {what}{} and acts on what it saw only later{}. In between {whom} gets at {what}{}, \
             and what {who} saw is no longer true. Look at the gap between the two: what may have changed \
             when the second one comes?",
            evidence.at(look),
            evidence.at(act),
            evidence.at(other)
        ),
        step: Some(other),
        marks: marks([
            evidence.mark(act, format!("{who} acts here on what it saw before")),
            evidence.mark(look, format!("{who} looks here")),
            evidence.mark(other, format!("{whom} comes in between")),
        ]),
    })
}

/// A switch that was forced between a look and an act of the same lane.
fn gap(evidence: &Evidence<'_>, switch: usize) -> Option<(usize, usize, usize)> {
    let steps = evidence.steps();
    if !steps[switch].preempts {
        return None;
    }
    let lane = steps[..switch]
        .iter()
        .rev()
        .find(|step| step.lane != steps[switch].lane && !evidence.told.lanes[step.lane].kit)?
        .lane;
    let look = (0..switch).rev().find(|index| {
        steps[*index].lane == lane && evidence.is_own(*index) && looks(evidence, *index)
    })?;
    let (_, object) = evidence.operation(look)?;
    let act = (switch..steps.len()).find(|index| {
        steps[*index].lane == lane && evidence.is_own(*index)
            && matches!(evidence.operation(*index), Some((verb, other)) if other == object && acts(verb))
            && matches!(steps[*index].act, Act::Does { .. })
    })?;
    let same = evidence.place(look) == evidence.place(act);
    let slept = (look..act).any(|index| {
        steps[index].lane == lane
            && matches!(steps[index].act, Act::Waits { .. })
            && evidence.is_own(index)
    });
    let other = (switch..act).find(|index| {
        steps[*index].lane != lane && evidence.is_own(*index)
            && matches!(evidence.operation(*index), Some((verb, other)) if other == object && acts(verb))
    })?;
    (!same && !slept).then_some((look, other, act))
}

fn looks(evidence: &Evidence<'_>, index: usize) -> bool {
    matches!(evidence.operation(index), Some(("load" | "lock" | "read" | "borrow", Some(_))))
}

fn acts(verb: &str) -> bool {
    matches!(
        verb,
        "lock"
            | "write"
            | "store"
            | "fetch_add"
            | "fetch_sub"
            | "swap"
            | "compare_exchange"
            | "send_modify"
            | "send_replace"
    )
}
