//! An interview in a terminal, from the problem that is offered to the entry in the history: a learner's
//! clone, an editor that saves, keys.

#![cfg(unix)]
#![forbid(unsafe_code)]

mod learner;
mod pty;

use std::fs;

use learner::Learner;
use pty::{Session, Size};
use serde_json::Value;
use tests::root;

const FILE: &str = "exercises/print-in-order/threads.rs";
const SIZE: Size = (80, 24);
const START: [&str; 4] = ["interview", "--minutes", "30", "print-in-order/threads"];

fn solution(file: &str) -> String {
    let folder = root().join("solutions").join("print-in-order");
    fs::read_to_string(folder.join(file)).expect("a solution")
}

fn save(learner: &Learner, text: &str) {
    fs::write(learner.path(FILE), text).expect("the learner's file");
}

/// What the history has of interviews.
fn history(learner: &Learner) -> Vec<Value> {
    let output = learner.run(&["next", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let review = document["review"].as_array().expect("a list").iter();
    review.filter(|review| review["kind"] == "interview").cloned().collect()
}

#[test]
fn an_accepted_interview_ends_with_questions_and_stays_in_the_history() {
    let learner = Learner::new("interview");
    // What somebody has written before is kept.
    save(&learner, "// half done\n");
    let mut session = Session::start(&learner.path(""), &START, SIZE);
    let offer = session.shows("⏎ start");
    assert!(offer.contains("Print in Order") && offer.contains(FILE), "{offer}");
    assert!(offer.contains("threads · 30 minutes") && offer.contains("put it aside"), "{offer}");
    session.press("\r");
    session.shows("y the stub");
    session.press("y");
    let begun = session.shows(" left");
    assert!(begun.contains("Interview  print-in-order/threads"), "{begun}");
    session.press("h");
    session.shows("not in an interview");

    save(&learner, &solution("wrong/threads_notify_one.rs"));
    session.shows("deadlock");
    save(&learner, &solution("threads.rs"));
    session.shows("✓ print-in-order/threads  accepted");
    session.press("q");

    let asked = session.shows("question 1 of ");
    assert!(asked.contains("n stages instead of three"), "{asked}");
    assert!(!asked.contains("The count does it as it is"), "{asked}");
    session.press("\r");
    session.shows("The count does it as it is");
    session.press("y");
    session.shows("question 2 of ");
    session.press("ns");
    let told = session.shows("✓ accepted after 0:");
    assert!(told.contains("2: 1 accepted, 1 rejected"), "{told}");
    session.resize((160, 50));
    session.wait("larger screen", |session| session.screen().lines().count() == 50);
    assert!(session.screen().contains("✓ accepted after 0:"), "{}", session.screen());
    session.press("\r");
    let (code, after) = session.ends();
    assert_eq!(code, Some(0));
    for said in [
        "✓ accepted after 0:",
        "you used       mutex, condvar",
        "right designs",
        "1 you could answer, 1 you could not",
        "practise next",
        "print-in-order/threads.rs.orig",
        "progress.toml",
    ] {
        assert!(after.contains(said), "no `{said}` in {after}");
    }
    assert_eq!(fs::read_to_string(learner.path(FILE)).expect("his"), solution("threads.rs"));
    let kept = learner.path(FILE).with_extension("rs.orig");
    assert_eq!(fs::read_to_string(kept).expect("kept"), "// half done\n");

    let [review] = history(&learner).try_into().expect("one interview");
    assert_eq!((&review["verdict"], &review["checks"]), (&"accepted".into(), &2.into()));
    assert_eq!(review["is_due"], false);
    let progress = fs::read_to_string(learner.path("progress.toml")).expect("the history");
    assert!(
        progress.contains("kind = \"interview\"") && progress.contains("seconds = "),
        "{progress}"
    );
    let all = learner.run(&["next", "--review", "--all"]);
    let all = String::from_utf8_lossy(&all.stdout).into_owned();
    assert!(all.contains("print-in-order/threads") && all.contains("interview: accepted"), "{all}");
    let due = learner.run(&["next", "--review"]);
    let due = String::from_utf8_lossy(&due.stdout).into_owned();
    assert!(due.contains("Nothing is due.") && due.contains("in 3 days"), "{due}");
}

#[test]
fn who_ends_the_grader_has_what_was_reached_in_the_history() {
    for (name, ends) in [("interrupted", true), ("terminated", false)] {
        let learner = Learner::new(name);
        let mut session = Session::start(&learner.path(""), &START, SIZE);
        session.shows("⏎ start");
        session.press("\r");
        session.shows(" left");
        let wrong = solution("wrong/threads_notify_one.rs");
        save(&learner, &wrong);
        session.shows("✗ print-in-order/threads  deadlock");
        if ends {
            session.press("\x03");
        } else {
            session.terminate();
        }
        assert_eq!(session.ends().0, Some(130), "{name}");
        assert_eq!(fs::read_to_string(learner.path(FILE)).expect("his"), wrong);
        let [review] = history(&learner).try_into().expect("one interview");
        assert_eq!(review["verdict"], "deadlock");
    }
}

#[test]
fn who_leaves_by_mistake_is_asked_and_who_only_looked_in_was_not_interviewed() {
    let learner = Learner::new("looked-in");
    let mut session = Session::start(&learner.path(""), &START, SIZE);
    session.shows("⏎ start");
    session.press("\r");
    session.shows(" left");
    session.press("q");
    session.shows("End the interview?");
    session.press("n");
    session.shows(" left");
    session.press("q");
    session.shows("End the interview?");
    session.press("y");
    session.shows("question 1 of ");
    session.press("s");
    session.shows("✗ not accepted; nothing was graded");
    session.press("\r");
    let (code, after) = session.ends();
    assert_eq!(code, Some(0));
    assert!(after.contains("nothing is noted"), "{after}");
    assert!(history(&learner).is_empty());
}

#[test]
fn without_a_terminal_there_is_no_interview() {
    let learner = Learner::new("no-terminal");
    for (arguments, code, why) in [
        (&["interview"][..], 2, "needs a terminal"),
        (&["interview", "fobar"], 2, "did you mean `foobar`?"),
        (&["interview", "--track", "nowhere"], 2, "there is no track `nowhere`"),
        (&["interview", "--minutes", "0"], 2, "0 is not in 1..=240"),
        (&["interview", "--variant", "fibres"], 2, "threads, tasks"),
    ] {
        let output = learner.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(why), "{said}");
    }
}
