//! Rust source as HTML, with its comments, strings and keywords marked.
//!
//! Called by `stepper`.

use std::fmt::Write as _;

use super::escape::text;
use crate::code::highlight::{Kind, pieces};

/// Each line as HTML.
pub fn highlight(lines: &[String]) -> Vec<String> {
    pieces(lines).iter().map(|line| one(line)).collect()
}

fn one(line: &[(Kind, &str)]) -> String {
    let mut out = String::new();
    for (kind, word) in line {
        let class = match kind {
            Kind::Plain => {
                out.push_str(&text(word));
                continue;
            }
            Kind::Comment => "c",
            Kind::Text => "s",
            Kind::Keyword => "k",
        };
        let _ = write!(out, "<i class=\"{class}\">{}</i>", text(word));
    }
    out
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
