//! The known word that somebody who mistyped may have meant.
//!
//! Called wherever a name is looked up: exercises, tracks, cases.

/// A word that begins as typed, as far as that is; else the word that needs the fewest edits, if they are
/// few; else one that contains what was typed.
pub fn nearest<'a>(known: impl IntoIterator<Item = &'a str>, typed: &str) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let typed = typed.to_lowercase();
    let far = |word: &str| edits(&word.to_lowercase(), &typed);
    let begun =
        || known.iter().find(|word| typed.len() > 1 && word.to_lowercase().starts_with(&typed));
    let near = known.iter().filter(|word| far(word) <= 1 + typed.chars().count() / 3);
    let part = || known.iter().find(|word| typed.len() > 2 && word.contains(&typed));
    begun().or_else(|| near.min_by_key(|word| far(word))).or_else(part).copied()
}

/// The end of a sentence that says that something is unknown: `: did you mean …?`, or nothing.
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!(": did you mean `{nearest}`?"))
}

/// Insertions, deletions, replacements, and neighbours that changed places, that turn one word into
/// another (optimal string alignment).
fn edits(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for (i, a) in from.iter().enumerate() {
        let above = &rows[i];
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let swapped = i > 0 && j > 0 && from[i - 1] == *b && to[j - 1] == *a;
            let swapped = if swapped { rows[i - 1][j - 1] + 1 } else { usize::MAX };
            row.push(replaced.min(swapped).min(above[j + 1] + 1).min(row[j] + 1));
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (from, to, count) in
            [("kitten", "sitting", 3), ("", "abc", 3), ("h2o", "h2o", 0), ("odrer", "order", 1)]
        {
            assert_eq!(edits(from, to), count, "{from} {to}");
            assert_eq!(edits(to, from), count, "{to} {from}");
        }
    }

    #[test]
    fn a_word_that_is_near_is_found_and_one_that_is_far_is_not() {
        let known = ["print-in-order", "h2o", "foobar", "fizzbuzz"];
        for (typed, expected) in [
            ("print-in-odrer", Some("print-in-order")),
            ("FOBAR", Some("foobar")),
            ("buzz", Some("fizzbuzz")),
            ("ho2", Some("h2o")),
            ("foo", Some("foobar")),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(nearest(known, typed), expected, "{typed}");
        }
    }
}
