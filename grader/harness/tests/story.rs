//! One execution that somebody asked for is told whether it fails or not, and stops where somebody is to
//! choose: what `replay --step` and the game are made of.

#[allow(dead_code, reason = "the other tests use more of it")]
mod child;

use protocol::{
    About, Act, Again, Choice, Detours, Ending, Engine, Play, Record, Replay, Story, Verdict,
};

use child::{Trial, Wish, run};

fn replayed(case: &str, detours: &[(u32, u32)], play: Option<Play>) -> Trial {
    let execution = Again::Detours(Detours(detours.to_vec()));
    let replay = Some(Replay { case: child::case(case), execution, play });
    run(&[case], Wish { engine: Some(Engine::Model), replay, ..Wish::default() })
}

fn story(trial: &Trial) -> &Story {
    match trial.records.last() {
        Some(Record::End { story: Some(story), .. }) => story,
        other => panic!("no story but {other:?}\n{}", trial.stderr),
    }
}

/// The choice that is due after these detours, at the choice with this number or later.
fn asked(case: &str, detours: &[(u32, u32)], until: u32) -> (Story, Option<Choice>) {
    let trial = replayed(case, detours, Some(Play { until, draws: Vec::new() }));
    let story = story(&trial).clone();
    let next = story.next.clone();
    (story, next)
}

/// The first choice of this kind on the usual way.
fn first(case: &str, about: About) -> (Story, Choice) {
    let mut until = 0;
    loop {
        let (story, next) = asked(case, &[], until);
        let next = next.unwrap_or_else(|| panic!("nobody asks for {about:?}"));
        if next.about == about {
            return (story, next);
        }
        until = next.at + 1;
    }
}

fn verbs(story: &Story) -> Vec<&str> {
    let steps = story.interleaving.steps.iter();
    let verbs = steps.filter_map(|step| match &step.act {
        Act::Does { verb, .. } | Act::Waits { verb, .. } => Some(verb.as_str()),
        _ => None,
    });
    verbs.collect()
}

#[test]
fn an_execution_that_passes_is_told_as_well() {
    let trial = replayed("two_wait", &[], None);
    assert!(trial.passed() == 1);
    let story = story(&trial);
    assert_eq!(story.next, None);
    assert!(verbs(story).contains(&"notify_one"), "{story:#?}");
    assert!(story.log.iter().any(|entry| entry.what == "woken"));
    assert!(story.made.iter().zip(0..).all(|(made, at)| made.at == at && made.usual));
}

#[test]
fn an_execution_that_was_not_asked_for_is_not_told() {
    let trial = run(&["two_wait"], Wish { engine: Some(Engine::Model), ..Wish::default() });
    assert!(matches!(trial.records.last(), Some(Record::End { story: None, .. })));
}

#[test]
fn a_failure_is_told_the_same_in_both_ways() {
    let found = run(&["lost_update"], Wish { engine: Some(Engine::Model), ..Wish::default() });
    let Again::Detours(Detours(detours)) = &found.failure().again else { panic!("no detours") };
    let again = replayed("lost_update", detours, None);
    assert_eq!(again.failure().interleaving.as_ref(), Some(&story(&again).interleaving));
    let unusual = story(&again).made.iter().filter(|made| !made.usual);
    let unusual: Vec<_> = unusual.map(|made| (made.at, made.chosen)).collect();
    assert_eq!(&unusual, detours);
}

#[test]
fn who_goes_on_is_asked_with_what_each_is_about_to_do() {
    let (story, next) = asked("lost_update", &[], 0);
    let next = next.expect("a choice");
    assert_eq!(next.about, About::Turn);
    assert!(next.alternatives.len() > 1);
    assert!(next.alternatives.iter().any(|of| of.number == next.usual));
    for alternative in &next.alternatives {
        let lane = alternative.lane.expect("somebody");
        assert!(story.interleaving.lanes.len() > lane);
        assert!(alternative.next.is_some());
    }
    let (later, then) = asked("lost_update", &[], next.at + 1);
    assert!(then.is_some_and(|then| then.at > next.at));
    assert!(later.interleaving.steps.len() > story.interleaving.steps.len());
    assert_eq!(
        later.interleaving.steps[..story.interleaving.steps.len()],
        story.interleaving.steps
    );
}

#[test]
fn what_is_chosen_decides() {
    let mut detours = Vec::new();
    let mut until = 0;
    // Whoever has read the number is made to wait before it writes.
    while let (_, Some(next)) = asked("lost_update", &detours, until) {
        until = next.at + 1;
        let writes = |number: u32| {
            let of = next.alternatives.iter().find(|of| of.number == number);
            of.and_then(|of| of.next.as_ref()).is_some_and(|next| next.verb == "store")
        };
        let other = next.alternatives.iter().find(|of| !writes(of.number));
        if let Some(other) = other.filter(|other| writes(next.usual) && other.number != next.usual)
        {
            detours.push((next.at, other.number));
        }
    }
    let trial = replayed("lost_update", &detours, Some(Play { until, draws: Vec::new() }));
    assert_eq!(trial.failure().verdict, Verdict::WrongAnswer);
    assert_eq!(trial.failure().again, Again::Detours(Detours(detours)));
}

#[test]
fn whom_a_notification_wakes_is_asked_before_anything_comes_of_it() {
    let (story, next) = first("two_wait", About::WhichOne);
    let names: Vec<_> = next.alternatives.iter().map(|of| of.lane.expect("a waiter")).collect();
    let names: Vec<_> = names.iter().map(|lane| story.interleaving.lane_name(*lane)).collect();
    assert_eq!(names, ["first", "second"]);
    let last = story.interleaving.steps.last().expect("a step");
    assert!(matches!(&last.act, Act::Does { verb, .. } if verb == "notify_one"), "{last:?}");
    assert!(last.wakes.is_empty(), "{last:?}");
    assert_eq!(next.lane, last.lane);
    assert!(story.log.iter().all(|entry| entry.what != "woken"));
    let (other, _) = asked("two_wait", &[(next.at, 1)], next.at + 1);
    assert_eq!(other.interleaving.steps[story.interleaving.steps.len() - 1].wakes.len(), 1);
}

#[test]
fn a_spurious_wake_up_is_asked_for() {
    let (story, next) = first("two_wait", About::SpuriousWakeUp);
    assert_eq!((next.alternatives.len(), next.usual), (2, 0));
    assert_eq!(verbs(&story).last(), Some(&"wait"));
}

#[test]
fn what_the_scenario_draws_is_said_never_asked() {
    let drawn = |draws: Vec<u32>| {
        let trial = replayed("draws", &[], Some(Play { until: u32::MAX, draws }));
        let made = story(&trial).made.clone();
        let drawn = made.into_iter().filter(|made| made.about == About::Draw);
        (drawn.map(|made| made.chosen).collect::<Vec<_>>(), trial)
    };
    let (usual, trial) = drawn(Vec::new());
    assert!(matches!(trial.records.last(), Some(Record::End { ending: Ending::Passed, .. })));
    assert!(usual.iter().all(|number| *number == 0));
    let mut wanted = usual.clone();
    *wanted.last_mut().expect("a draw") = 2;
    let (said, trial) = drawn(wanted.clone());
    assert_eq!(said, wanted);
    assert_eq!(trial.failure().verdict, Verdict::WrongAnswer);
    assert_eq!(asked("draws", &[], 0).1, None);
}

/// What must be possible is not judged by one execution that somebody plays.
#[test]
fn an_execution_that_is_played_need_not_show_what_is_possible() {
    let played = replayed("impossible", &[], Some(Play { until: u32::MAX, draws: Vec::new() }));
    assert_eq!(played.passed(), 1);
    assert_eq!(replayed("impossible", &[], None).failure().verdict, Verdict::OverSerialized);
}

/// What the tests above run, each in a process of its own.
mod cases {
    use harness::threads;
    use model_std::sync::atomic::{AtomicU32, Ordering::SeqCst};
    use model_std::sync::{Arc, Condvar, Mutex};

    #[test]
    #[ignore = "run in a process of its own"]
    fn lost_update() {
        threads::check(|run: &threads::Run| {
            let number = Arc::new(AtomicU32::new(0));
            for caller in ["first", "second"] {
                let number = Arc::clone(&number);
                run.call(caller, move || {
                    let seen = number.load(SeqCst);
                    number.store(seen + 1, SeqCst);
                });
            }
            run.join();
            run.expect("the count", 2, number.load(SeqCst));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn two_wait() {
        threads::check(|run: &threads::Run| {
            let shared = Arc::new((Mutex::new(0), Condvar::new()));
            for caller in ["first", "second"] {
                let (there, claims) = (Arc::clone(&shared), run.clone());
                run.call(caller, move || {
                    let guard = there.0.lock().unwrap();
                    drop(there.1.wait_while(guard, |permits| *permits == 0).unwrap());
                    claims.log("woken");
                });
            }
            run.call("third", move || {
                for _ in 0..2 {
                    *shared.0.lock().unwrap() += 1;
                    shared.1.notify_one();
                }
            });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn draws() {
        threads::check(|run: &threads::Run| {
            let drawn = run.pick(3);
            run.claim(drawn != 2, || "2 is drawn".to_owned());
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn impossible() {
        threads::check(|run: &threads::Run| run.possible("pigs fly", false));
    }
}
