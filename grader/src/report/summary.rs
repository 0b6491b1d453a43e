//! The last line below several reports: how many of each verdict, and how long it took.
//!
//! Used by the formats that people read.

use std::time::Duration;

use protocol::Verdict;

use super::paint::{DIM, paint};
use super::text::seconds;
use crate::graded::{Graded, millis};

/// `5 accepted, 2 deadlock, 1 not-attempted in 9.41 s (build 4.02 s, model 3.10 s, native 7.00 s)`,
/// apart from what stands above, without times if nothing was graded anew; nothing for a single result.
pub fn below(results: &[Graded], took: Duration, at_once: usize) -> String {
    if results.len() < 2 {
        return String::new();
    }
    let count = |verdict: Verdict| results.iter().filter(|r| r.verdict == verdict).count();
    let counts = Verdict::ALL.into_iter().map(|verdict| (count(verdict), verdict));
    let counts = counts.filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, verdict)| format!("{count} {verdict}")).collect();
    let counts = counts.join(", ");
    // What is repeated took its time then.
    let graded = || results.iter().filter(|graded| graded.known_since_ms.is_none());
    if graded().next().is_none() {
        return format!("\n{counts}\n");
    }
    let all = |of: fn(&Graded) -> Option<u64>| seconds(graded().filter_map(of).sum());
    let shares = format!(
        "build {}, model {}, native {}",
        all(|graded| graded.build_ms),
        all(|graded| graded.model_ms),
        all(|graded| graded.native_ms)
    );
    let took = seconds(millis(took));
    let side_by_side = if at_once > 1 { format!(", {at_once} at a time") } else { String::new() };
    let times = paint(DIM, format!("in {took} ({shares}{side_by_side})"));
    format!("\n{counts} {times}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_and_times_are_added_up() {
        let graded = |verdict, build_ms| {
            let mut graded = Graded::new("h2o/tasks".into(), "x.rs".into(), verdict, 1);
            graded.build_ms = build_ms;
            graded
        };
        let results = [
            graded(Verdict::Deadlock, Some(400)),
            graded(Verdict::NotAttempted, None),
            graded(Verdict::Accepted, Some(450)),
        ];
        let text = below(&results, Duration::from_millis(1234), 2);
        assert_eq!(
            anstream::adapter::strip_str(&text).to_string(),
            "\n1 accepted, 1 deadlock, 1 not-attempted in 1.23 s \
             (build 0.85 s, model 0.00 s, native 0.00 s, 2 at a time)\n"
        );
        let known: Vec<Graded> = results
            .iter()
            .map(|graded| Graded { known_since_ms: Some(1), ..graded.clone() })
            .collect();
        let text = below(&known, Duration::ZERO, 2);
        assert_eq!(text, "\n1 accepted, 1 deadlock, 1 not-attempted\n");
        assert_eq!(below(&results[..1], Duration::ZERO, 1), "");
    }
}
