//! The learner's table with every meal in the log, for the scenarios in `tasks.rs`.

use std::sync::Arc;
use std::time::Duration;

use harness::tasks::{Call, Run};

use super::forks::{self, Pace};
use crate::exercise::DiningPhilosophers;

/// A table under observation. Clones are the same table.
#[derive(Clone)]
pub struct Table {
    run: Run,
    philosophers: Arc<DiningPhilosophers>,
    /// Put behind every philosopher's number, to tell two tables apart.
    mark: &'static str,
}

impl Table {
    pub fn new(run: &Run) -> Self {
        Self::marked(run, "")
    }

    pub fn marked(run: &Run, mark: &'static str) -> Self {
        let philosophers = Arc::new(DiningPhilosophers::new());
        Self { run: run.clone(), philosophers, mark }
    }

    /// Starts a caller who eats so many meals.
    pub fn seat(&self, philosopher: usize, meals: usize, pace: Pace) -> Call {
        let table = self.clone();
        self.caller(philosopher, async move {
            for _ in 0..meals {
                table.eat(philosopher, pace).await;
            }
        })
    }

    /// Starts a caller who eats one meal of instant forks, with this in its `eat`.
    pub fn seat_with(
        &self,
        philosopher: usize,
        eat: impl Future<Output = ()> + Send + 'static,
    ) -> Call {
        let table = self.clone();
        self.caller(philosopher, async move {
            let eat = async {
                table.run.log(table.label(philosopher, "eat begins"));
                eat.await;
                table.run.log(table.label(philosopher, "eat ends"));
            };
            table.meal(philosopher, Pace::all(Duration::ZERO), eat).await;
        })
    }

    /// Starts a caller in the philosopher's name.
    pub fn caller(
        &self,
        philosopher: usize,
        body: impl Future<Output = ()> + Send + 'static,
    ) -> Call {
        self.run.call(format!("philosopher {philosopher}{}", self.mark), body)
    }

    /// One meal, in the task that awaits this.
    pub async fn eat(&self, philosopher: usize, pace: Pace) {
        let eat = self.pass(philosopher, "eat", pace.eat);
        self.meal(philosopher, pace, eat).await;
    }

    async fn meal(&self, philosopher: usize, pace: Pace, eat: impl Future<Output = ()> + Send) {
        self.run.log(self.label(philosopher, "calls"));
        let meal = self.philosophers.wants_to_eat(
            philosopher,
            self.pass(philosopher, "pick_left_fork", pace.pick),
            self.pass(philosopher, "pick_right_fork", pace.pick),
            eat,
            self.pass(philosopher, "put_left_fork", pace.put),
            self.pass(philosopher, "put_right_fork", pace.put),
        );
        meal.await;
        self.run.log(self.label(philosopher, "returns"));
    }

    async fn pass(&self, philosopher: usize, what: &str, time: Option<Duration>) {
        let label = self.label(philosopher, what);
        match time {
            None => self.run.work(&label).await,
            Some(Duration::ZERO) => self.run.log(label),
            Some(time) => self.run.work_for(&label, time).await,
        }
    }

    fn label(&self, philosopher: usize, what: &str) -> String {
        format!("{philosopher}{} {what}", self.mark)
    }

    /// Claims that nothing illegal has happened.
    pub fn judge(&self) {
        self.run.faultless(forks::fault(&self.run.entries(), self.mark));
    }

    /// The end of a scenario: waits for everybody, and all have eaten.
    pub async fn all_have_eaten(&self) {
        self.run.join().await;
        self.judge();
        let entries = self.run.entries();
        let (asked, eaten) = (forks::calls(&entries, self.mark), forks::meals(&entries, self.mark));
        self.run.expect("the number of meals", asked, eaten);
    }
}
