//! The hidden tests of The Dining Philosophers with OS threads: the simplest cases sort first, the
//! clock comes last. `grader` compiles them together with one learner's file.

use std::sync::mpsc;
use std::time::Duration;

use harness::threads::{Run, check};
use rstest::rstest;

use forks::{Pace, SEATS};
use table::Table;

#[path = "forks.rs"]
mod forks;
#[path = "table_threads.rs"]
mod table;

const MOMENT: Duration = Duration::from_millis(10);
const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

#[rstest]
fn alone_everybody_eats_again_and_again() {
    check(|run: &Run| {
        let table = Table::new(run);
        for philosopher in 0..SEATS {
            table.seat(philosopher, 2, Pace::default());
            table.all_have_eaten();
        }
    });
}

#[rstest]
#[case::a_neighbour(&[1])]
#[case::both_neighbours(&[4, 1])]
#[case::everybody(&[1, 2, 3, 4])]
fn asleep_while_0_eats(#[case] others: &'static [usize]) {
    check(move |run: &Run| {
        let table = Table::new(run);
        let (eats, is_eating) = mpsc::channel();
        let (enough, is_enough) = mpsc::channel();
        table.seat_with(0, move || {
            let _ = eats.send(()); // the scenario waits for it
            let _ = is_enough.recv();
        });
        let _ = is_eating.recv();
        for &philosopher in others {
            table.seat(philosopher, 1, Pace::all(Duration::ZERO));
        }
        run.idle();
        table.judge();
        let _ = enough.send(());
        table.all_have_eaten();
    });
}

#[rstest]
#[case::of_0_and_1(0, 1)]
#[case::of_3_and_2(3, 2)]
#[case::of_4_and_0(4, 0)]
fn both_neighbours_eat(#[case] one: usize, #[case] other: usize) {
    check(move |run: &Run| {
        let table = Table::new(run);
        table.seat(one, 2, Pace::default());
        table.seat(other, 2, Pace::default());
        table.all_have_eaten();
    });
}

#[rstest]
#[case::of_0_and_2(0, 2)]
#[case::of_1_and_3(1, 3)]
#[case::of_2_and_4(2, 4)]
#[case::of_3_and_0(3, 0)]
#[case::of_4_and_1(4, 1)]
fn distant_philosophers_eat_together(#[case] one: usize, #[case] other: usize) {
    check(move |run: &Run| {
        let table = Table::new(run);
        let (low, high) = (one.min(other), one.max(other));
        for philosopher in [one, other] {
            let run = run.clone();
            table.seat_with(philosopher, move || {
                let what = format!("philosophers {low} and {high} eat at the same time");
                run.meet(&what, 2);
            });
        }
        table.all_have_eaten();
    });
}

#[rstest]
#[case::that_take_a_second(Pace::all(SECOND))]
#[case::that_are_slow_to_pick(Pace { pick: Some(SECOND), ..Pace::all(Duration::ZERO) })]
#[case::that_are_slow_to_put(Pace { put: Some(SECOND), ..Pace::all(Duration::ZERO) })]
fn five_use_forks(#[case] pace: Pace) {
    check(move |run: &Run| {
        let table = Table::new(run);
        for philosopher in seats(run) {
            table.seat(philosopher, 1, pace);
        }
        table.all_have_eaten();
    });
}

/// At one and the same second the two who eat put their forks back and ask for them again, those
/// who wait for these forks get them, and the fifth one comes.
#[rstest]
#[case::one_way_round([0, 1, 2, 3, 4])]
#[case::the_other_way_round([0, 4, 3, 2, 1])]
fn forks_change_hands(#[case] seats: [usize; SEATS]) {
    check(move |run: &Run| {
        let table = Table::new(run);
        let pace = Pace::of_meal(2 * SECOND);
        table.seat(seats[1], 2, pace);
        table.seat(seats[3], 2, pace);
        run.pause(SECOND);
        table.seat(seats[2], 1, pace);
        table.seat(seats[4], 1, pace);
        let late = {
            let (run, table) = (run.clone(), table.clone());
            move || {
                run.pause(SECOND);
                table.eat(seats[0], pace);
            }
        };
        table.caller(seats[0], late);
        table.all_have_eaten();
    });
}

#[rstest]
#[case::once(1, Pace::default())]
#[case::thrice(3, Pace::default())]
#[case::fifty_times(50, Pace::all(Duration::ZERO))]
fn full_table_eats(#[case] meals: usize, #[case] pace: Pace) {
    check(move |run: &Run| {
        let table = Table::new(run);
        for philosopher in seats(run) {
            table.seat(philosopher, meals, pace);
        }
        table.all_have_eaten();
    });
}

fn seats(run: &Run) -> [usize; SEATS] {
    let mut seats = std::array::from_fn(|philosopher| philosopher);
    run.shuffle(&mut seats);
    seats
}

/// The neighbours eat for two seconds each, a second apart, and pause for a moment in between: one
/// of them is always eating.
#[rstest]
fn hungry_between_two_who_eat_in_turns(#[values(0, 3, 4)] hungry: usize) {
    check(move |run: &Run| {
        let table = Table::new(run);
        let (left, right) = ((hungry + SEATS - 1) % SEATS, (hungry + 1) % SEATS);
        let fair = run.fair(&format!("philosopher {hungry}"), 1, 20);
        {
            let (run, table, fair) = (run.clone(), table.clone(), fair.clone());
            table.clone().caller(hungry, move || {
                run.pause(SECOND + SECOND / 2);
                fair.comes();
                table.eat(hungry, Pace::all(Duration::ZERO));
                fair.served();
            });
        }
        for (neighbour, late) in [(right, Duration::ZERO), (left, SECOND)] {
            let (run, table, fair) = (run.clone(), table.clone(), fair.clone());
            table.clone().caller(neighbour, move || {
                run.pause(late);
                while !fair.is_over() {
                    table.eat(neighbour, Pace::of_meal(2 * SECOND));
                    fair.passed();
                    run.pause(MOMENT);
                }
            });
        }
        table.all_have_eaten();
    });
}

#[rstest]
fn two_tables_do_not_disturb_each_other() {
    check(|run: &Run| {
        let (one, other) = (Table::new(run), Table::marked(run, "'"));
        for (table, philosopher) in [(&one, 0), (&other, 1)] {
            let run = run.clone();
            table.seat_with(philosopher, move || {
                run.meet("philosophers 0 and 1 of two different tables eat at the same time", 2);
            });
        }
        one.all_have_eaten();
        other.all_have_eaten();
    });
}

#[rstest]
#[case::of_1_for_0(0, 1)]
#[case::of_3_for_4(4, 3)]
#[case::of_0_for_4(4, 0)]
fn waiting_ends_at_once(#[case] first: usize, #[case] second: usize) {
    check(move |run: &Run| {
        let table = Table::new(run);
        table.seat(first, 1, Pace::of_meal(HOUR));
        run.pause(SECOND);
        table.seat(second, 1, Pace::of_meal(SECOND));
        table.all_have_eaten();
        run.takes(HOUR + SECOND);
    });
}

#[rstest]
fn without_a_common_fork_nobody_waits() {
    check(|run: &Run| {
        let table = Table::new(run);
        for philosopher in [0, 2] {
            table.seat(philosopher, 3, Pace::of_meal(SECOND));
        }
        table.all_have_eaten();
        run.takes_at_most(3 * SECOND);
    });
}
