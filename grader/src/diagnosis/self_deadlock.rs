//! Somebody waits for what he himself holds.

use super::evidence::{Evidence, marks};
use super::words::is_lock;
use super::{Diagnosis, Pattern};
use crate::code::Part;

pub(super) const PATTERN: Pattern = Pattern {
    code: "self-deadlock",
    meaning: "the same thread or task locks again what it holds already",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let himself = |(lane, object): &(usize, usize)| {
        evidence.stuck().any(|(other, wait)| {
            other == *lane
                && wait.object == Some(*object)
                && wait.holders.iter().any(|holder| holder.lane == other)
        })
    };
    let waits = evidence.stuck().filter_map(|(lane, wait)| Some((lane, wait.object?)));
    let (lane, object) =
        waits.filter(|(_, object)| is_lock(evidence.kind(*object))).find(himself)?;
    let end = evidence.steps().len().checked_sub(1)?;
    let again = evidence.stuck().find(|(other, _)| *other == lane)?.1;
    let hold = *evidence.held_by(lane, end).find(|hold| hold.object == object)?;
    let (who, what) = (evidence.lane(lane), evidence.object(object));
    let (took, asks) = (evidence.at(hold.from), evidence.at_line(again.at.as_ref()));
    let head = evidence.call(hold.from).and_then(|call| call.in_head());
    let advice = match head.map(|head| head.part) {
        Some(Part::MatchHead) => {
            "Look at the head of the `match`: how long does a guard live that is made there?"
        }
        Some(_) => {
            "Look at the head of the `if let` or `while let`: how long does a guard live that is made there?"
        }
        None => "Look at what is still alive when the second call comes.",
    };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: format!("{who} waits for itself"),
        text: format!(
            "{who} takes {what}{took} and still has it when it asks for it again{asks}. Only {who} \
             could let it go, and {who} waits. {advice}"
        ),
        step: Some(evidence.last_wait(lane).unwrap_or(end)),
        marks: marks([
            evidence.mark_wait(lane, format!("{who} asks for {what} again and waits for ever")),
            evidence.mark(hold.from, format!("{who} has had {what} since here")),
        ]),
    })
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn whoever_asks_again_for_what_he_holds_waits_for_himself() {
        let source =
            "fn f(&self) {\n match self.m.lock().pop() {\n None => self.m.lock(), _ => () } }";
        let found = diagnosed(
            Verdict::Deadlock,
            source,
            &["a"],
            &[("m", "Mutex")],
            "a: lock m 2 +m
             a: ? lock m 3",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("self-deadlock", Some(1)));
        assert_eq!(found.marks[0].at.line, 3);
        assert!(found.text.contains("head of the `match`"), "{}", found.text);
    }

    #[test]
    fn waiting_for_another_is_something_else() {
        let source = "fn f(&self) {\n self.m.lock();\n self.n.lock(); }";
        let story = "a: lock m 2 +m
             b: ? lock m 2";
        let objects = [("m", "Mutex")];
        assert!(diagnosed(Verdict::Deadlock, source, &["a", "b"], &objects, story).is_none());
    }
}
