//! What an execution tells whoever looks at it closely, as lines to compare.
//!
//! Called by `models/*/tests/told.rs`.

use interleave::strategy::Directed;
use interleave::{End, Event, Execution, Executor, Limits};

/// Runs a program the usual way, and gives a line for each step that brought something back or
/// changed an object: `load AtomicU32 #1 -> 3`, `send channel #1 [messages 1]`.
///
/// # Panics
/// If the program does, or if it takes other steps when nobody looks.
pub fn told(program: fn()) -> Vec<String> {
    let mut executor = Executor::new(Limits::default());
    let mut run = |closely| {
        executor.look_closely(closely);
        let execution = executor.run(&mut Directed::new(Vec::new()), program);
        assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
        (steps(&execution), format!("{:?}", execution.schedule()))
    };
    let (seen, unseen) = (run(true), run(false));
    assert_eq!(seen.1, unseen.1, "whoever looks changes what happens");
    assert!(unseen.0.iter().all(|(_, told)| told.is_empty()), "nobody looks");
    let told = seen.0.into_iter().filter(|(_, told)| !told.is_empty());
    told.map(|(step, told)| step + &told).collect()
}

/// Each step, and what is told of it.
fn steps(execution: &Execution<'_>) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = Vec::new();
    for event in &execution.trace().events {
        let told = match *event {
            Event::Step { op, .. } => {
                let step = format!("{} {}", op.verb, execution.object_name(op.object));
                steps.push((step, String::new()));
                continue;
            }
            Event::Found(what) => format!(" -> {what}"),
            Event::State(object, what, now) => {
                let name = execution.object_name(object);
                let is_its_own = steps.last().is_some_and(|(step, _)| step.ends_with(&name));
                let whose = if is_its_own { String::new() } else { name + " " };
                format!(" [{whose}{what} {now}]")
            }
            _ => continue,
        };
        if let Some(step) = steps.last_mut() {
            step.1 += &told;
        }
    }
    steps
}
