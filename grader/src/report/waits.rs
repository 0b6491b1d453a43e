//! Who waits for what, held by whom: as a circle where it is one, and in words.

use std::fmt::Write as _;

use protocol::{Interleaving, Place, Wait};

use super::paint::{BOLD, DIM, RED, paint};
use super::source::Sources;
use super::text::{clean, cut, hang, pad, width, wrap};

/// One paragraph a waiter: what it waits for and where, then who holds it since where; with the text of
/// the lines, unless that is to be seen elsewhere.
pub fn render(waits: &[Wait], with_lines: bool, sources: &mut Sources, columns: usize) -> String {
    let names: Vec<String> = waits.iter().map(|wait| cut(&clean(&wait.who), 24)).collect();
    let name = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let mut out = String::new();
    for (wait, who) in waits.iter().zip(&names) {
        let label = format!("    {}  ", pad(who, name));
        let indent = " ".repeat(width(&label));
        let what = with_place(&clean(&wait.what), "at", wait.at.as_ref(), sources);
        let said = hang(&label, &what, columns);
        out.push_str(&said.replacen(who.as_str(), &paint(RED, who), 1));
        if with_lines {
            push_source(&mut out, wait.at.as_ref(), &indent, sources, columns);
        }
        for holder in &wait.holders {
            let since = holder.since.as_ref();
            let held =
                with_place(&format!("held by {}", clean(&holder.who)), "since", since, sources);
            out.push_str(&hang(&indent, &held, columns));
            if with_lines {
                push_source(&mut out, since, &indent, sources, columns);
            }
        }
    }
    out
}

/// The circle of those who wait for each other: `foo → turn → bar → forks → foo`. Nothing if there is
/// none.
pub fn circle(waits: &[Wait], of: &Interleaving, columns: usize) -> Option<String> {
    let circle = find_circle(waits)?;
    let mut parts: Vec<(bool, String)> = Vec::new();
    for &index in &circle {
        let wait = &waits[index];
        parts.push((true, clean(&wait.who)));
        let object = wait.object.map_or(wait.what.as_str(), |object| of.object_name(object));
        parts.push((false, clean(object)));
    }
    parts.push((true, clean(&waits[circle[0]].who)));
    let text = parts.iter().map(|(_, part)| part.replace(' ', "\u{a0}")).collect::<Vec<_>>();
    let lines = wrap(&text.join(" → "), columns.saturating_sub(4));
    let mut out = String::new();
    for line in lines {
        let painted: Vec<String> = line
            .split(" → ")
            .map(|part| {
                let part = part.replace('\u{a0}', " ");
                let is_name = parts.iter().any(|(is_lane, name)| *is_lane && *name == part);
                if is_name { paint(BOLD, part) } else { part }
            })
            .collect();
        let _ = writeln!(out, "    {}", painted.join(" → "));
    }
    let meaning = "the arrows in turn: waits for, which is held by, who waits for, and so on";
    let _ = writeln!(out, "    {}", paint(DIM, cut(meaning, columns.saturating_sub(4))));
    Some(out)
}

/// Waits, each by its index, of which each waits for what the next one holds, and the last for what
/// the first one holds.
pub fn find_circle(waits: &[Wait]) -> Option<Vec<usize>> {
    let waiter = |lane: usize| waits.iter().position(|wait| wait.lane == Some(lane));
    for start in 0..waits.len() {
        let mut path = vec![start];
        let mut at = start;
        while let Some(next) = waits[at].holders.iter().find_map(|holder| waiter(holder.lane)) {
            if next == start {
                return Some(path);
            }
            if path.contains(&next) {
                break;
            }
            path.push(next);
            at = next;
        }
    }
    None
}

/// `lock turn, at line 14`.
fn with_place(what: &str, word: &str, place: Option<&Place>, sources: &Sources) -> String {
    let place = place.map(|place| format!(", {word} {}", sources.in_words(place)));
    format!("{what}{}", place.unwrap_or_default())
}

fn push_source(
    out: &mut String,
    place: Option<&Place>,
    indent: &str,
    sources: &mut Sources,
    columns: usize,
) {
    let source = place.map(|place| sources.line(place)).unwrap_or_default();
    if !source.is_empty() {
        let source = cut(&source, columns.saturating_sub(indent.len() + 4).max(20));
        let _ = writeln!(out, "{indent}    {}", paint(DIM, source));
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Holder, Thing};

    use super::*;

    /// `(lane, object, held by)`.
    fn waits(of: &[(usize, usize, Option<usize>)]) -> Vec<Wait> {
        let holder = |lane: usize| Holder { who: format!("p {lane}"), lane, since: None };
        let wait = |&(lane, object, by): &(usize, usize, Option<usize>)| Wait {
            who: format!("p {lane}"),
            lane: Some(lane),
            what: "lock".into(),
            object: Some(object),
            at: None,
            holders: by.map(holder).into_iter().collect(),
        };
        of.iter().map(wait).collect()
    }

    fn shown(of: &[(usize, usize, Option<usize>)], columns: usize) -> Option<String> {
        let thing = |n| Thing { name: format!("fork {n}"), kind: "Mutex".into(), lane: None };
        let things =
            Interleaving { objects: (0..6).map(thing).collect(), ..Interleaving::default() };
        let circle = circle(&waits(of), &things, columns)?;
        Some(anstream::adapter::strip_str(&circle).to_string())
    }

    #[test]
    fn a_circle_is_drawn_from_lane_to_lane() {
        let two = shown(&[(7, 5, Some(1)), (1, 2, Some(2)), (2, 1, Some(1))], 80);
        let expected = "    p 1 → fork 2 → p 2 → fork 1 → p 1\n    \
                        the arrows in turn: waits for, which is held by, who waits for, and so on\n";
        assert_eq!(two.as_deref(), Some(expected));
        let alone = shown(&[(1, 3, Some(1))], 80).unwrap_or_default();
        assert!(alone.starts_with("    p 1 → fork 3 → p 1\n"), "{alone}");
        assert_eq!(shown(&[(1, 3, None), (2, 3, Some(1))], 80), None);
    }

    #[test]
    fn a_long_circle_is_wrapped_between_its_parts() {
        let five: Vec<_> = (0..5).map(|n| (n, n, Some((n + 1) % 5))).collect();
        let text = shown(&five, 44).unwrap_or_default();
        assert!(text.lines().all(|line| width(line) <= 44), "{text}");
        assert!(text.starts_with("    p 0 → fork 0 → p 1 → fork 1 → p 2 →\n    fork 2"), "{text}");
    }
}
