//! Something keeps out those who must be able to be in at once.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, Hold, marks};
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "over-serialized",
    meaning: "a lock, a permit or a single worker lets in one where several must be able to be in at once",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let failure = evidence.failure;
    if failure.verdict != Verdict::OverSerialized {
        return None;
    }
    let claim = failure.summary.split(';').next().unwrap_or_default().trim();
    let (text, step, marks) = match obstacle(evidence) {
        Some((hold, kept_out)) => {
            let (holder, what) = (evidence.lane(hold.lane), evidence.object(hold.object));
            let other = evidence.lane(evidence.steps()[kept_out].lane);
            let (took, asks) = (evidence.at(hold.from), evidence.at(kept_out));
            let text = format!(
                "{holder} takes {what}{took} and keeps it while its callback runs; {other} asks for it\
                 {asks} and has to wait until it is free again. Look at what {what} protects: must it be \
                 held for all of that time?"
            );
            let marks = marks([
                evidence.mark(
                    hold.from,
                    format!("{holder} has {what} from here on, callback included"),
                ),
                evidence.mark(kept_out, format!("{other} is kept out here")),
            ]);
            (text, Some(hold.from), marks)
        }
        None => (
            "Look at who could start the second one while the first is still going on, and what that \
             one waits for instead."
                .to_owned(),
            None,
            Vec::new(),
        ),
    };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "what could go on side by side waits in line".to_owned(),
        text: if claim.contains("possible") {
            format!("Never seen: {}. {text}", wish(claim))
        } else {
            text
        },
        step,
        marks,
    })
}

/// `it must be possible that two pages are fetched at the same time` says it long.
fn wish(claim: &str) -> &str {
    claim.strip_prefix("it must be possible that ").unwrap_or(claim)
}

/// What is held while a callback runs, and the step in which somebody else asks for it in vain.
fn obstacle(evidence: &Evidence<'_>) -> Option<(Hold, usize)> {
    let callback = |hold: &Hold| {
        let to = hold.to.unwrap_or(evidence.steps().len());
        let mut during = evidence.steps().iter().enumerate().take(to).skip(hold.from);
        during.any(|(_, step)| step.lane == hold.lane && matches!(step.act, Act::Log { .. }))
    };
    let kept_out = |hold: &Hold| {
        let to = hold.to.unwrap_or(evidence.steps().len());
        let asks = (hold.from..to).find(|index| {
            let step = &evidence.steps()[*index];
            let wanted =
                matches!(step.act, Act::Waits { object, .. } if object == Some(hold.object));
            wanted && step.lane != hold.lane && evidence.is_own(*index)
        });
        // Or somebody stood still all the time, and took it next.
        asks.or_else(|| {
            let next = evidence.holds.iter().find(|next| {
                next.object == hold.object && next.from > to && next.lane != hold.lane
            })?;
            let before = evidence.before(next.lane, next.from)?;
            let stood = before < hold.from && evidence.is_own(before);
            // Or its end is what woke somebody, who took it next.
            let woken = evidence.steps().get(to).is_some_and(|end| end.wakes.contains(&next.lane));
            (stood || (woken && before < to)).then_some(next.from)
        })
    };
    let mut holds =
        evidence.holds.iter().filter(|hold| evidence.is_own(hold.from) && callback(hold));
    holds.find_map(|hold| Some((*hold, kept_out(hold)?)))
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn what_is_held_during_a_callback_is_named() {
        let source = "fn f(&self) {\n let all = self.all.lock();\n print(); }";
        let found = diagnosed(
            Verdict::OverSerialized,
            source,
            &["a", "b"],
            &[("all", "Mutex")],
            "a: lock all 2 +all
             a: \"a begins\"
             b: ? lock all 2
             a: \"a ends\"
             a: unlock all 2 -all > b",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("over-serialized", Some(0)));
        assert!(found.text.contains("`b` asks for it at line 2"), "{}", found.text);
    }

    #[test]
    fn who_is_woken_by_its_end_was_kept_out() {
        let source = "fn f(&self) {\n let all = self.all.lock();\n print(); }";
        let found = diagnosed(
            Verdict::OverSerialized,
            source,
            &["a", "b"],
            &[("all", "Mutex")],
            "b: \"b comes\"
             a: lock all 2 +all
             a: \"a begins\"
             a: unlock all 2 -all > b
             b: start
             b: lock all 2 +all",
        );
        let found = found.expect("a diagnosis");
        assert!(!found.text.contains("asks for it"), "{}", found.text);
    }
}
