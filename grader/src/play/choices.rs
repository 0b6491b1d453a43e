//! What can be chosen, in words.
//!
//! Called by the game's screen.

use protocol::{About, Alternative, Choice, Interleaving};

use crate::report::text::clean;

/// The question, as a title.
pub fn question(choice: &Choice, interleaving: &Interleaving) -> String {
    let who = clean(interleaving.lane_name(choice.lane));
    match choice.about {
        About::Turn => "who goes on?".to_owned(),
        About::WhichOne if choice.alternatives.iter().all(|of| of.lane.is_some()) => {
            format!("whom does {who} wake?")
        }
        About::WhichOne => format!("which one does {who} take?"),
        About::SpuriousWakeUp => format!("{who} waits: does it wake up for no reason?"),
        About::WeakFailure => format!("does the weak exchange of {who} fail for no reason?"),
        About::Poll => format!("which one does {who} poll first?"),
        About::OlderValue => format!("what does {who} read?"),
        About::Timer => "does the next timer fire now?".to_owned(),
        About::Draw => "which number is drawn?".to_owned(),
    }
}

/// An alternative: who it is about, and what they are about to do.
pub fn alternative(
    choice: &Choice,
    alternative: &Alternative,
    interleaving: &Interleaving,
) -> (Option<usize>, String) {
    let number = alternative.number;
    let said = match (choice.about, &alternative.next) {
        (_, Some(next)) => interleaving.operation(&next.verb, next.object),
        (About::SpuriousWakeUp, _) if number == 0 => "goes on waiting".to_owned(),
        (About::SpuriousWakeUp, _) => "wakes up for no reason".to_owned(),
        (About::WeakFailure, _) if number == 0 => "succeeds".to_owned(),
        (About::WeakFailure, _) => "fails for no reason".to_owned(),
        (About::OlderValue, _) if number == 0 => "the newest value".to_owned(),
        (About::OlderValue, _) if number == 1 => "the value before".to_owned(),
        (About::OlderValue, _) => format!("the value {number} before the newest"),
        (About::Timer, _) if number == 0 => "no".to_owned(),
        (About::Timer, _) => "yes".to_owned(),
        (About::WhichOne, _) if alternative.lane.is_some() => "is woken".to_owned(),
        (About::Poll, _) => format!("branch {}", number + 1),
        _ => format!("number {}", number + 1),
    };
    (alternative.lane, clean(&said))
}
