//! The learner's intersection with every car's life in the log, for the scenarios in `threads.rs`.

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use harness::Fair;
use harness::threads::{Call, Run};

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
        self.start(road, Run::work)
    }

    /// A car comes that needs so long to cross.
    pub fn arrive_for(&mut self, road: u32, time: Duration) -> Call {
        self.start(road, move |run, label| run.work_for(label, time))
    }

    /// So many cars come that should be on the crossing all at once.
    pub fn arrive_to_meet(&mut self, road: u32, cars: usize, what: &str) {
        for _ in 0..cars {
            let what = what.to_owned();
            self.start(road, move |run, label| {
                run.log(format!("{label} begins"));
                run.meet(&what, cars);
                run.log(format!("{label} ends"));
            });
        }
    }

    /// A car comes that stays on the crossing until what is returned is dropped.
    pub fn arrive_to_stay(&mut self, road: u32) -> Sender<()> {
        let (stay, go) = mpsc::channel();
        self.start(road, move |run, label| {
            run.log(format!("{label} begins"));
            let _ = go.recv(); // nothing is ever sent
            run.log(format!("{label} ends"));
        });
        stay
    }

    fn start(&mut self, road: u32, cross: impl FnOnce(&Run, &str) + Send + 'static) -> Call {
        let car = self.next_car(road);
        let (run, light, turning) = (self.run.clone(), Arc::clone(&self.light), self.turning);
        self.run.call(car.name.clone(), move || drive(&run, &light, &car, turning, cross))
    }

    fn next_car(&mut self, road: u32) -> Car {
        let cars = &mut self.cars[road as usize - 1];
        *cars += 1;
        Car::new(road, *cars, self.mark)
    }

    /// An endless stream of cars on one road, in two lanes, so that there is always one on the
    /// crossing. From a second later on so many cars come on the other road, so far apart: each of
    /// them gets across, and then the stream ends.
    pub fn stream_stops_nobody(&mut self, road: u32, waiting: u32, apart: Duration) {
        let who = format!("a car of road {}", other(road));
        let fair = self.run.fair(&who, waiting.into(), MOST);
        for n in 0..waiting {
            let (car, fair) = (self.next_car(other(road)), fair.clone());
            let (run, light) = (self.run.clone(), Arc::clone(&self.light));
            self.run.call(car.name.clone(), move || {
                run.pause(SECOND + apart * n);
                fair.comes();
                drive(&run, &light, &car, Some(Duration::ZERO), |run, label| {
                    fair.served();
                    run.work_for(label, SECOND);
                });
            });
        }
        let first = self.cars[road as usize - 1];
        self.cars[road as usize - 1] += 400;
        let (run, light, mark) = (self.run.clone(), Arc::clone(&self.light), self.mark);
        let lane = Lane { run, light, fair, road, mark };
        lane.clone().car(first + 1, Duration::ZERO);
        lane.car(first + 2, SECOND);
        self.run.join();
    }

    /// The end of a scenario: waits for all cars; all of them got across, and nothing illegal has
    /// happened.
    pub fn all_get_across(&self) {
        self.run.join();
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
        self.run.clone().call(car.name.clone(), move || {
            self.run.pause(late);
            drive(&self.run, &self.light, &car, Some(Duration::ZERO), |run, label| {
                self.fair.passed();
                run.work_for(label, 2 * SECOND);
            });
            if !self.fair.is_over() {
                self.car(n + 2, A_MOMENT);
            }
        });
    }
}

/// One call, in the log.
fn drive(
    run: &Run,
    light: &TrafficLight,
    car: &Car,
    turning: Option<Duration>,
    cross: impl FnOnce(&Run, &str),
) {
    let turn_green = || match turning {
        None => run.work(&car.turning()),
        Some(time) => run.work_for(&car.turning(), time),
    };
    let cross_car = || cross(run, &car.crossing());
    run.log(car.arrives());
    light.car_arrived(car.id, car.road, car.direction, turn_green, cross_car);
    run.log(car.returns());
}
