//! A circle: everybody holds what the next one waits for.

use std::cmp::Reverse;

use protocol::Wait;

use super::evidence::Evidence;
use super::{Diagnosis, Mark, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "lock-order",
    meaning: "several locks or permits are taken in different orders, and those who wait form a circle",
    look,
};

/// More marks than this do not explain more.
const MOST_MARKS: usize = 5;

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let circle = evidence.stuck().find_map(|(lane, _)| circle(evidence, lane))?;
    let end = evidence.steps().len().checked_sub(1)?;
    let closes = |lane: usize| evidence.last_wait(lane).unwrap_or(end);
    let mut told = Vec::new();
    let mut marks = Vec::new();
    for (position, (lane, wait)) in circle.iter().enumerate() {
        let (_, before) = circle[(position + circle.len() - 1) % circle.len()];
        let object = before.object?;
        let hold = evidence.held_by(*lane, end).find(|hold| hold.object == object)?;
        let who = evidence.lane(*lane);
        let (has, wants) = (evidence.object(object), evidence.object(wait.object?));
        let (took, asks) = (evidence.at(hold.from), evidence.at_line(wait.at.as_ref()));
        told.push(format!("{who} has {has} (taken{took}) and waits for {wants}{asks}"));
        let label = format!("{who} waits for {wants} and has {has}");
        let mark = evidence.mark_wait(*lane, label);
        marks.extend(mark.map(|mark| (Reverse(closes(*lane)), mark)));
    }
    marks.sort_by_key(|(asks, _)| *asks);
    let mut marks: Vec<Mark> = marks.into_iter().map(|(_, mark)| mark).take(MOST_MARKS).collect();
    // Where many stand in one line, it says the same of each.
    if marks.len() > 2 && marks.iter().all(|mark| mark.at == marks[0].at) {
        marks.truncate(1);
        marks[0].label = format!("all {} wait here, each for what the next one has", circle.len());
    }
    let all = told.len();
    let (shown, rest) =
        if all > 3 { (2, format!("; and so on, {all} in all")) } else { (all, String::new()) };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "they wait for each other in a circle".to_owned(),
        text: format!(
            "{}{rest}. Nobody in the circle can go on, and nobody lets go of what the next one needs. \
             Look at the order in which each of them takes what it needs: do all have the same order?",
            told[..shown].join("; ")
        ),
        step: circle.iter().map(|(lane, _)| closes(*lane)).max(),
        marks,
    })
}

/// The circle that a lane is part of: each waits for what the next one holds.
fn circle<'a>(evidence: &Evidence<'a>, start: usize) -> Option<Vec<(usize, &'a Wait)>> {
    let wait_of = |lane: usize| evidence.stuck().find(|(other, _)| *other == lane);
    let mut way: Vec<(usize, &Wait)> = vec![wait_of(start)?];
    // Whoever has several holders before him goes on with the first who waits himself.
    while way.len() <= evidence.told.lanes.len() {
        let (_, wait) = *way.last()?;
        let next = wait.holders.iter().find_map(|holder| wait_of(holder.lane))?;
        if next.0 == start {
            return (way.len() > 1).then_some(way);
        }
        way.push(next);
    }
    None
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn a_circle_is_told_with_who_has_what() {
        let source = "fn f(&self) {\n let a = self.m.lock();\n let b = self.n.lock(); }\n\
                      fn g(&self) {\n let b = self.n.lock();\n let a = self.m.lock(); }";
        let found = diagnosed(
            Verdict::Deadlock,
            source,
            &["a", "b"],
            &[("m", "Mutex"), ("n", "Mutex")],
            "a: lock m 2 +m
             b: lock n 5 +n
             a: ? lock n 3
             b: ? lock m 6",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("lock-order", Some(3)));
        assert_eq!(found.marks.len(), 2);
        let text = "`a` has `m` (taken at line 2) and waits for `n` at line 3";
        assert!(found.text.contains(text), "{}", found.text);
    }
}
