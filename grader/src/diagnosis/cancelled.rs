//! A future is dropped where it waits, and takes something with it.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, is_operation, marks};
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "cancelled",
    meaning: "a future that is dropped at an await takes an item, a permit or a turn with it",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if matches!(evidence.failure.verdict, Verdict::BusyWait | Verdict::OverSerialized) {
        return None;
    }
    dropped(evidence).or_else(|| timed_out(evidence))
}

/// A call is given up, or a task aborted, after it has had an effect on others.
fn dropped(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let cancelled = evidence.steps().iter().position(
        |step| matches!(&step.act, Act::Remark { text } if text.starts_with("is cancelled")),
    )?;
    let lane = evidence.steps()[cancelled].lane;
    let own = |index: &usize| evidence.is_own(*index) && is_operation(&evidence.steps()[*index]);
    let waited =
        (0..cancelled).rev().find(|index| evidence.steps()[*index].lane == lane && own(index))?;
    let who = evidence.lane(lane);
    let aborted = (0..cancelled).rev().find(|index| {
        let aborts = matches!(evidence.operation(*index), Some(("abort" | "shut down", Some(object)))
            if evidence.told.objects[object].lane == Some(lane));
        aborts && own(index)
    });
    let (text, first) = match aborted {
        Some(abort) => (
            format!(
                "{who} is aborted{} before its work is done: whoever owns it has gone. Others still count on \
                 {who}. Look at how long the owner of the task lives, and what happens to its tasks then.",
                evidence.at(abort)
            ),
            evidence.mark(abort, format!("{who} is aborted here")),
        ),
        None => (
            format!(
                "{who} gives up while it waits{}: its future is dropped there, in the middle. What it had \
                 taken, or what others had meant for it, is gone with it. Look at each `.await`: what is \
                 already done when the call ends there, and who takes it back?",
                evidence.at(waited)
            ),
            evidence.mark(waited, format!("{who} is dropped at this wait")),
        ),
    };
    let given = (0..cancelled)
        .rev()
        .find(|index| evidence.steps()[*index].wakes.contains(&lane) && evidence.is_own(*index));
    let gave = given.and_then(|index| evidence.mark(index, format!("meant for {who}")));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "something is lost with a call that is given up".to_owned(),
        text,
        step: Some(cancelled),
        marks: marks([first, gave]),
    })
}

/// A timeout drops the future of a barrier, which goes on counting it.
fn timed_out(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let fired = evidence.steps().iter().enumerate().find_map(|(index, step)| {
        if !matches!(step.act, Act::Clock { .. }) {
            return None;
        }
        let &[lane] = step.wakes.as_slice() else { return None };
        let timeout = evidence.before(lane, index)?;
        let inner = evidence.before(lane, timeout)?;
        let is_timeout = matches!(evidence.operation(timeout), Some(("timeout", _)));
        let meets = matches!(evidence.operation(inner), Some(("wait", Some(object)))
            if evidence.kind(object) == "Barrier");
        let again = evidence.steps_of(lane).any(|(later, _)| {
            later > index && evidence.operation(later) == evidence.operation(inner)
        });
        (is_timeout && meets && again).then_some((lane, timeout, inner))
    });
    let (lane, timeout, inner) = fired?;
    let who = evidence.lane(lane);
    let (_, meeting) = evidence.operation(inner)?;
    let what = evidence.object(meeting?);
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a wait that is given up still counts".to_owned(),
        text: format!(
            "{who} comes to {what}{}, gives up when the time is over, and comes again. Look at what {what} \
             knows of somebody who came and whose future was dropped: how often has it counted {who}?",
            evidence.at(inner)
        ),
        step: Some(timeout),
        marks: marks(
            [evidence.mark(inner, format!("{who} comes here, gives up, and comes again"))],
        ),
    })
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn what_is_meant_for_somebody_who_gives_up_is_lost() {
        let source = "async fn f(&self) {\n let x = self.c.recv().await; }\n\
                      fn g(&self) {\n self.c.send(x); }";
        let found = diagnosed(
            Verdict::WrongAnswer,
            source,
            &["a", "b"],
            &[("c", "channel")],
            "a: ? recv c 2
             b: send c 4 > a
             a: ! is cancelled: its future is dropped where it waited",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("cancelled", Some(2)));
        assert_eq!(found.marks.iter().map(|mark| mark.at.line).collect::<Vec<_>>(), [2, 4]);
    }
}
