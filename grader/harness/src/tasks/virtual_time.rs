//! What can be asked where the clock is virtual: does whoever waits stay quiet for an hour, and do
//! helpers end once nobody needs them?
//!
//! Called by the worlds with a virtual clock.

use std::sync::Arc;
use std::time::Duration;

use protocol::{Failure, Verdict};

use super::world::World;
use crate::failure::list;

/// Time to go to sleep in, and time to be asleep.
const SETTLE: Duration = Duration::from_secs(60);
const ASLEEP: [Duration; 2] = [Duration::from_secs(60), HOUR];
const HOUR: Duration = Duration::from_secs(3_600);
/// How often a call may be polled in that time, and how often the runtime may get up.
pub(super) const POLLS: u64 = 20;
const GETS_UP: u64 = 200;
/// What helper tasks may take to notice that nobody needs them any more: turns, then times.
const TURNS: u32 = 20;
const NOTICE: [Duration; 4] = [
    Duration::from_millis(1),
    Duration::from_secs(1),
    Duration::from_secs(60),
    Duration::from_secs(3_600),
];
/// A helper that got up so often and still has not noticed never will.
const OFTEN: u64 = 10_000;

/// Lets an hour pass in which nobody may run; fails the execution if somebody does.
pub(crate) async fn idle_hour(world: Arc<dyn World>) {
    world.sleep(SETTLE).await;
    for time in ASLEEP {
        let (polls, ups) = (world.base().polls(), world.times_up());
        world.sleep(time).await;
        world.base().execution.progress();
        let restless = world.base().polled_since(&polls, POLLS);
        let who = if !restless.is_empty() {
            list(&restless)
        } else if world.times_up() - ups > GETS_UP {
            "a helper task".to_owned()
        } else {
            continue;
        };
        let summary = format!(
            "{who} gets up again and again in {} in which there was nothing to do but wait",
            if time < HOUR { "a minute" } else { "an hour" },
        );
        return world.fail(Failure::new(Verdict::BusyWait, summary));
    }
}

/// The scenario is over and its objects are dropped: helper tasks have nothing left to do.
pub(crate) async fn helpers_end(world: &Arc<dyn World>) {
    for _ in 0..TURNS {
        if world.tasks_alive() == 0 {
            return;
        }
        world.turn().await;
    }
    let before = world.times_up();
    for time in NOTICE {
        world.sleep(time).await;
        if world.tasks_alive() == 0 {
            return;
        }
        if world.times_up() - before > OFTEN {
            break;
        }
    }
    let summary = match world.tasks_alive() {
        1 => "a helper task never ends, though the object it served is gone".to_owned(),
        many => format!("{many} helper tasks never end, though the object they served is gone"),
    };
    world.fail(Failure::new(Verdict::Deadlock, summary));
}
