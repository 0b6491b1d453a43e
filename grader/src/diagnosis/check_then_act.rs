//! Somebody looks, somebody else acts, and the first acts on what he saw.

use protocol::{Act, Step, Verdict};

use super::evidence::{Evidence, marks};
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "check-then-act",
    meaning: "look and act are two steps, and somebody else acts in between",
    look,
};

/// A look, what came in between, and the act.
struct Gap {
    look: usize,
    other: usize,
    act: usize,
}

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if !matches!(evidence.failure.verdict, Verdict::WrongAnswer | Verdict::RuntimeError) {
        return None;
    }
    let looks = (0..evidence.steps().len()).rev().filter(|index| looks(evidence, *index));
    let gap = looks.clone().find_map(|look| two_steps(evidence, look));
    let gap = gap.or_else(|| { looks }.find_map(|look| believed(evidence, look)))?;
    let (first, second) = (evidence.steps()[gap.look].lane, evidence.steps()[gap.other].lane);
    let (who, whom) = (evidence.lane(first), evidence.lane(second));
    let (_, Some(object)) = evidence.operation(gap.look)? else { return None };
    let what = evidence.object(object);
    let does = if evidence.changes(gap.other, object) { "changes" } else { "takes" };
    let later = match evidence.at(gap.act) {
        nowhere if nowhere.is_empty() => "only later".to_owned(),
        place => format!("only later,{place},"),
    };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "look and act are two steps".to_owned(),
        text: format!(
            "{who} looks at {what}{}, and {later} acts on what it saw. In between {whom} {does} {what}{}, and \
             what {who} saw is no longer true. Look at the gap between the two: what may have happened by \
             the time the second one comes?",
            evidence.at(gap.look),
            evidence.at(gap.other)
        ),
        step: Some(gap.other),
        marks: marks([
            evidence.mark(gap.act, format!("{who} acts here on what it saw before")),
            evidence.mark(gap.look, format!("{who} looks here")),
            evidence.mark(gap.other, format!("{whom} comes in between")),
        ]),
    })
}

/// A look, and another step with the same thing, although somebody else was there in between.
fn two_steps(evidence: &Evidence<'_>, look: usize) -> Option<Gap> {
    let lane = evidence.steps()[look].lane;
    let (_, Some(object)) = evidence.operation(look)? else { return None };
    let mut later = evidence.steps_of(lane).filter(|(index, _)| *index > look);
    let act = later.find_map(|(index, step)| {
        let acts = matches!(evidence.operation(index), Some((verb, Some(other)))
            if other == object && acts(verb) && evidence.is_own(index));
        match step.act {
            Act::Does { .. } if acts => Some(Some(index)),
            // What happens after a wait, or in another call, is another story.
            Act::Waits { .. } | Act::Log { .. } => Some(None),
            _ => None,
        }
    })??;
    let is_lock = evidence.operation(look).is_some_and(|(verb, _)| verb != "load");
    // What changes it already is an act of its own, complete with its look.
    if is_lock && evidence.changes(look, object) {
        return None;
    }
    let forced =
        |index: usize| evidence.steps()[index].preempts && evidence.steps()[index].lane != lane;
    let theirs = |index: &usize| {
        let other = evidence.steps()[*index].lane != lane && evidence.is_own(*index);
        let locks = is_lock
            && matches!(evidence.operation(*index), Some((verb, Some(of))) if of == object && acts(verb));
        other && (locks || evidence.changes(*index, object))
    };
    let first = (look..act).find(theirs)?;
    // Rather the line that changes it than one that only comes near.
    let other = (look..act).find(|index| theirs(index) && evidence.changes(*index, object));
    let other = other.unwrap_or(first);
    let switched = !is_lock || (look..=first).any(forced);
    (switched && evidence.place(look) != evidence.place(act)).then_some(Gap { look, other, act })
}

/// A look that is believed after a wait, or with a lock taken since, although it is out of date.
fn believed(evidence: &Evidence<'_>, look: usize) -> Option<Gap> {
    let lane = evidence.steps()[look].lane;
    let (verb, Some(object)) = evidence.operation(look)? else { return None };
    if verb != "load" {
        return None;
    }
    let mut waited = None;
    let mut acts = None;
    for (index, step) in evidence.steps_of(lane).filter(|(index, _)| *index > look) {
        let (verb, of) = evidence.operation(index).unwrap_or_default();
        if of == Some(object) && (looks(evidence, index) || evidence.changes(index, object)) {
            break;
        }
        let takes = matches!(verb, "lock" | "write" | "read" | "acquire" | "wait" | "wait_for");
        if takes && evidence.is_own(index) {
            waited = Some(index);
        }
        if matches!(step.act, Act::Log { .. }) {
            acts = Some(index);
            break;
        }
    }
    let waited = waited?;
    let last = |(index, step): &(usize, &Step)| {
        *index + 1 == evidence.steps().len() && matches!(step.act, Act::Does { .. })
    };
    // The claim may fail in the very callback that comes next, which takes no step of its own.
    let end = evidence.steps_of(lane).next_back().filter(last).map(|(index, _)| index);
    let act = acts.or(end).filter(|act| *act >= waited)?;
    let other = (look..act)
        .find(|index| evidence.steps()[*index].lane != lane && evidence.changes(*index, object))?;
    Some(Gap { look, other, act: if evidence.is_own(act) { act } else { waited } })
}

fn looks(evidence: &Evidence<'_>, index: usize) -> bool {
    let does = matches!(evidence.steps()[index].act, Act::Does { .. });
    does && evidence.is_own(index)
        && matches!(evidence.operation(index), Some(("load" | "lock" | "read" | "borrow", Some(_))))
}

fn acts(verb: &str) -> bool {
    const VERBS: [&str; 10] = [
        "load",
        "lock",
        "write",
        "store",
        "fetch_add",
        "fetch_sub",
        "swap",
        "compare_exchange",
        "send_modify",
        "send_replace",
    ];
    VERBS.contains(&verb)
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    const SOURCE: &str = "fn f(&self) {\n if self.m.lock().is_empty() {\n self.m.lock().push(1); } }\n\
                          fn g(&self) {\n let number = self.n.load(O);\n let turn = self.m.lock();\n print(number); }\n\
                          fn h(&self) {\n self.n.store(1, O); }";
    const OBJECTS: [(&str, &str); 2] = [("m", "Mutex"), ("n", "AtomicU32")];

    #[test]
    fn somebody_comes_between_look_and_act() {
        let found = diagnosed(
            Verdict::WrongAnswer,
            SOURCE,
            &["a", "b"],
            &OBJECTS,
            "a: lock m 2 +m
             a: unlock m 2 -m
             » b: lock m 3 +m
             b: unlock m 3 -m
             a: lock m 3 +m",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("check-then-act", Some(2)));
        assert_eq!(found.marks[0].at.line, 3);
    }

    #[test]
    fn two_acts_that_are_complete_are_no_gap() {
        let source = "fn f(&self) {\n let mut m = self.m.lock();\n *m -= 1; }\n\
                      fn g(&self) {\n let mut m = self.m.lock();\n *m += 1; }";
        let story = "a: lock m 2 +m
             a: unlock m 2 -m
             » b: lock m 2 +m
             b: unlock m 2 -m
             a: lock m 5 +m";
        let found = diagnosed(Verdict::WrongAnswer, source, &["a", "b"], &OBJECTS, story);
        assert!(found.is_none(), "{found:?}");
    }

    #[test]
    fn an_old_look_is_believed_after_a_wait() {
        let story = "a: load n 5
             a: ? lock m 6
             b: store n 9
             a: lock m 6 +m
             a: \"a prints\"";
        let found = diagnosed(Verdict::WrongAnswer, SOURCE, &["a", "b"], &OBJECTS, story);
        let found = found.expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("check-then-act", Some(2)));
    }

    #[test]
    fn nothing_in_between_is_no_reason() {
        let story = "b: store n 9
             a: load n 5
             a: lock m 6 +m
             a: \"a prints\"";
        assert!(diagnosed(Verdict::WrongAnswer, SOURCE, &["a", "b"], &OBJECTS, story).is_none());
    }
}
