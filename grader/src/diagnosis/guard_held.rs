//! Somebody holds a lock while he waits, and keeps out the one who would end the wait.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, Hold, marks};
use super::words::is_lock;
use super::{Diagnosis, Pattern};
use crate::code::{Call, Part};

pub(super) const PATTERN: Pattern = Pattern {
    code: "guard-held",
    meaning: "a guard or permit is held across a wait and keeps those out who would end the wait",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::Deadlock {
        return None;
    }
    let ends = evidence.steps().len().checked_sub(1)?;
    let keeps = |hold: &&Hold| {
        let held = is_lock(evidence.kind(hold.object)) || evidence.kind(hold.object) == "Semaphore";
        held && hold.to.is_none()
            && waits_elsewhere(evidence, hold).is_some()
            && evidence.is_own(hold.from)
    };
    let hold = *evidence.holds.iter().filter(|hold| hold.covers(ends)).find(keeps)?;
    let wait = waits_elsewhere(evidence, &hold)?;
    let mut kept_out: Vec<(usize, usize)> = Vec::new();
    for (index, step) in evidence.steps().iter().enumerate().skip(hold.from) {
        let wants = matches!(step.act, Act::Waits { object, .. } if object == Some(hold.object));
        if wants && step.lane != hold.lane && evidence.before(step.lane, ends + 1) == Some(index) {
            kept_out.push((step.lane, index));
        }
    }
    // Rather one who comes from elsewhere than one who is about to make the same mistake.
    let same = |(_, index): &&(usize, usize)| evidence.place(*index) == evidence.place(hold.from);
    let helps = |(_, index): &&(usize, usize)| could_end(evidence, *index, wait);
    let mut elsewhere = kept_out.iter().filter(|one| !same(one));
    let helper = *elsewhere.find(helps).or_else(|| kept_out.iter().find(helps))?;
    let (who, what, other) =
        (evidence.lane(hold.lane), evidence.object(hold.object), evidence.lane(helper.0));
    let (took, waits, asks) = (evidence.at(hold.from), evidence.at(wait), evidence.at(helper.1));
    let in_head = evidence.call(hold.from).and_then(|call| call.in_head()).map(|head| head.part);
    let advice = match in_head {
        Some(Part::MatchHead) => {
            "Look at how long a guard lives that is made in the head of a `match`."
        }
        Some(_) => {
            "Look at how long a guard lives that is made in the head of an `if let` or a `while let`."
        }
        None => "Look at what is still held when the wait begins.",
    };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: format!("{what} is held while its holder waits"),
        text: format!(
            "{who} takes {what}{took} and still has it while it waits{waits}. {other} could bring what \
             {who} waits for, but first needs {what}{asks}. {advice}"
        ),
        step: Some(wait),
        marks: marks([
            evidence.mark(wait, format!("{who} waits here and has {what} all the time")),
            evidence.mark(hold.from, format!("{who} has had {what} since here")),
            evidence.mark(helper.1, format!("{other} needs {what} here")),
        ]),
    })
}

/// The step in which a holder waits at the end for something that nobody holds.
fn waits_elsewhere(evidence: &Evidence<'_>, hold: &Hold) -> Option<usize> {
    let wait = evidence.last_wait(hold.lane).filter(|wait| *wait >= hold.from)?;
    let (_, object) = evidence.operation(wait)?;
    let taken = object.is_some_and(|object| {
        evidence
            .holds
            .iter()
            .any(|other| other.object == object && other.to.is_none() && other.lane != hold.lane)
    });
    (object != Some(hold.object) && !taken && evidence.is_own(wait)).then_some(wait)
}

/// Whether the source goes on, after the place where somebody is kept out, to what could end the wait.
fn could_end(evidence: &Evidence<'_>, asks: usize, wait: usize) -> bool {
    let (Some(code), Some(place), Some(call)) =
        (evidence.code(), evidence.place(asks), evidence.call(asks))
    else {
        return false;
    };
    let Some(function) = code.function(place) else { return false };
    let awaited = evidence.operation(wait).and_then(|(_, object)| object);
    let subject = evidence.call(wait).and_then(|call| call.subject.as_deref());
    let ends = |call: &Call| {
        let name = call.name.as_str();
        let kind = awaited.map_or("", |object| evidence.kind(object));
        let verb = match kind {
            "Condvar" | "Notify" => name.starts_with("notify"),
            "Semaphore" => matches!(name, "add_permits" | "release"),
            "channel" | "oneshot channel" => matches!(name, "send" | "try_send"),
            "thread" | "JoinSet" => false,
            _ => matches!(name, "notify_one" | "notify_all" | "send" | "unpark" | "add_permits"),
        };
        // The two ends of a channel go by different names.
        let same = call.subject.as_deref() == subject || kind.ends_with("channel");
        verb && (same || subject.is_none())
    };
    let later = |other: &&Call| other.at > call.at;
    let directly = code.calls_in(function.range).filter(later).any(ends);
    // Through a helper of the file's own.
    let names: Vec<&str> =
        code.calls_in(function.range).filter(later).map(|call| call.name.as_str()).collect();
    let helpers = code.functions.iter().filter(|other| names.contains(&other.name.as_str()));
    directly || helpers.flat_map(|helper| code.calls_in(helper.range)).any(ends)
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn who_waits_with_a_lock_keeps_the_helper_out() {
        let source = "async fn f(&self) {\n let x = self.m.lock().await;\n self.n.notified().await; }\n\
                      async fn g(&self) {\n let x = self.m.lock().await;\n self.n.notify_one(); }";
        let found = diagnosed(
            Verdict::Deadlock,
            source,
            &["a", "b"],
            &[("m", "Mutex"), ("n", "Notify")],
            "a: lock m 2 +m
             a: ? notified n 3
             b: ? lock m 5",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("guard-held", Some(1)));
        assert!(found.text.contains("`b` could bring what `a` waits for"), "{}", found.text);
    }

    #[test]
    fn who_is_kept_out_and_could_not_help_is_no_reason() {
        let source =
            "async fn f(&self) {\n let x = self.m.lock().await;\n self.n.notified().await; }";
        let story = "a: lock m 2 +m
             a: ? notified n 3
             b: ? lock m 2";
        let objects = [("m", "Mutex"), ("n", "Notify")];
        assert!(diagnosed(Verdict::Deadlock, source, &["a", "b"], &objects, story).is_none());
    }
}
