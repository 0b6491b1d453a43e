//! Which steps of an interleaving are told: what the learner's code does, and of the kit's own steps
//! only those that matter to it.
//!
//! Called by `steps`; whoever shows all steps needs nothing of it.

use protocol::{Act, Interleaving, Step};

use super::headline::grouped;

/// The kit's own steps that happen in every execution: it starts, calls and waits.
const QUIET: [&str; 8] = [
    "await",
    "callback runs",
    "join",
    "shut down",
    "sleep",
    "spawn",
    "wait for the others",
    "yield_now",
];

/// The indices of the steps that are told, in order.
pub fn told(of: &Interleaving) -> Vec<usize> {
    (0..of.steps.len()).filter(|&index| is_told(of, index)).collect()
}

fn is_told(of: &Interleaving, index: usize) -> bool {
    let step = &of.steps[index];
    let is_kits = of.lanes.get(step.lane).is_some_and(|lane| lane.kit);
    match &step.act {
        Act::Clock { .. } => !is_kits,
        Act::Log { .. } | Act::Print { .. } | Act::Remark { .. } => true,
        // That a thread begins is seen from what it does; that it ends matters to who waits for that.
        Act::Does { verb, .. } if verb == "start" => false,
        Act::Does { verb, .. } if verb == "end" => wakes_others(of, step),
        // A step of the kit's with a place is about what the test alone has.
        Act::Does { verb, .. } => {
            !step.kit || (step.at.is_none() && !QUIET.contains(&verb.as_str()))
        }
        // Where a caller waits in the end is what a deadlock is about, even if it waits in a callback.
        Act::Waits { verb, .. } => {
            let quiet = step.at.is_some() || QUIET.contains(&verb.as_str());
            !step.kit || !quiet || (!is_kits && is_last(of, index))
        }
    }
}

fn wakes_others(of: &Interleaving, step: &Step) -> bool {
    let is_kits = |lane: usize| of.lanes.get(lane).is_none_or(|lane| lane.kit);
    !step.kit && step.wakes.iter().any(|&lane| !is_kits(lane))
}

/// Whether the lane does nothing any more after this step.
fn is_last(of: &Interleaving, index: usize) -> bool {
    let lane = of.steps[index].lane;
    of.steps[index + 1..].iter().all(|step| step.lane != lane)
}

/// Whether each of these steps, all told and in order, is a switch that the scheduler forced: another
/// lane took the step told before it, and could have gone on.
pub fn forced(of: &Interleaving, told: &[usize]) -> Vec<bool> {
    let mut before: Option<usize> = None;
    let mut forced = Vec::with_capacity(told.len());
    for &index in told {
        let between = before.map_or(0, |before| before + 1);
        let marked = of.steps[between..=index].iter().any(|step| step.preempts);
        let could_go_on = before.is_none_or(|before| {
            let (last, step) = (&of.steps[before], &of.steps[index]);
            last.lane != step.lane && !matches!(last.act, Act::Waits { .. })
        });
        forced.push(marked && could_go_on);
        before = Some(index);
    }
    forced
}

/// The steps of a loop at the beginning of these: how many it has, and how often they come. What is
/// no loop is one step that comes once.
fn repetition(of: &Interleaving, told: &[usize]) -> (usize, usize) {
    let times = |length: usize| {
        let first = &told[..length];
        let alike = |(a, b): (&usize, &usize)| same(&of.steps[*a], &of.steps[*b]);
        let again = |chunk: &&[usize]| chunk.iter().zip(first).all(alike);
        told.chunks_exact(length).take_while(again).count()
    };
    (1..=LONGEST_LOOP.min(told.len()))
        .map(|length| (length, times(length)))
        .find(|(_, times)| *times >= OFTEN)
        .unwrap_or((1, 1))
}

/// A loop of more steps than this is not recognised.
const LONGEST_LOOP: usize = 24;
/// A loop is folded if its steps come at least so often.
const OFTEN: usize = 4;

/// Whether two steps are the same but for the time.
fn same(a: &Step, b: &Step) -> bool {
    let clocks = matches!((&a.act, &b.act), (Act::Clock { .. }, Act::Clock { .. }));
    (a.act == b.act || clocks)
        && (a.lane, &a.at, &a.wakes, a.preempts) == (b.lane, &b.at, &b.wakes, b.preempts)
}

/// Folds loops: positions in `told` that stay, each with what is missing after it, in words.
pub fn folded(of: &Interleaving, told: &[usize]) -> Vec<(usize, Option<String>)> {
    let mut shown: Vec<(usize, Option<String>)> = Vec::new();
    let mut position = 0;
    while position < told.len() {
        let (length, times) = repetition(of, &told[position..]);
        shown.extend((position..position + length).map(|position| (position, None)));
        if let Some((_, then)) = shown.last_mut().filter(|_| times > 1) {
            let these = if length == 1 { "this step" } else { &format!("these {length} steps") };
            let more = grouped(u64::try_from(times - 1).unwrap_or(u64::MAX));
            *then = Some(format!("… {these} again, {more} times more …"));
        }
        position += length * times;
    }
    shown
}

#[cfg(test)]
mod tests {
    use protocol::Lane;

    use super::*;

    fn steps(words: &str) -> Interleaving {
        let step = |word: &str| Step::new(0, Act::Remark { text: word.to_owned() });
        let lanes = vec![Lane { name: "a".into(), kit: false }];
        let steps = words.split_whitespace().map(step).collect();
        Interleaving { lanes, steps, ..Interleaving::default() }
    }

    fn fold(of: &Interleaving) -> Vec<(usize, Option<String>)> {
        folded(of, &told(of))
    }

    #[test]
    fn loops_are_folded_and_what_comes_before_and_after_stays() {
        let shown = fold(&steps(&format!("lock {} end", "load spin ".repeat(5))));
        let again = "… these 2 steps again, 4 times more …".to_owned();
        assert_eq!(shown, [(0, None), (1, None), (2, Some(again)), (11, None)]);
        assert_eq!(fold(&steps("a a a")).len(), 3);
        assert_eq!(fold(&steps("a a a a")).len(), 1);
    }

    /// Lane 0 is the scenario's; `(lane, verb, waits, kit, preempts)`.
    fn example(steps: &[(usize, &str, bool, bool, bool)]) -> Interleaving {
        let act = |verb: &str, waits: bool| {
            let (verb, object) = (verb.to_owned(), None);
            if waits {
                Act::Waits { verb, object }
            } else {
                Act::Does { verb, object, result: None }
            }
        };
        let step = |&(lane, verb, waits, kit, preempts): &(usize, &str, bool, bool, bool)| Step {
            kit,
            preempts,
            ..Step::new(lane, act(verb, waits))
        };
        let lane = |(name, kit): (&str, bool)| Lane { name: name.into(), kit };
        Interleaving {
            lanes: [("scenario", true), ("foo", false), ("bar", false)].map(lane).to_vec(),
            steps: steps.iter().map(step).collect(),
            ..Interleaving::default()
        }
    }

    #[test]
    fn of_the_kits_own_steps_only_what_matters_is_told() {
        let of = example(&[
            (0, "spawn", false, true, false),
            (0, "join", true, true, false),
            (1, "start", false, true, false),
            (1, "lock", false, false, false),
            (1, "sleep", true, true, false),
            (1, "callback runs", false, true, false),
            (0, "abort", false, true, false),
            (2, "sleep", true, true, false),
            (1, "end", false, true, false),
        ]);
        assert_eq!(told(&of), [3, 6, 7]);
    }

    #[test]
    fn a_forced_switch_is_marked_where_it_is_seen() {
        let of = example(&[
            (1, "lock", false, false, false),
            // The scenario comes between foo and bar, and foo could have gone on.
            (0, "join", true, true, true),
            (2, "load", false, false, false),
            // Back to where it was: nothing has been switched, as far as one can see.
            (0, "join", false, true, true),
            (2, "load", false, false, true),
            (2, "park", true, false, false),
            (0, "join", false, true, false),
            (1, "load", false, false, true),
        ]);
        let told = told(&of);
        assert_eq!(told, [0, 2, 4, 5, 7]);
        assert_eq!(forced(&of, &told), [false, true, false, false, false]);
    }
}
