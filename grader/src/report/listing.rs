//! Rust source as a terminal shows it, with colours.
//!
//! Called by `prose` for code in a text, and by `solution` for a whole file.

use anstyle::{AnsiColor, Style};

use super::paint::paint;
use crate::code::highlight::{Kind, pieces};
use crate::report::text::clean;

const KEYWORD: Style = AnsiColor::Magenta.on_default();
const COMMENT: Style = AnsiColor::Green.on_default();
const TEXT: Style = AnsiColor::Yellow.on_default();

/// Each line, painted. What would move the cursor is made visible.
pub fn rust(lines: &[String]) -> Vec<String> {
    pieces(lines).iter().map(|line| line.iter().map(|piece| one(*piece)).collect()).collect()
}

fn one((kind, text): (Kind, &str)) -> String {
    let text = clean(text);
    match kind {
        Kind::Plain => text,
        Kind::Comment => paint(COMMENT, text),
        Kind::Text => paint(TEXT, text),
        Kind::Keyword => paint(KEYWORD, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_change_nothing_else() {
        let source = "/// Waits.\npub fn f(&'a self) -> &str {\n\t\"a\\\"b\" // é\n}\n";
        let lines: Vec<String> = source.lines().map(str::to_owned).collect();
        let painted = rust(&lines).join("\n");
        assert!(painted.contains("\u{1b}[35mpub\u{1b}[0m"), "{painted}");
        let plain = anstream::adapter::strip_str(&painted).to_string();
        assert_eq!(plain, source.trim_end().replace('\t', "    "));
    }
}
