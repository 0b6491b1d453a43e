//! What every shared object is like, a line each: who holds it, who waits for it, what is in it.

use std::collections::BTreeSet;

use protocol::{Act, Change, Interleaving};

use super::line::Line;
use super::tale::Moment;
use crate::playback::Prop;
use crate::report::paint::{DIM, YELLOW};
use crate::report::text::{clean, cut, pad, width};

/// No name needs more than this.
const MOST_NAME: usize = 24;

/// A line for each object that the learner's code has used so far.
pub fn pane(moment: &Moment<'_>, columns: usize) -> Vec<String> {
    let interleaving = &moment.tale.interleaving;
    let known = of_learner(interleaving);
    let is_shown = |(object, prop): &(usize, &Prop)| {
        prop.used
            && interleaving.objects[*object].lane.is_none()
            && (moment.kit || known.contains(object))
    };
    let props = moment.scene().objects.iter().enumerate().filter(is_shown);
    let props: Vec<(usize, &Prop)> = props.collect();
    let name = |object: usize| cut(&clean(interleaving.object_name(object)), MOST_NAME);
    let names = props.iter().map(|(object, _)| width(&name(*object))).max().unwrap_or(0);
    let one = |(object, prop): &(usize, &Prop)| {
        let state = clean(&state(moment, *object, prop));
        let changed = moment
            .step()
            .is_some_and(|step| step.changes.iter().any(|change| is_of(change, *object)));
        let style = match () {
            () if changed => YELLOW,
            () if state == FREE => DIM,
            () => anstyle::Style::new(),
        };
        Line::new(columns).plain(&pad(&name(*object), names)).plain("  ").add(style, &state).end()
    };
    props.iter().map(one).collect()
}

const FREE: &str = "free";

fn state(moment: &Moment<'_>, object: usize, prop: &Prop) -> String {
    let interleaving = &moment.tale.interleaving;
    let names = |lanes: &mut dyn Iterator<Item = usize>| {
        lanes.map(|lane| interleaving.lane_name(lane).to_owned()).collect::<Vec<_>>().join(", ")
    };
    let mut parts: Vec<String> = prop
        .is
        .iter()
        .map(
            |(what, now)| {
                if what == "value" { format!("= {now}") } else { format!("{what}: {now}") }
            },
        )
        .collect();
    if !prop.holders.is_empty() {
        let holders = names(&mut prop.holders.iter().map(|(holder, _)| *holder));
        parts.push(format!("held by {holders}"));
    } else if parts.is_empty() && can_be_held(interleaving, object) {
        parts.push(FREE.to_owned());
    }
    let lanes = &interleaving.lanes;
    let waiters = prop.waiters.iter().filter(|lane| moment.kit || !lanes[**lane].kit);
    let waiters: Vec<usize> = waiters.copied().collect();
    match waiters.len() {
        0 if parts.is_empty() && has_waiters(interleaving, object) => {
            parts.push("nobody waits".to_owned());
        }
        0 => {}
        1 => parts.push(format!("{} waits", names(&mut waiters.into_iter()))),
        2 | 3 => parts.push(format!("{} wait", names(&mut waiters.into_iter()))),
        many => parts.push(format!("{many} wait")),
    }
    parts.join(" · ")
}

fn is_of(change: &Change, wanted: usize) -> bool {
    let (Change::Takes { object } | Change::Frees { object, .. } | Change::Is { object, .. }) =
        change;
    *object == wanted
}

fn can_be_held(interleaving: &Interleaving, object: usize) -> bool {
    let changes = interleaving.steps.iter().flat_map(|step| &step.changes);
    changes
        .clone()
        .any(|change| matches!(change, Change::Takes { object: taken } if *taken == object))
}

fn has_waiters(interleaving: &Interleaving, object: usize) -> bool {
    let is_wait = |act: &Act| matches!(act, Act::Waits { object: Some(of), .. } if *of == object);
    interleaving.steps.iter().any(|step| is_wait(&step.act))
}

/// The objects that some step of the learner's code uses.
fn of_learner(interleaving: &Interleaving) -> BTreeSet<usize> {
    let steps = interleaving.steps.iter().filter(|step| !step.kit);
    let used = steps.filter_map(|step| match &step.act {
        Act::Does { object, .. } | Act::Waits { object, .. } => *object,
        _ => None,
    });
    used.collect()
}
