//! The learner's intersection with every car's life in the log, for the scenarios in `tasks.rs`.

use std::sync::Arc;
use std::time::Duration;

use harness::Fair;
use harness::tasks::{Call, Run};
use tokio::sync::oneshot::{self, Sender};

use super::traffic::{self, Car, other};
use crate::exercise::TrafficLight;

const SECOND: Duration = Duration::from_secs(1);
/// Between the return of a stream's car and the arrival of the next one in its lane.
const A_MOMENT: Duration = Duration::from_millis(10);
/// Cars of a stream that may start while the other road waits: 20, and one in each lane that came at
/// the same moment.
const MOST: u64 = 22;

/// An intersection under observation.
pub struct Junction {
    run: Run,
    light: Arc<TrafficLight>,
    /// How many cars have come on each road.
    cars: [u32; 2],
    /// How long a change of the light takes, if not the time of other work.
    turning: Option<Duration>,
    /// Put behind every car's name, to tell two objects apart.
    mark: &'static str,
}

impl Junction {
    pub fn new(run: &Run) -> Self {
        let light = Arc::new(TrafficLight::new());
        Self { run: run.clone(), light, cars: [0, 0], turning: None, mark: "" }
    }

    pub fn marked(run: &Run, mark: &'static str) -> Self {
        Self { mark, ..Self::new(run) }
    }

    /// From now on, turning the light takes so long here.
    pub fn turns_for(&mut self, time: Duration) {
        self.turning = Some(time);
    }

    /// A car comes that needs a while to cross, or no time at all.
    pub fn arrive(&mut self, road: u32) -> Call {
        let car = self.next_car(road);
        let cross = self.run.work(&car.crossing());
        self.start(car, cross)
    }

    /// A car comes that needs so long to cross.
    pub fn arrive_for(&mut self, road: u32, time: Duration) -> Call {
        let car = self.next_car(road);
        let cross = self.run.work_for(&car.crossing(), time);
        self.start(car, cross)
    }

    /// So many cars come that should be on the crossing all at once.
    pub fn arrive_to_meet(&mut self, road: u32, cars: usize, what: &str) {
        for _ in 0..cars {
            let car = self.next_car(road);
            let (run, label, what) = (self.run.clone(), car.crossing(), what.to_owned());
            self.start(car, async move {
                run.log(format!("{label} begins"));
                run.meet(&what, cars).await;
                run.log(format!("{label} ends"));
            });
        }
    }

    /// A car comes that stays on the crossing until what is returned is dropped.
    pub fn arrive_to_stay(&mut self, road: u32) -> Sender<()> {
        let (stay, go) = oneshot::channel();
        let car = self.next_car(road);
        let (run, label) = (self.run.clone(), car.crossing());
        self.start(car, async move {
            run.log(format!("{label} begins"));
            let _ = go.await; // nothing is ever sent
            run.log(format!("{label} ends"));
        });
        stay
    }

    fn start(&self, car: Car, cross: impl Future<Output = ()> + Send + 'static) -> Call {
        let (run, light, turning) = (self.run.clone(), Arc::clone(&self.light), self.turning);
        self.run.call(car.name.clone(), async move {
            drive(&run, &light, &car, turning, cross).await;
        })
    }

    fn next_car(&mut self, road: u32) -> Car {
        let cars = &mut self.cars[road as usize - 1];
        *cars += 1;
        Car::new(road, *cars, self.mark)
    }

    /// An endless stream of cars on one road, in two lanes, so that there is always one on the
    /// crossing. From a second later on so many cars come on the other road, so far apart: each of
    /// them gets across, and then the stream ends.
    pub async fn stream_stops_nobody(&mut self, road: u32, waiting: u32, apart: Duration) {
        let who = format!("a car of road {}", other(road));
        let fair = self.run.fair(&who, waiting.into(), MOST);
        for n in 0..waiting {
            let (car, fair) = (self.next_car(other(road)), fair.clone());
            let (run, light) = (self.run.clone(), Arc::clone(&self.light));
            self.run.call(car.name.clone(), async move {
                run.pause(SECOND + apart * n).await;
                fair.comes();
                let cross = async {
                    fair.served();
                    run.work_for(&car.crossing(), SECOND).await;
                };
                drive(&run, &light, &car, Some(Duration::ZERO), cross).await;
            });
        }
        let first = self.cars[road as usize - 1];
        self.cars[road as usize - 1] += 400;
        let (run, light, mark) = (self.run.clone(), Arc::clone(&self.light), self.mark);
        let lane = Lane { run, light, fair, road, mark };
        lane.clone().car(first + 1, Duration::ZERO);
        lane.car(first + 2, SECOND);
        self.run.join().await;
    }

    /// The end of a scenario: waits for all cars; all of them got across, and nothing illegal has
    /// happened.
    pub async fn all_get_across(&self) {
        self.run.join().await;
        let mut entries = self.run.entries();
        entries.retain(|entry| entry.contains('\'') != self.mark.is_empty());
        self.run.faultless(traffic::fault(&entries));
        let arrived = traffic::arrived(&entries);
        self.run.expect("the number of cars that returned", arrived, traffic::returned(&entries));
    }
}

/// A lane of an endless stream: each car is a caller of its own, and the next one comes a moment after
/// it has returned.
#[derive(Clone)]
struct Lane {
    run: Run,
    light: Arc<TrafficLight>,
    fair: Fair,
    road: u32,
    mark: &'static str,
}

impl Lane {
    fn car(self, n: u32, late: Duration) {
        let car = Car::new(self.road, n, self.mark);
        self.run.clone().call(car.name.clone(), async move {
            self.run.pause(late).await;
            let cross = async {
                self.fair.passed();
                self.run.work_for(&car.crossing(), 2 * SECOND).await;
            };
            drive(&self.run, &self.light, &car, Some(Duration::ZERO), cross).await;
            if !self.fair.is_over() {
                self.car(n + 2, A_MOMENT);
            }
        });
    }
}

/// One call, in the log.
async fn drive(
    run: &Run,
    light: &TrafficLight,
    car: &Car,
    turning: Option<Duration>,
    cross_car: impl Future<Output = ()> + Send,
) {
    let turn_green = async {
        match turning {
            None => run.work(&car.turning()).await,
            Some(time) => run.work_for(&car.turning(), time).await,
        }
    };
    run.log(car.arrives());
    light.car_arrived(car.id, car.road, car.direction, turn_green, cross_car).await;
    run.log(car.returns());
}
