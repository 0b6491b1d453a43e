//! Rust source with its comments, strings and keywords told apart: enough to read it by, no more.
//!
//! Called by the page (`report/html/rust.rs`) and by the terminal (`report/listing.rs`), which give
//! each kind a look. It also reads what does not parse.

const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "type", "use",
    "while",
];

/// What a piece of source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything else.
    Plain,
    /// A comment, or a part of one.
    Comment,
    /// A string or a character, or a part of one.
    Text,
    /// A keyword.
    Keyword,
}

/// What goes on at the end of a line.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Code,
    /// So many comments in each other.
    Comment(usize),
    /// A string; a raw one ends with so many `#`.
    Text(Option<usize>),
}

/// The pieces of each line, in order: nothing is left out.
pub fn pieces(lines: &[String]) -> Vec<Vec<(Kind, &str)>> {
    let mut inside = Inside::Code;
    lines.iter().map(|line| one(line, &mut inside)).collect()
}

fn one<'a>(line: &'a str, inside: &mut Inside) -> Vec<(Kind, &'a str)> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (kind, length) = match *inside {
            Inside::Comment(_) => (Kind::Comment, comment(rest, inside)),
            Inside::Text(_) => (Kind::Text, string(rest, inside)),
            Inside::Code => token(rest, inside),
        };
        let (word, after) = rest.split_at(length);
        pieces.push((kind, word));
        rest = after;
    }
    pieces
}

/// The kind and the length of what comes next in code.
fn token(rest: &str, inside: &mut Inside) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.len());
    }
    if rest.starts_with("/*") {
        *inside = Inside::Comment(0);
        return (Kind::Comment, comment(rest, inside));
    }
    if rest.starts_with('"') {
        *inside = Inside::Text(None);
        return (Kind::Text, 1);
    }
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.bytes().take_while(|byte| *byte == b'#').count();
        if raw[hashes..].starts_with('"') {
            *inside = Inside::Text(Some(hashes));
            return (Kind::Text, hashes + 2);
        }
    }
    if let Some(length) = character(rest) {
        return (Kind::Text, length);
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    if length == 0 {
        return (Kind::Plain, rest.chars().next().map_or(rest.len(), char::len_utf8));
    }
    (if KEYWORDS.contains(&&rest[..length]) { Kind::Keyword } else { Kind::Plain }, length)
}

/// The length of `'a'`, `'\n'`; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let quoted = rest.strip_prefix('\'')?;
    let first = quoted.chars().next()?;
    if first == '\\' {
        let skip = 1 + quoted[1..].chars().next().map_or(0, char::len_utf8);
        return Some(1 + skip + quoted[skip..].find('\'')? + 1);
    }
    let length = first.len_utf8();
    quoted[length..].starts_with('\'').then_some(length + 2)
}

/// The length of the comment's rest on this line.
fn comment(rest: &str, inside: &mut Inside) -> usize {
    let Inside::Comment(mut depth) = *inside else { return rest.len() };
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with("*/") {
            (depth, at) = (depth.saturating_sub(1), at + 2);
            if depth == 0 {
                *inside = Inside::Code;
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    *inside = Inside::Comment(depth);
    rest.len()
}

/// The length of the string's rest on this line.
fn string(rest: &str, inside: &mut Inside) -> usize {
    let Inside::Text(raw) = *inside else { return rest.len() };
    if let Some(hashes) = raw {
        let end = format!("\"{}", "#".repeat(hashes));
        let Some(at) = rest.find(&end) else { return rest.len() };
        *inside = Inside::Code;
        return at + end.len();
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                *inside = Inside::Code;
                return at + 1;
            }
            _ => {}
        }
    }
    rest.len()
}
