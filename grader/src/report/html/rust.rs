//! Rust source with its comments, strings and keywords marked: enough to read it by, no more.
//!
//! Called by `stepper`.

use std::fmt::Write as _;

use super::escape::text;

const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "type", "use",
    "while",
];

/// What goes on at the end of a line.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Code,
    /// So many comments in each other.
    Comment(usize),
    /// A string; a raw one ends with so many `#`.
    Text(Option<usize>),
}

/// Each line as HTML.
pub fn highlight(lines: &[String]) -> Vec<String> {
    let mut inside = Inside::Code;
    lines.iter().map(|line| one(line, &mut inside)).collect()
}

fn one(line: &str, inside: &mut Inside) -> String {
    let mut out = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (class, length) = match *inside {
            Inside::Comment(_) => ("c", comment(rest, inside)),
            Inside::Text(_) => ("s", string(rest, inside)),
            Inside::Code => token(rest, inside),
        };
        let (word, after) = rest.split_at(length);
        if class.is_empty() {
            out.push_str(&text(word));
        } else {
            let _ = write!(out, "<i class=\"{class}\">{}</i>", text(word));
        }
        rest = after;
    }
    out
}

/// The class and the length of what comes next in code.
fn token(rest: &str, inside: &mut Inside) -> (&'static str, usize) {
    if rest.starts_with("//") {
        return ("c", rest.len());
    }
    if rest.starts_with("/*") {
        *inside = Inside::Comment(0);
        return ("c", comment(rest, inside));
    }
    if rest.starts_with('"') {
        *inside = Inside::Text(None);
        return ("s", 1);
    }
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.bytes().take_while(|byte| *byte == b'#').count();
        if raw[hashes..].starts_with('"') {
            *inside = Inside::Text(Some(hashes));
            return ("s", hashes + 2);
        }
    }
    if let Some(length) = character(rest) {
        return ("s", length);
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    if length == 0 {
        return ("", rest.chars().next().map_or(rest.len(), char::len_utf8));
    }
    (if KEYWORDS.contains(&&rest[..length]) { "k" } else { "" }, length)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &str) -> String {
        let lines: Vec<String> = source.lines().map(str::to_owned).collect();
        highlight(&lines).join("\n").replace("<i class=", "<").replace("</i>", "/>")
    }

    #[test]
    fn words_strings_and_comments_are_told_apart() {
        for (source, expected) in [
            ("let x = form;", "<\"k\">let/> x = form;"),
            ("a // let \"b\"", "a <\"c\">// let &quot;b&quot;/>"),
            ("f(\"a\\\"b\", 'c', '\\'', &'a x)", {
                "f(<\"s\">&quot;/><\"s\">a\\&quot;b&quot;/>, <\"s\">&#39;c&#39;/>, \
                 <\"s\">&#39;\\&#39;&#39;/>, &amp;&#39;a x)"
            }),
            ("/* a /* b */\n*/ if", "<\"c\">/* a /* b *//>\n<\"c\">*//> <\"k\">if/>"),
            ("r#\"a\"b\nc\"# fn", {
                "<\"s\">r#&quot;/><\"s\">a&quot;b/>\n<\"s\">c&quot;#/> <\"k\">fn/>"
            }),
            ("é → 'é'", "é → <\"s\">&#39;é&#39;/>"),
        ] {
            assert_eq!(marked(source), expected);
        }
    }

    #[test]
    fn nothing_is_lost_whatever_it_is() {
        for source in ["'", "'\\", "r#", "\"\\", "/*", "*/ '\\x41' b'a' r", "'é", "\u{2028}'\\é"]
        {
            let plain: String = marked(source).replace("<\"s\">", "").replace("<\"c\">", "");
            assert_eq!(plain.replace("/>", ""), text(source), "{source}");
        }
    }
}
