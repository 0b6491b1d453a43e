//! A follow-up question: what is asked, and what is held back until somebody has thought aloud. Pure.
//!
//! Made of the items of an editorial's last section: a question in `*emphasis*`, then more questions, and
//! between them statements and remarks in parentheses, which come close to an answer.

/// A question in two stages, both Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub asked: String,
    /// The same with the remarks, if there are any.
    pub told: Option<String>,
}

impl Question {
    /// Of an item of the editorial.
    pub fn of(item: &str) -> Self {
        let pieces = sentences(item);
        let is_asked = |(number, piece): &(usize, &str)| {
            *number == 0 || piece.trim_end_matches(['*', '_']).ends_with('?')
        };
        let asked = pieces.iter().copied().enumerate().filter(is_asked);
        let asked: Vec<&str> = asked.map(|(_, piece)| piece).collect();
        let told = (asked.len() < pieces.len()).then(|| item.to_owned());
        Self { asked: asked.join(" "), told }
    }
}

/// The sentences of a text. What stands in emphasis, in code or in parentheses is not taken apart, and
/// what is in parentheses after the end of a sentence is one of its own.
fn sentences(text: &str) -> Vec<&str> {
    let (mut depth, mut in_code, mut in_emphasis) = (0_usize, false, false);
    let (mut start, mut ended) = (0, false);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if c == ' ' && ended && depth == 0 && !in_emphasis {
            found.push(text[start..at].trim());
            start = at;
        }
        match c {
            '`' => in_code = !in_code,
            _ if in_code => {}
            '*' => in_emphasis = !in_emphasis,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // The emphasis or the parenthesis may close after the end.
        let closes = ended && matches!(c, '*' | ')' | '"');
        ended = !in_code && (closes || matches!(c, '.' | '?' | '!'));
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_and_remarks_are_held_back() {
        for (item, asked, has_more) in [
            ("*And a loop?*", "*And a loop?*", false),
            (
                "*Why a loop around `wait`?* Name two reasons. (No reason, and one for another.)",
                "*Why a loop around `wait`?*",
                true,
            ),
            (
                "*What does a round cost?* Two switches. Could spinning be faster, and when? (When \
                 the wait is short.)",
                "*What does a round cost?* Could spinning be faster, and when?",
                true,
            ),
            (
                "*Add `close`.* Who must be woken, and may consumers drain?",
                "*Add `close`.* Who must be woken, and may consumers drain?",
                false,
            ),
            ("*How many of n?* n / 2.", "*How many of n?*", true),
            (
                "*What does a change cost,* and how many wake up for it, in each design?",
                "*What does a change cost,* and how many wake up for it, in each design?",
                false,
            ),
            (
                "*Three. Or k?* What of `a.b?` then (does it (really) carry over?), say?",
                "*Three. Or k?* What of `a.b?` then (does it (really) carry over?), say?",
                false,
            ),
            ("*Say \"stop\".* (See the barrier.)", "*Say \"stop\".*", true),
        ] {
            let question = Question::of(item);
            assert_eq!((question.asked.as_str(), question.told.is_some()), (asked, has_more));
            assert!(question.told.is_none_or(|told| told == item));
        }
    }
}
