//! An old value is read where an order between two atomics was believed.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, marks};
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "ordering",
    meaning: "a `Relaxed` access, or a missing fence, where an order is needed",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if matches!(evidence.failure.verdict, Verdict::BusyWait | Verdict::OverSerialized) {
        return None;
    }
    let old = evidence.steps().iter().enumerate().rev().find(
        |(_, step)| matches!(&step.act, Act::Remark { text } if text.contains("older value")),
    );
    let (remark, step) = old?;
    let read = evidence.before(step.lane, remark + 1)?;
    let read =
        evidence.after(step.lane, remark).filter(|_| !is_read(evidence, read)).unwrap_or(read);
    let (_, object) = evidence.operation(read).filter(|_| is_read(evidence, read))?;
    let object = object?;
    let wrote = (0..read).rev().find(|index| {
        let writes = matches!(evidence.operation(*index), Some((verb, Some(other))) if other == object && verb != "load");
        writes && evidence.steps()[*index].lane != step.lane
    });
    let (who, what) = (evidence.lane(step.lane), evidence.object(object));
    let newer = wrote.map(|index| {
        format!(
            ", although {} has already written a newer one{}",
            evidence.lane(evidence.steps()[index].lane),
            evidence.at(index)
        )
    });
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "an old value is read".to_owned(),
        text: format!(
            "{who} reads {what}{} and gets an old value{}. The orderings of these accesses allow that: nothing \
             that {who} has seen so far tells it of the newer one. Look at the `Ordering` of each access on both \
             sides, and what each of them promises.",
            evidence.at(read),
            newer.unwrap_or_default()
        ),
        step: Some(read),
        marks: marks([
            evidence.mark(read, format!("{who} reads an old value here")),
            wrote.and_then(|index| evidence.mark(index, "the newer value is written here")),
        ]),
    })
}

fn is_read(evidence: &Evidence<'_>, step: usize) -> bool {
    matches!(evidence.operation(step), Some(("load", Some(_)))) && evidence.is_own(step)
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn an_old_value_is_shown_with_the_newer_one() {
        let source =
            "fn f(&self) {\n self.go.load(O); }\nfn g(&self) {\n self.go.store(true, O); }";
        let found = diagnosed(
            Verdict::WrongAnswer,
            source,
            &["a", "b"],
            &[("go", "AtomicBool")],
            "b: store go 4
             a: load go 2
             a: ! reads an older value",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("ordering", Some(1)));
        assert_eq!(found.marks.iter().map(|mark| mark.at.line).collect::<Vec<_>>(), [2, 4]);
    }
}
