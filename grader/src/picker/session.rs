//! Shows the picker and listens to keys until one asks for something outside of it.

use std::io;

use super::screen::screen;
use super::state::{State, Wish};
use crate::terminal::Face;

/// Until somebody wishes something.
pub(super) fn run(face: &mut dyn Face, state: &mut State) -> io::Result<Wish> {
    loop {
        let (columns, rows) = face.size();
        face.show(&screen(state, columns, rows))?;
        if let Some(wish) = state.press(face.key()?) {
            return Ok(wish);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::time::Duration;

    use insta::assert_snapshot;

    use super::super::testing::rows;
    use super::*;
    use crate::problems::exercise::Exercise;
    use crate::stepper::testing::{assert_fits, plain};
    use crate::terminal::Key;

    /// Presses keys, and remembers every screen.
    struct Script {
        keys: VecDeque<Key>,
        sizes: VecDeque<(usize, usize)>,
        seen: Vec<String>,
    }

    impl Face for Script {
        fn size(&self) -> (usize, usize) {
            self.sizes[0]
        }

        fn show(&mut self, screen: &str) -> io::Result<()> {
            assert_fits(screen, self.size().0, self.size().1);
            self.seen.push(plain(screen));
            Ok(())
        }

        fn key_within(&mut self, _: Duration) -> io::Result<Option<Key>> {
            if self.sizes.len() > 1 {
                self.sizes.pop_front();
            }
            Ok(Some(self.keys.pop_front().unwrap_or(Key::Interrupt)))
        }
    }

    fn pick_in(keys: &str, sizes: &[(usize, usize)]) -> (Script, Wish) {
        let key = |key| match key {
            '⏎' => Key::Enter,
            '↓' => Key::Down,
            '↑' => Key::Up,
            '⌫' => Key::Backspace,
            '⎋' => Key::Escape,
            '…' => Key::Other,
            '⤓' => Key::End,
            other => Key::Char(other),
        };
        let keys = keys.chars().map(key).collect();
        let mut script = Script { keys, sizes: sizes.iter().copied().collect(), seen: Vec::new() };
        let wish = run(&mut script, &mut State::new(rows(), None)).expect("a script never fails");
        (script, wish)
    }

    fn pick(keys: &str) -> (Vec<String>, Wish) {
        let (script, wish) = pick_in(keys, &[(80, 24)]);
        (script.seen, wish)
    }

    /// The marked line of a screen.
    fn marked(screen: &str) -> &str {
        screen.lines().find(|line| line.contains('▶')).unwrap_or_default()
    }

    fn chosen(exercise: &str) -> Wish {
        Wish::Choose(exercise.parse::<Exercise>().expect("an exercise"))
    }

    #[test]
    fn rows_stand_as_on_the_board() {
        for size in [(80, 24), (160, 50), (40, 12), (60, 15)] {
            let (script, _) = pick_in("", &[size]);
            assert_snapshot!(format!("rows_{}", size.0), script.seen[0]);
        }
    }

    #[test]
    fn every_screen_fits_whatever_the_size() {
        for columns in [40, 59, 60, 77, 78, 110, 200] {
            for rows in [12, 13] {
                let keys = "d…s…p…/h2oh2oh2oh2oh2oh2oh2oh2oh2oh2oh2oh2oh2oh2oh2oh2o⎋r⎋⎋?…x⤓";
                pick_in(keys, &[(columns, rows)]);
            }
        }
        let (script, _) = pick_in("…", &[(160, 50), (40, 12)]);
        assert!(script.seen[1].lines().count() == 12, "{}", script.seen[1]);
        let small = super::screen(&State::new(rows(), None), 20, 5);
        assert!(small.lines().count() == 1 && crate::report::text::width(&small) <= 20, "{small}");
    }

    #[test]
    fn the_mark_begins_at_what_is_begun_and_goes_as_far_as_there_are_rows() {
        let (seen, wish) = pick("↑↑⏎");
        assert!(marked(&seen[0]).contains("over-serialized"), "{}", seen[0]);
        assert_eq!(wish, chosen("print-in-order/threads"));
        assert_eq!(pick("⤓↓↓⏎").1, chosen("lru-cache/tasks"));
        assert_eq!(pick("gj⏎").1, chosen("print-in-order/tasks"));
        let start = "h2o/tasks".parse().expect("an exercise");
        let state = State::new(rows(), Some(&start));
        assert_eq!(state.marked().map(|row| state.rows[row].exercise.clone()), Some(start));
    }

    #[test]
    fn filters_narrow_what_is_shown_and_escape_takes_them_away() {
        let (seen, wish) = pick("dds⎋q");
        assert!(seen[2].contains("d medium") && !seen[2].contains("Print in Order"), "{}", seen[2]);
        assert_snapshot!("filtered", seen[2]);
        let nothing = &seen[3];
        assert!(nothing.contains("s not-attempted") && nothing.contains("1 of 2"), "{nothing}");
        assert!(seen[4].contains("Print in Order") && seen[4].contains("of 8"), "{}", seen[4]);
        assert_eq!(wish, Wish::Leave);
        let (seen, _) = pick("tt");
        assert!(seen[2].contains("t systems") && seen[2].contains("1 of 2"), "{}", seen[2]);
        let (seen, _) = pick("pppp");
        assert!(seen[4].contains("p watch") && seen[4].contains("of 4"), "{}", seen[4]);
        let (seen, _) = pick("P");
        assert!(seen[1].contains("p once"), "{}", seen[1]);
        let (seen, wish) = pick("dddss⏎rou⎋⎋");
        assert!(seen[5].contains("Nothing matches"), "{}", seen[5]);
        assert_eq!(wish, Wish::Leave, "the second Escape leaves");
    }

    #[test]
    fn a_search_shows_what_it_finds_as_it_is_typed() {
        let (seen, wish) = pick("/1279x⌫⏎↓⏎");
        assert!(seen[6].contains("Nothing matches"), "{}", seen[6]);
        let found = &seen[7];
        assert!(found.contains("Traffic Light") && !found.contains("H2O"), "{found}");
        assert_eq!(wish, chosen("traffic-light/tasks"));
        assert_eq!(pick("/q h2⏎⎋/h2 thr⏎⏎").1, chosen("h2o/threads"));
        // While somebody types, keys are letters; arrows still move.
        assert_eq!(pick("/order↓⏎⏎").1, chosen("print-in-order/tasks"));
    }

    #[test]
    fn a_reset_is_asked_for_and_answered() {
        let (seen, wish) = pick("ry");
        assert!(seen[1].contains("The stub of h2o/threads again?"), "{}", seen[1]);
        assert_eq!(wish, Wish::Reset("h2o/threads".parse().expect("an exercise")));
        let (seen, wish) = pick("rny⤓r");
        assert!(!seen[2].contains("again?"), "{}", seen[2]);
        assert!(seen[5].contains("This is still the stub."), "{}", seen[5]);
        assert_eq!(wish, Wish::Interrupt);
    }

    #[test]
    fn files_that_changed_outside_are_looked_at_again() {
        let mut state = State::new(rows(), None);
        let mut others = rows();
        others.remove(0);
        state.look_again(others, "kept".to_owned());
        let exercise = state.marked().map(|row| state.rows[row].exercise.to_string());
        assert_eq!(exercise.as_deref(), Some("h2o/threads"));
        assert!(screen(&state, 80, 24).contains("kept"));
    }

    #[test]
    fn the_keys_are_explained() {
        let (seen, _) = pick("?x");
        assert_snapshot!("keys", seen[1]);
        assert_eq!(seen[2], seen[0]);
    }
}
