//! The cars, and the claims about them, checked on a scenario's log. Both hidden tests of this
//! problem call it: the words of the log are the same for threads and for tasks.
//!
//! A car's life is `car 1001 arrives on road 1`, perhaps `turn_green of car 1001 begins` and `… ends`,
//! `cross_car of car 1001 begins` and `… ends`, and `car 1001 returns`. That each callback runs at most
//! once, its type sees to.

use std::collections::BTreeMap;

/// The road that is not this one.
pub const fn other(road: u32) -> u32 {
    3 - road
}

/// The roads of a pattern such as `1221`.
pub fn roads(pattern: &str) -> Vec<u32> {
    pattern.chars().map(|road| road.to_digit(10).expect("a road is a digit")).collect()
}

/// A car that is about to arrive.
#[derive(Debug, Clone)]
pub struct Car {
    pub id: u32,
    pub road: u32,
    pub direction: u32,
    /// Its name in the log.
    pub name: String,
}

impl Car {
    /// The `n`th car of the road, counted from 1; directions take turns. The mark tells two
    /// intersections apart.
    pub fn new(road: u32, n: u32, mark: &str) -> Self {
        let number = 1000 * road + n;
        // The id tells nothing of the road: 10,007 is prime, so no two are the same.
        let id = number * 7_919 % 10_007;
        let direction = 2 * road - n % 2;
        Self { id, road, direction, name: format!("car {number}{mark}") }
    }

    pub fn arrives(&self) -> String {
        format!("{} arrives on road {}", self.name, self.road)
    }

    pub fn turning(&self) -> String {
        format!("turn_green of {}", self.name)
    }

    pub fn crossing(&self) -> String {
        format!("cross_car of {}", self.name)
    }

    pub fn returns(&self) -> String {
        format!("{} returns", self.name)
    }
}

/// What is wrong with the log of one intersection, in one sentence; `None` if it is legal so far.
pub fn fault(entries: &[String]) -> Option<String> {
    let mut seen = Seen { green: 1, ..Seen::default() };
    entries.iter().find_map(|entry| seen.step(entry))
}

/// How many cars have arrived.
pub fn arrived(entries: &[String]) -> usize {
    entries.iter().filter(|entry| entry.contains(" arrives ")).count()
}

/// How many cars have returned.
pub fn returned(entries: &[String]) -> usize {
    entries.iter().filter(|entry| entry.ends_with(" returns")).count()
}

/// How the intersection looks at one moment of the log. Cars are named.
#[derive(Default)]
struct Seen<'a> {
    road_of: BTreeMap<&'a str, u32>,
    green: u32,
    turning: Option<&'a str>,
    crossing: Vec<&'a str>,
    across: Vec<&'a str>,
}

impl<'a> Seen<'a> {
    /// Takes the entry in. Says what is wrong with it.
    fn step(&mut self, entry: &'a str) -> Option<String> {
        if let Some((car, road)) = entry.split_once(" arrives on road ") {
            self.road_of.insert(car, road.parse().expect("a road is a number"));
        } else if let Some(car) = entry.strip_suffix(" returns") {
            let is_across = self.across.contains(&car);
            return (!is_across)
                .then(|| format!("{car} returned, but its cross_car had not ended"));
        } else if let Some(turn) = entry.strip_prefix("turn_green of ") {
            if let Some(car) = turn.strip_suffix(" begins") {
                let fault = self.fault_of_turn(car);
                self.turning = Some(car);
                return fault;
            } else if let Some(car) = turn.strip_suffix(" ends") {
                self.turning = None;
                self.green = self.road_of[car];
            }
        } else if let Some(cross) = entry.strip_prefix("cross_car of ") {
            if let Some(car) = cross.strip_suffix(" begins") {
                let fault = self.fault_of_crossing(car);
                self.crossing.push(car);
                return fault;
            } else if let Some(car) = cross.strip_suffix(" ends") {
                self.crossing.retain(|other| *other != car);
                self.across.push(car);
            }
        }
        None
    }

    fn fault_of_turn(&self, car: &str) -> Option<String> {
        let road = self.road_of[car];
        if let Some(other) = self.turning {
            return Some(format!(
                "{car} of road {road} began turn_green while turn_green of {other} had not ended: \
                 one of them is enough"
            ));
        }
        if self.green == road {
            return Some(format!(
                "{car} called turn_green, but the light was green for its road {road} already"
            ));
        }
        if let Some(other) = self.crossing.first() {
            return Some(format!(
                "{car} turned the light green for road {road} while {other} of road {} was still \
                 crossing",
                self.road_of[other]
            ));
        }
        let is_across = self.across.contains(&car);
        is_across.then(|| format!("{car} called turn_green after its cross_car, not before it"))
    }

    fn fault_of_crossing(&self, car: &str) -> Option<String> {
        let (road, green) = (self.road_of[car], self.green);
        if let Some(turns) = self.turning {
            return Some(format!(
                "{car} of road {road} began to cross while turn_green of {turns} had not ended"
            ));
        }
        (green != road).then(|| {
            format!("{car} of road {road} crossed on red: the light was green for road {green}")
        })
    }
}
