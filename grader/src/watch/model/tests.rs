//! What follows from what, told as stories.

use super::super::testing::{Play, accepted, compile_error, deadlock, stub};
use super::*;

fn grades(effects: &[Effect], wanted: usize) -> bool {
    matches!(effects, [.., Effect::Grade { item, .. }] if *item == wanted)
}

#[test]
fn a_save_is_graded_and_the_verdict_before_stays_until_then() {
    let mut play = Play::at_stub();
    assert!(grades(&play.save(0, 1), 0));
    play.done(deadlock(1));
    assert!(!play.model.is_old());
    assert!(grades(&play.save(0, 2), 0));
    assert!(play.model.is_old());
    assert_eq!(play.model.judged().expect("the old one").graded.verdict, Verdict::Deadlock);
    play.done(accepted(2));
    assert!(play.model.is_accepted() && play.model.solved);
    assert_eq!(play.model.attempts.len(), 2);
}

#[test]
fn a_save_while_something_is_graded_supersedes_it() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    play.tell(Input::Doing("Building the kit, once".to_owned()));
    let effects = play.save(0, 2);
    assert!(play.screen(80, 24).contains("Building the kit"), "it is still to be waited for");
    assert!(matches!(effects[..], [Effect::Cancel, Effect::Grade { item: 0, id: 3, .. }]));
    // What the cancelled job still has to say is not heard.
    play.tell(Input::Done { id: 2, result: Ok(Box::new(deadlock(1))) });
    assert!(play.model.run.is_some() && play.model.attempts.is_empty());
    play.done(compile_error(2));
    assert_eq!(play.model.judged().expect("one").graded.verdict, Verdict::CompileError);
}

#[test]
fn what_was_graded_once_is_known_at_once() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    play.done(deadlock(1));
    play.save(0, 2);
    play.done(accepted(2));
    let effects = play.save(0, 1);
    assert_eq!(effects, []);
    assert_eq!(play.model.judged().expect("one").graded.verdict, Verdict::Deadlock);
    assert!(play.model.note.contains("as it was once before"), "{}", play.model.note);
    assert_eq!(play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), []);
    assert!(play.model.note.contains("saved unchanged"), "{}", play.model.note);
    assert_eq!(play.model.attempts.len(), 2);
}

#[test]
fn saving_another_exercise_turns_to_it_and_loses_nothing() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    let effects = play.save(3, 7);
    assert!(effects.contains(&Effect::Cancel) && grades(&effects, 3), "{effects:?}");
    assert_eq!(play.model.item().exercise.to_string(), "y/tasks");
    // What was saved before is graded when there is time.
    let effects = play.done(stub(7));
    assert!(grades(&effects, 0), "{effects:?}");
    play.done(deadlock(1));
    assert_eq!(play.model.at, 3);
    assert!(play.model.note.contains("x/threads was changed before: deadlock"));
    play.save(0, 5);
    play.save(3, 7);
    play.done(Judged { known: true, ..deadlock(5) });
    assert!(!play.model.note.contains("was changed"), "{}", play.model.note);
    assert_eq!(play.model.shelf[0].known.verdict, Verdict::Deadlock);
}

#[test]
fn what_changed_before_is_graded_one_after_another() {
    let mut play = Play::at_stub();
    play.model.run = None;
    let effects = play.model.start(vec![0, 2, 3]);
    assert!(grades(&effects, 0), "{effects:?}");
    assert!(grades(&play.done(stub(0)), 3));
    assert!(grades(&play.done(accepted(0)), 2));
    assert_eq!(play.done(deadlock(0)), []);
    assert_eq!(play.model.accepted(), 1);
}

#[test]
fn a_verdict_on_a_file_that_changed_meanwhile_is_old() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    let content = None;
    play.done(Judged { content, ..deadlock(1) });
    assert!(play.model.is_old());
    assert!(grades(&play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), 0));
}

#[test]
fn a_verdict_on_a_text_that_was_there_for_a_moment_is_no_answer() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    // Both saves fell between two looks, and only the compiler saw the one between.
    assert_eq!(play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), []);
    assert!(grades(&play.done(deadlock(2)), 0));
    assert!(play.model.is_old() && play.model.attempts.is_empty());
    play.done(accepted(1));
    assert!(play.model.is_accepted());
    assert_eq!(play.model.attempts.len(), 1);
}

#[test]
fn a_verdict_by_another_hidden_test_is_not_repeated() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    play.done(accepted(1));
    assert_eq!(play.tell(Input::Renewed(2)), []);
    assert_eq!(play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), []);
    play.tell(Input::Renewed(0));
    assert!(grades(&play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), 0));
}

#[test]
fn a_file_that_is_away_is_no_verdict() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    play.done(accepted(1));
    assert_eq!(play.tell(Input::Saw(Saw::Gone { file: 0 })), []);
    assert!(play.model.note.contains("is not there"), "{}", play.model.note);
    assert!(play.model.is_old());
    play.save(0, 1);
    assert!(play.model.is_accepted());
}

#[test]
fn the_graders_own_failure_is_told_and_the_next_save_tries_again() {
    let mut play = Play::at_stub();
    play.save(0, 1);
    let id = play.model.run.as_ref().expect("a job").id;
    let result = Err("the kit does not build; cargo says:\n\n  error: no network\n".to_owned());
    play.tell(Input::Done { id, result });
    let screen = play.screen(80, 24);
    assert!(screen.contains("says nothing about your file"), "{screen}");
    assert!(screen.contains("\n  error: no network\n"), "{screen}");
    assert!(grades(&play.tell(Input::Saw(Saw::Same { file: 0, content: 1 })), 0));
}

#[test]
fn what_was_done_with_the_file_is_told_until_a_key_is_pressed() {
    let mut play = Play::at_stub();
    play.tell(Input::Note("the stub is back".to_owned()));
    play.save(0, 3);
    play.done(stub(3));
    assert_eq!(play.model.note, "the stub is back");
    play.key('j');
    assert_eq!(play.model.note, "");
    // Also where the stub was seen before.
    play.tell(Input::Note("the stub is back".to_owned()));
    play.save(0, 3);
    assert_eq!(play.model.note, "the stub is back");
    // Until something is written.
    play.save(0, 5);
    play.done(deadlock(5));
    assert_eq!(play.model.note, "");
    // That an editor was opened is soon no news.
    play.tell(Input::Opened("vim".to_owned()));
    assert_eq!(play.model.note, "opened in vim");
    play.save(0, 4);
    play.done(deadlock(4));
    assert_eq!(play.model.note, "");
}

#[test]
fn the_next_one_is_the_next_that_is_not_accepted() {
    let mut play = Play::at_stub();
    play.model.shelf[1].known.verdict = Verdict::Accepted;
    assert!(grades(&play.key('n'), 2));
    assert_eq!(play.model.at, 2);
    play.done(stub(0));
    assert!(grades(&play.key('n'), 3));
    play.done(stub(0));
    // The stub of the first one is known.
    assert_eq!(play.key('n'), []);
    assert_eq!(play.model.at, 0);
}

#[test]
fn a_session_about_one_exercise_stays_with_it_and_ends_in_time() {
    let until = Some(Duration::from_secs(60));
    let limits = Limits { title: None, until, without_help: true, pinned: true };
    let mut play = Play::new(limits);
    play.done(stub(0));
    assert_eq!(play.save(2, 5), []);
    assert_eq!(play.model.at, 0);
    for key in ['h', 'n', 'l', 'd', 'p'] {
        assert_eq!(play.key(key), [], "{key}");
        assert!(play.model.note.contains("interview"), "{key}: {}", play.model.note);
    }
    play.save(0, 1);
    play.done(accepted(1));
    assert_eq!(play.key('q'), [Effect::Leave(Ended::Finished)]);
    assert!(play.model.tick_at(59).is_empty());
    assert_eq!(play.model.tick_at(60), [Effect::Leave(Ended::TimeUp)]);
    // What was saved in time is waited for.
    play.save(0, 2);
    assert!(play.model.tick_at(61).is_empty());
    assert_eq!(play.model.tick_at(71), [Effect::Leave(Ended::TimeUp)]);
}

impl Model {
    fn tick_at(&mut self, seconds: u64) -> Vec<Effect> {
        self.update(Duration::from_secs(seconds), Input::Tick)
    }
}
