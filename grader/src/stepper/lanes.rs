//! What each thread or task is about, a line each.

use anstyle::Style;

use super::line::Line;
use super::tale::Moment;
use crate::playback::Doing;
use crate::report::paint::{self, DIM};
use crate::report::text::{clean, cut, pad, width};

/// No name needs more than this.
const MOST_NAME: usize = 20;

/// A line for each lane; whom the moment is about is marked.
pub fn pane(moment: &Moment<'_>, columns: usize) -> Vec<String> {
    let name = |lane: usize| cut(&clean(moment.tale.interleaving.lane_name(lane)), MOST_NAME);
    let lanes: Vec<usize> = moment.lanes().collect();
    let names = lanes.iter().map(|lane| width(&name(*lane))).max().unwrap_or(0);
    let one = |lane: &usize| {
        let is_focus = moment.focus == Some(*lane);
        let style = paint::lane(*lane);
        let style = if is_focus { style.bold() } else { style };
        let what = status(moment, *lane);
        let is_over = what == ENDED;
        Line::new(columns)
            .add(style, if is_focus { "▶ " } else { "  " })
            .add(style, &pad(&name(*lane), names))
            .add(if is_over { DIM } else { Style::new() }, &format!("  {what}"))
            .end()
    };
    lanes.iter().map(one).collect()
}

const ENDED: &str = "has ended";

/// What a lane is about, in words: `waits: lock Mutex #1, held by bar since line 12`.
pub fn status(moment: &Moment<'_>, lane: usize) -> String {
    let interleaving = &moment.tale.interleaving;
    match moment.scene().doing(lane) {
        Doing::Nothing => "has not begun".to_owned(),
        Doing::Runs if moment.focus == Some(lane) && !moment.chooses => "runs".to_owned(),
        Doing::Runs => "can go on".to_owned(),
        Doing::Ended => ENDED.to_owned(),
        Doing::Waits { verb, object, .. } => {
            let what = clean(&interleaving.operation(&verb, object));
            let held = object.and_then(|object| holder(moment, object, lane));
            let held = held.map(|held| format!(", held by {held}")).unwrap_or_default();
            format!("waits: {what}{held}")
        }
    }
}

/// Who else holds an object: `bar since line 12`.
fn holder(moment: &Moment<'_>, object: usize, lane: usize) -> Option<String> {
    let prop = moment.scene().objects.get(object)?;
    let (holder, since) =
        prop.holders.iter().rfind(|(holder, _)| *holder != lane).or(prop.holders.last())?;
    let name = if *holder == lane { "itself" } else { moment.tale.interleaving.lane_name(*holder) };
    let place = moment.tale.interleaving.steps.get(*since).and_then(|step| step.at.as_ref());
    let place = place.filter(|place| moment.tale.code.has(place));
    let since = place.map(|place| format!(" since line {}", place.line)).unwrap_or_default();
    Some(clean(&format!("{name}{since}")))
}
