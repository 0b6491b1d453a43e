//! What a scenario of tasks does: starts callers, gives them work, lets time pass, states claims.
//!
//! Called by hidden tests.

use std::future::poll_fn;
use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use protocol::Claim;

use super::call::Call;
use super::metered::Metered;
use super::world::{BoxFuture, World};
use crate::chances::patience;
use crate::claims::Claims;
use crate::execution::SCENARIO;
use crate::fair::Fair;
use crate::hooks::Shared;

/// A scenario, as the back end gets it.
pub(crate) type Scenario = Arc<dyn Fn(Run) -> BoxFuture + Send + Sync>;

/// A whole scenario under watch, to the end of every call.
pub(crate) fn whole(world: &Arc<dyn World>, scenario: &Scenario) -> Metered {
    let run = Run::new(world);
    let body = world.base().execution.guard(SCENARIO, || scenario(run.clone()));
    let whole = async move {
        if let Some(body) = body {
            body.await;
            run.join().await;
        }
    };
    Metered::new(world, None, Box::pin(whole))
}

/// One execution of a scenario. Clones are the same execution, for callers to take along.
///
/// The log, the claims, the draws and the clock are in [`Claims`].
#[derive(Clone)]
pub struct Run {
    claims: Claims,
    world: Arc<dyn World>,
}

impl Deref for Run {
    type Target = Claims;

    fn deref(&self) -> &Claims {
        &self.claims
    }
}

impl Run {
    pub(crate) fn new(world: &Arc<dyn World>) -> Self {
        let execution = Arc::clone(&world.base().execution);
        let claims = Claims { execution, stage: Arc::clone(world) as _ };
        Self { claims, world: Arc::clone(world) }
    }

    /// Starts a caller: a task that runs the future under this name. It may take a few turns of the
    /// scheduler, but no virtual time, before the future is polled first.
    pub fn call(
        &self,
        name: impl Into<String>,
        future: impl Future<Output = ()> + Send + 'static,
    ) -> Call {
        Call::start(&self.world, name.into(), future)
    }

    /// What a learner's callback does: logs “`label` begins”, takes a while or no time at all, as
    /// the execution's seed has it, and logs “`label` ends”. Under a virtual clock that may be a
    /// whole hour.
    pub fn work(&self, label: &str) -> impl Future<Output = ()> + Send + use<> {
        let (run, label) = (self.clone(), label.to_owned());
        async move {
            run.log(format!("{label} begins"));
            run.world.disturb().await;
            run.log(format!("{label} ends"));
        }
    }

    /// The same with a duration of its own. Where the clock is real, a second and more is
    /// compressed to a few milliseconds.
    pub fn work_for(&self, label: &str, time: Duration) -> impl Future<Output = ()> + Send + use<> {
        let (run, label) = (self.clone(), label.to_owned());
        async move {
            run.log(format!("{label} begins"));
            run.world.sleep(time).await;
            run.log(format!("{label} ends"));
        }
    }

    /// Lets time pass. Under a virtual clock it passes only when nobody can run, so that whoever can
    /// go on without the clock does so before the pause is over; [`Run::work`] may need the clock
    /// for up to an hour. Where the clock is real, a second and more is
    /// compressed to a few milliseconds.
    pub async fn pause(&self, time: Duration) {
        self.world.sleep(time).await;
        self.execution.progress();
    }

    /// Gives way to the other tasks so many times.
    pub async fn turns(&self, turns: usize) {
        for _ in 0..turns {
            self.world.turn().await;
        }
        self.execution.progress();
    }

    /// Claims that whoever has not returned is waiting, and that waiting uses no CPU time and no
    /// polls. Lets a long time pass.
    pub async fn idle(&self) {
        self.execution.stated(Claim::Idle);
        Arc::clone(&self.world).idle().await;
        self.execution.progress();
        self.go_on();
    }

    /// Claims that so many callers can be in this callback at once: whoever comes waits for the others,
    /// an hour at most, and then goes on in any case. `what` completes “it must be possible that
    /// …”. If they meet in no execution, the verdict is `over-serialized`.
    pub async fn meet(&self, what: &str, parties: usize) {
        self.possible(what, false);
        let has_held = || self.execution.with_chances(|chances| chances.has_held(what));
        self.execution.with_chances(|chances| chances.enter(what, parties));
        if has_held() {
            self.world.base().tell(Shared::Chances);
        } else {
            let mut came_true = pin!(self.world.base().until(Shared::Chances, has_held));
            let mut too_long = self.world.sleep(patience(self.is_virtual()));
            poll_fn(|context| match came_true.as_mut().poll(context) {
                Poll::Pending => too_long.as_mut().poll(context),
                ready @ Poll::Ready(()) => ready,
            })
            .await;
        }
        self.execution.with_chances(|chances| chances.leave(what));
        self.execution.progress();
    }

    /// Claims that somebody who waits (`who`, in the words of a sentence) is served before others
    /// have been served more than so many times. `times` is how often somebody will come in all. Those
    /// who wait and the others [tell](Fair).
    pub fn fair(&self, who: &str, times: u64, most: u64) -> Fair {
        Fair::new(self, who, times, most)
    }

    /// Waits until every call has returned or was aborted.
    pub async fn join(&self) {
        // A caller may start others.
        for index in 0.. {
            let Some(caller) = self.execution.caller(index) else { break };
            self.world.base().until(Shared::Caller(index), || caller.is_done()).await;
        }
    }
}
