//! The claims about forks and meals, checked on a scenario's log, and how the callbacks of a meal
//! pass their time. Both hidden tests of this problem call it: the words of the log are the same
//! for threads and for tasks.
//!
//! Philosopher 2's entries are `2 calls`, then for each callback `2 pick_left_fork begins` and
//! `2 pick_left_fork ends` and so on, or `2 pick_left_fork` alone if it takes no time, and
//! `2 returns`. A mark behind the number (`2'`) tells two tables apart.

use std::time::Duration;

/// Philosophers, and forks.
pub const SEATS: usize = 5;

/// The callbacks of a meal; a meal's positions below are positions in this list.
const CALLBACKS: [&str; 5] =
    ["pick_left_fork", "pick_right_fork", "eat", "put_left_fork", "put_right_fork"];
const PICKS: [usize; 2] = [0, 1];
const EAT: usize = 2;
const PUTS: [usize; 2] = [3, 4];

/// How long each callback takes; without a time, a while or no time at all, as the execution's seed
/// has it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    pub pick: Option<Duration>,
    pub eat: Option<Duration>,
    pub put: Option<Duration>,
}

impl Pace {
    /// Every callback takes so much time.
    pub fn all(time: Duration) -> Self {
        Self { pick: Some(time), eat: Some(time), put: Some(time) }
    }

    /// Forks take no time, only the meal does.
    pub fn of_meal(time: Duration) -> Self {
        Self { eat: Some(time), ..Self::all(Duration::ZERO) }
    }
}

/// What is wrong with the log of the table with this mark, in one sentence; `None` if it is legal
/// so far.
pub fn fault(entries: &[String], mark: &str) -> Option<String> {
    let mut table = Table::default();
    at_the_table(entries, mark).find_map(|(philosopher, what)| {
        match what {
            "calls" => table.meals[philosopher] = Meal::default(),
            "returns" => return table.fault_if_returns(philosopher),
            _ => {
                let (callback, edge) = what.split_once(' ').unwrap_or((what, ""));
                let nth = CALLBACKS.iter().position(|name| *name == callback)?;
                if edge != "ends" {
                    let fault = table.fault_if_begins(philosopher, nth);
                    table.meals[philosopher].begun[nth] = true;
                    if fault.is_some() {
                        return fault;
                    }
                }
                if edge != "begins" {
                    table.ends(philosopher, nth);
                }
            }
        }
        None
    })
}

/// How many meals were asked for at the table with this mark.
pub fn calls(entries: &[String], mark: &str) -> usize {
    at_the_table(entries, mark).filter(|(_, what)| *what == "calls").count()
}

/// How many meals at the table with this mark have ended.
pub fn meals(entries: &[String], mark: &str) -> usize {
    at_the_table(entries, mark).filter(|(_, what)| ["eat", "eat ends"].contains(what)).count()
}

/// The entries of the table with this mark: who, and what.
fn at_the_table<'a>(
    entries: &'a [String],
    mark: &'a str,
) -> impl Iterator<Item = (usize, &'a str)> {
    entries.iter().filter_map(move |entry| {
        let (who, what) = entry.split_once(' ')?;
        Some((who.strip_suffix(mark)?.parse().ok()?, what))
    })
}

/// The fork on that side of a philosopher: 0 is left, 1 is right.
fn fork(philosopher: usize, side: usize) -> usize {
    (philosopher + side) % SEATS
}

/// Which callbacks of a meal have begun, and which have ended.
#[derive(Default)]
struct Meal {
    begun: [bool; CALLBACKS.len()],
    ended: [bool; CALLBACKS.len()],
}

impl Meal {
    /// The first of these callbacks that has not ended.
    fn open(&self, mut callbacks: impl Iterator<Item = usize>) -> Option<&'static str> {
        callbacks.find(|nth| !self.ended[*nth]).map(|nth| CALLBACKS[nth])
    }
}

/// Who holds what.
#[derive(Default)]
struct Table {
    meals: [Meal; SEATS],
    holders: [Option<usize>; SEATS],
}

impl Table {
    fn fault_if_begins(&mut self, who: usize, nth: usize) -> Option<String> {
        let meal = &self.meals[who];
        if let Some(side) = PICKS.iter().position(|pick| *pick == nth) {
            let fork = fork(who, side);
            let Some(other) = self.holders[fork] else {
                self.holders[fork] = Some(who);
                return None;
            };
            // Whose right fork it is, his left one it is to the neighbour.
            let put = PUTS[1 - side];
            let meanwhile = if self.meals[other].begun[put] {
                format!("{} of philosopher {other} had not ended", CALLBACKS[put])
            } else {
                format!("philosopher {other} held it")
            };
            return Some(format!(
                "philosopher {who} picked up fork {fork} ({} began) while {meanwhile}: a fork is \
                 held from the beginning of its pick to the end of its put",
                CALLBACKS[nth]
            ));
        }
        let (before, what) = if nth == EAT {
            (meal.open(PICKS.into_iter()), "began to eat".to_owned())
        } else {
            (meal.open(EAT..=EAT), format!("began {}", CALLBACKS[nth]))
        };
        before.map(|before| format!("philosopher {who} {what} although {before} had not ended"))
    }

    fn ends(&mut self, who: usize, nth: usize) {
        self.meals[who].ended[nth] = true;
        if let Some(side) = PUTS.iter().position(|put| *put == nth) {
            self.holders[fork(who, side)] = None;
        }
    }

    fn fault_if_returns(&self, who: usize) -> Option<String> {
        let open = self.meals[who].open(0..CALLBACKS.len())?;
        Some(format!("the call of philosopher {who} returned although {open} had not ended"))
    }
}
