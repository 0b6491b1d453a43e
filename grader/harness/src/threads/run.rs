//! What a scenario of threads does: starts callers, gives them work, lets time pass, states claims.
//!
//! Called by hidden tests; it knows no back end, only the [`World`].

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use protocol::Claim;

use crate::claims::Claims;
use crate::execution::{Caller, Execution};
use crate::fair::Fair;
use crate::world::World;

/// A scenario, as the back ends get it.
pub(crate) type Scenario = Arc<dyn Fn(&Run) + Send + Sync>;

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
    pub(crate) fn new(execution: &Arc<Execution>, world: Arc<dyn World>) -> Self {
        let claims = Claims { execution: Arc::clone(execution), stage: Arc::clone(&world) as _ };
        Self { claims, world }
    }

    /// Starts a caller: a thread of this name that runs the body.
    ///
    /// What the body captures is dropped when it returns.
    pub fn call(&self, name: impl Into<String>, body: impl FnOnce() + Send + 'static) -> Call {
        let caller = self.execution.add_caller(name.into());
        let call = Call { caller: Arc::clone(&caller) };
        let claims = self.claims.clone();
        let guarded = move || {
            let name = &caller.name;
            claims.execution.guard(name, body);
            claims.execution.end_caller(&caller);
            if claims.execution.has_failed() {
                claims.stage.failed();
            }
        };
        self.world.start(&call.caller, Box::new(guarded));
        call
    }

    /// What a learner's callback does: logs “`label` begins”, takes a while or no time at all, as
    /// the execution's seed has it, and logs “`label` ends”. Under a virtual clock that is at most
    /// ten milliseconds.
    pub fn work(&self, label: &str) {
        self.log(format!("{label} begins"));
        self.world.disturb();
        self.log(format!("{label} ends"));
    }

    /// The same with a duration of its own. Where the clock is real, a second and more is
    /// compressed to a few milliseconds.
    pub fn work_for(&self, label: &str, time: Duration) {
        self.log(format!("{label} begins"));
        self.world.sleep(time);
        self.log(format!("{label} ends"));
    }

    /// Lets time pass. Under a virtual clock it passes only when nobody can run, so that an hour
    /// means “everybody has done all they can”. Where the clock is real, a second and more is
    /// compressed to a few milliseconds.
    pub fn pause(&self, time: Duration) {
        self.world.sleep(time);
        self.execution.progress();
        self.go_on();
    }

    /// Claims that whoever has not returned is waiting, and that waiting uses no CPU time and no
    /// steps. Lets a long time pass.
    pub fn idle(&self) {
        self.execution.stated(Claim::Idle);
        self.go_on();
        self.world.idle();
        self.execution.progress();
        self.go_on();
    }

    /// Claims that so many callers can be in this callback at once: whoever comes waits for the others,
    /// an hour at most, and then goes on in any case. `what` completes “it must be possible that
    /// …”. If they meet in no execution, the verdict is `over-serialized`.
    pub fn meet(&self, what: &str, parties: usize) {
        self.possible(what, false);
        let has_held = || self.execution.with_chances(|chances| chances.has_held(what));
        self.execution.with_chances(|chances| chances.enter(what, parties));
        if has_held() {
            self.world.came_true(what);
        } else {
            self.world.wait_for(what, &has_held);
        }
        self.execution.with_chances(|chances| chances.leave(what));
        self.execution.progress();
        self.go_on();
    }

    /// Claims that somebody who waits (`who`, in the words of a sentence) is served before others
    /// have been served more than so many times. `times` is how often somebody will come in all. Those
    /// who wait and the others [tell](Fair).
    pub fn fair(&self, who: &str, times: u64, most: u64) -> Fair {
        Fair::new(self, who, times, most)
    }

    /// Waits until every call has returned.
    pub fn join(&self) {
        // A caller may start others.
        for index in 0.. {
            let Some(caller) = self.execution.caller(index) else { break };
            self.go_on();
            self.world.join(&caller);
        }
        self.go_on();
    }
}

/// A call that was started.
#[derive(Debug, Clone)]
pub struct Call {
    caller: Arc<Caller>,
}

impl Call {
    /// Whether the call has returned.
    pub fn is_done(&self) -> bool {
        self.caller.is_done()
    }
}
