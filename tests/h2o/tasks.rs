//! The hidden tests of Building H2O with async tasks: the simplest cases sort first, the clock comes
//! last. `grader` compiles them together with one learner's file.

use std::time::Duration;

use harness::tasks::{Run, check};
use rstest::rstest;

use vessel::Vessel;

#[path = "molecules.rs"]
mod molecules;
#[path = "vessel_tasks.rs"]
mod vessel;

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

#[rstest]
#[case::oxygen_last("HHO")]
#[case::oxygen_between("HOH")]
#[case::oxygen_first("OHH")]
fn a_molecule_forms_in_any_order(#[case] atoms: &'static str) {
    check(move |run: Run| async move {
        let mut vessel = Vessel::new(&run);
        vessel.arrive(atoms);
        vessel.all_bond().await;
    });
}

#[rstest]
fn again_and_again_a_molecule_forms() {
    check(|run: Run| async move {
        let mut vessel = Vessel::new(&run);
        for atoms in ["HHO", "OHH", "HOH"] {
            vessel.arrive(atoms);
            vessel.all_bond().await;
        }
    });
}

#[rstest]
fn asleep_atoms_use_no_cpu() {
    check(|run: Run| async move {
        let mut vessel = Vessel::new(&run);
        vessel.arrive("HHH");
        run.idle().await;
        vessel.has_bonds(0);
        vessel.arrive("OO");
        vessel.await_molecule().await;
        run.idle().await;
        vessel.has_bonds(3);
        vessel.arrive("H");
        vessel.all_bond().await;
    });
}

#[rstest]
#[case::a_hydrogen("H", "OH")]
#[case::two_hydrogens("HH", "O")]
#[case::an_oxygen("O", "HH")]
#[case::one_of_each("HO", "H")]
#[case::three_hydrogens("HHH", "OOH")]
#[case::four_hydrogens("HHHH", "OO")]
#[case::two_oxygens("OO", "HHHH")]
#[case::three_oxygens_and_a_hydrogen("OHOO", "HHHHH")]
fn before_its_partners_come_an_atom_sleeps(
    #[case] atoms: &'static str,
    #[case] partners: &'static str,
) {
    check(move |run: Run| async move {
        let mut vessel = Vessel::new(&run);
        vessel.arrive(atoms);
        run.pause(HOUR).await;
        vessel.has_bonds(0);
        vessel.arrive(partners);
        vessel.all_bond().await;
    });
}

#[rstest]
#[case::beside_an_oxygen("OOHH", "HH")]
#[case::beside_a_hydrogen("HHHO", "HO")]
#[case::beside_two_oxygens("OOOHH", "HHHH")]
#[case::beside_three_hydrogens("HHHHHO", "OHO")]
fn complete_set_goes_while_others_wait(
    #[case] atoms: &'static str,
    #[case] partners: &'static str,
) {
    check(move |run: Run| async move {
        let mut vessel = Vessel::new(&run);
        vessel.arrive(atoms);
        vessel.await_molecule().await;
        run.pause(HOUR).await;
        vessel.has_bonds(3);
        vessel.arrive(partners);
        vessel.all_bond().await;
    });
}

#[rstest]
fn many_molecules_come_in_any_order(#[values(2, 4, 10, 20)] molecules: usize) {
    check(move |run: Run| async move {
        let mut vessel = Vessel::new(&run);
        let mut atoms: Vec<_> = "HHO".repeat(molecules).chars().collect();
        run.shuffle(&mut atoms);
        vessel.arrive(&String::from_iter(atoms));
        vessel.all_bond().await;
    });
}

/// The others of its molecule are through at once, and the next molecule is there: it waits.
#[rstest]
#[case::hydrogen("H", "HO")]
#[case::oxygen("O", "HH")]
fn slow_atom_holds_the_next_molecule_back(#[case] slow: &'static str, #[case] quick: &'static str) {
    check(move |run: Run| async move {
        let mut vessel = Vessel::new(&run);
        vessel.arrive_for(slow, 2 * SECOND);
        vessel.arrive_for(quick, Duration::ZERO);
        run.pause(SECOND).await;
        vessel.arrive_for("HHO", Duration::ZERO);
        vessel.all_bond().await;
        run.takes(2 * SECOND);
    });
}

#[rstest]
fn two_objects_do_not_disturb_each_other() {
    check(|run: Run| async move {
        let mut one = Vessel::new(&run);
        let mut other = Vessel::marked(&run, "'");
        one.arrive("HH");
        other.arrive("O");
        run.pause(HOUR).await;
        run.expect("the number of bonds without partners", 0, molecules::bonds(&run.entries()));
        one.arrive("O");
        one.await_molecule().await;
        run.pause(HOUR).await;
        run.expect("the number of bonds", 3, molecules::bonds(&run.entries()));
        other.arrive("HH");
        other.await_molecule().await;
        run.join().await;
    });
}

#[rstest]
#[case::for_oxygen("HH", "O")]
#[case::for_hydrogen("OH", "H")]
fn waiting_ends_at_once(#[case] atoms: &'static str, #[case] partner: &'static str) {
    check(move |run: Run| async move {
        let mut vessel = Vessel::new(&run);
        vessel.arrive_for(atoms, Duration::ZERO);
        run.pause(HOUR).await;
        vessel.arrive_for(partner, Duration::ZERO);
        vessel.all_bond().await;
        run.takes(HOUR);
    });
}
