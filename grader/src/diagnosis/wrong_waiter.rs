//! One of several is woken, and it is not the one who could go on.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, marks};
use super::words::is_signal;
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "wrong-waiter",
    meaning: "of several who wait for different things one is woken, and it is one who cannot go on",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::Deadlock {
        return None;
    }
    (0..evidence.steps().len()).rev().find_map(|index| wakes_wrong(evidence, index))
}

/// This step wakes one of several, and that one goes back to sleep.
fn wakes_wrong(evidence: &Evidence<'_>, index: usize) -> Option<Diagnosis> {
    let step = &evidence.steps()[index];
    let (verb @ ("notify_one" | "notify_last"), Some(signal)) = evidence.operation(index)? else {
        return None;
    };
    let &[woken] = step.wakes.as_slice() else { return None };
    if !is_signal(evidence.kind(signal)) || !evidence.is_own(index) {
        return None;
    }
    let waits_for = |step: usize| matches!(evidence.steps()[step].act, Act::Waits { object, .. } if object == Some(signal));
    // It looked and went back to sleep without having done anything.
    let back =
        evidence.steps_of(woken).map(|(at, _)| at).find(|at| *at > index && waits_for(*at))?;
    let idle = !(index..back).any(|at| {
        let step = &evidence.steps()[at];
        // Whoever has let the condition variable's lock go in between has found what he looked for.
        let goes_on = evidence.kind(signal) == "Condvar"
            && evidence.operation(at).is_some_and(|(verb, _)| verb == "unlock");
        step.lane == woken && (goes_on || matches!(step.act, Act::Log { .. }))
    });
    let still = evidence.last_wait(woken) == Some(back);
    // Somebody else slept there all the time.
    let asleep = |(lane, _): &(usize, _)| {
        *lane != woken
            && evidence.last_wait(*lane).is_some_and(|wait| wait < index && waits_for(wait))
    };
    let (forgotten, _) = evidence.stuck().find(asleep)?;
    if !idle || !still {
        return None;
    }
    let (who, wrong, other) =
        (evidence.lane(step.lane), evidence.lane(woken), evidence.lane(forgotten));
    let (first, second) = if woken < forgotten { (&wrong, &other) } else { (&other, &wrong) };
    let what = evidence.object(signal);
    let asleep = evidence.last_wait(forgotten)?;
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "the wrong one is woken".to_owned(),
        text: format!(
            "{who} calls `{verb}`{} while {first} and {second} both sleep at {what}, and {wrong} is the one \
             who wakes. It finds that there is nothing for it to do and goes back to sleep{}; {other} was \
             never told. Look at who may be asleep at {what}, and whether any of them will do.",
            evidence.at(index),
            evidence.at(back),
        ),
        step: Some(index),
        marks: marks([
            evidence.mark(index, format!("{who} wakes {wrong} here")),
            evidence.mark(back, format!("{wrong} goes back to sleep here")),
            evidence.mark(asleep, format!("{other} sleeps here all the time")),
        ]),
    })
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    const SOURCE: &str = "fn f(&self) {\n let x = self.m.lock();\n while no() {\n x = self.c.wait(x); }\n\
                          self.c.notify_one(); }";
    const OBJECTS: [(&str, &str); 2] = [("m", "Mutex"), ("c", "Condvar")];

    #[test]
    fn the_one_who_is_woken_goes_back_to_sleep() {
        let found = diagnosed(
            Verdict::Deadlock,
            SOURCE,
            &["a", "b", "x"],
            &OBJECTS,
            "a: lock m 2 +m
             a: ? wait c 4 -m
             b: lock m 2 +m
             b: ? wait c 4 -m
             x: notify_one c 5 > b
             x: end
             b: lock m 4 +m
             b: ? wait c 4 -m",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("wrong-waiter", Some(4)));
        assert!(found.text.contains("`a` was never told"), "{}", found.text);
    }

    #[test]
    fn who_has_found_what_he_waited_for_was_the_right_one() {
        let story = "a: lock m 2 +m
             a: ? wait c 4 -m
             b: lock m 2 +m
             b: ? wait c 4 -m
             x: notify_one c 5 > b
             x: end
             b: lock m 4 +m
             b: \"b gets it\"
             b: unlock m 4 -m
             b: lock m 2 +m
             b: ? wait c 4 -m";
        let found = diagnosed(Verdict::Deadlock, SOURCE, &["a", "b", "x"], &OBJECTS, story);
        assert!(found.is_none_or(|found| found.pattern != "wrong-waiter"));
    }
}
