//! What the harness says in sentences, in the words of the rest of the report: objects by the names
//! that they have in the learner's file, places by their line.
//!
//! The harness knows a lock as `Mutex #1` only; the interleaving knows it as `turn`. Called by `human`.

use std::collections::HashMap;

use protocol::Interleaving;

use super::source::Sources;

/// The sentence with the objects' names and short places.
pub fn in_report(text: &str, of: Option<&Interleaving>, sources: &Sources) -> String {
    let named = of.map_or_else(|| text.to_owned(), |of| renamed(text, of));
    short_places(&named, sources.subject())
}

/// The sentence with the objects' names of an interleaving.
fn renamed(text: &str, of: &Interleaving) -> String {
    let mut text = text.to_owned();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for thing in of.objects.iter().filter(|thing| thing.lane.is_none()) {
        let count = counts.entry(&thing.kind).or_default();
        *count += 1;
        let old = format!("{} #{count}", thing.kind);
        if old != thing.name {
            text = replaced(&text, &old, &thing.name);
        }
    }
    text
}

/// Replaces a name where it stands for itself: not in `Mutex #12`, nor in `forks (Mutex #1)`.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, found) = rest.split_at(at);
        let after = &found[old.len()..];
        let whole = !after.starts_with(|c: char| c.is_ascii_digit())
            && !before.ends_with(|c: char| c.is_alphanumeric() || c == '(');
        out.push_str(before);
        out.push_str(if whole { new } else { old });
        rest = after;
    }
    out + rest
}

/// `line 30` for `solutions/foobar/threads.rs:30:5`, if that is the graded file.
fn short_places(text: &str, subject: &str) -> String {
    let prefix = format!("{subject}:");
    let mut parts = text.split(&prefix);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let line = digits(part);
        let (line, rest) = part.split_at(line);
        if line.is_empty() {
            out.push_str(&prefix);
            out.push_str(rest);
            continue;
        }
        let column = rest.strip_prefix(':').map(digits).filter(|column| *column > 0);
        out.push_str("line ");
        out.push_str(line);
        out.push_str(&rest[column.map_or(0, |column| column + 1)..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use protocol::Thing;

    use super::*;

    #[test]
    fn objects_have_the_names_of_the_interleaving() {
        let thing =
            |(name, kind): (&str, &str)| Thing { name: name.into(), kind: kind.into(), lane: None };
        let things = [("turn", "Mutex"), ("changed", "Condvar"), ("forks (Mutex #2)", "Mutex")];
        let of = Interleaving { objects: things.map(thing).to_vec(), ..Interleaving::default() };
        for (text, expected) in [
            ("lock Mutex #1", "lock turn"),
            ("lock Mutex #2 and Mutex #12", "lock forks (Mutex #2) and Mutex #12"),
            ("lock forks (Mutex #2)", "lock forks (Mutex #2)"),
            ("wait Condvar #1, RwLock #1", "wait changed, RwLock #1"),
        ] {
            assert_eq!(renamed(text, &of), expected);
        }
    }

    #[test]
    fn places_in_the_graded_file_are_lines() {
        let sources = Sources::new(Path::new("/nowhere"), "a/b.rs");
        for (text, expected) in [
            ("`bar` panicked at a/b.rs:49:35: gone", "`bar` panicked at line 49: gone"),
            ("load x at a/b.rs:30", "load x at line 30"),
            ("at c.rs:30:1 and a/b.rs: no", "at c.rs:30:1 and a/b.rs: no"),
        ] {
            assert_eq!(in_report(text, None, &sources), expected);
        }
    }
}
