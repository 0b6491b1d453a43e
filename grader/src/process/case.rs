//! The names of cases: as libtest lists them, as tokens and JSON write them, and as people read
//! them.

use std::borrow::Cow;

/// The module that holds the hidden test; only what is in it is a case. (A learner's own `#[test]`
/// functions are compiled too, and are none of the grader's business.)
const HIDDEN: &str = "hidden::";

/// The cases in the output of `--list --format terse`.
pub fn listed(output: &str) -> Vec<String> {
    let names = output.lines().filter_map(|line| line.strip_suffix(": test"));
    names.filter(|name| name.starts_with(HIDDEN)).map(str::to_owned).collect()
}

/// `every_start_order::case_1_forwards` for `hidden::every_start_order::case_1_forwards`.
pub fn short(case: &str) -> &str {
    case.strip_prefix(HIDDEN).unwrap_or(case)
}

/// The opposite of [`short`].
pub fn full(case: &str) -> String {
    format!("{HIDDEN}{case}")
}

/// `every start order, forwards, gap none`: the case in words.
pub fn in_words(case: &str) -> String {
    let mut parts = short(case).split("::");
    let test = words(parts.next().unwrap_or_default());
    parts.fold(test, |so_far, part| format!("{so_far}, {}", parameter(part)))
}

/// What rstest names after a test: `case_1_forwards` is `forwards`, `gap_2_NONE` is `gap none`. The
/// number stays where it is all there is.
fn parameter(part: &str) -> String {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let pieces: Vec<&str> = part.split('_').collect();
    let number = pieces.iter().position(|piece| is_number(piece)).filter(|&number| number > 0);
    let (name, value) = match number {
        Some(number) => {
            (words(&pieces[..number].join("_")), words(&pieces[number + 1..].join("_")))
        }
        None => return words(part),
    };
    match (name.as_str(), value.as_str()) {
        (_, "") => words(part),
        ("case", value) => value.to_owned(),
        (name, value) => format!("{name} {value}"),
    }
}

fn words(name: &str) -> String {
    name.split('_').filter(|word| !word.is_empty()).map(quiet).collect::<Vec<_>>().join(" ")
}

/// A constant's name without its capitals: `first` for `FIRST`.
fn quiet(word: &str) -> Cow<'_, str> {
    let is_constant = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_constant { word.to_ascii_lowercase().into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hidden_tests_are_cases() {
        let output = "exercise::tests::mine: test\nhidden::a::case_1: test\nhidden::b: benchmark\n";
        assert_eq!(listed(output), ["hidden::a::case_1"]);
    }

    #[test]
    fn a_case_reads_as_words() {
        assert_eq!(
            in_words("hidden::every_start_order::case_01_first_second_third"),
            "every start order, first second third"
        );
        assert_eq!(in_words("hidden::two_objects"), "two objects");
        assert_eq!(in_words("hidden::sizes::case_2"), "sizes, case 2");
        assert_eq!(
            in_words("hidden::a_2_b::order_1__FIRST_LAST_::gap_2_1"),
            "a 2 b, order first last, gap 1"
        );
        assert_eq!(full(short("hidden::a::b")), "hidden::a::b");
    }
}
