//! The flat `key: value` lines between two `---` lines at the top of a statement.
//!
//! A parser of its own, because this is all of YAML that a statement uses. Called by `problem`.

use std::collections::BTreeMap;

/// A text split into its front matter and the rest.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter<'a> {
    /// Keys and values, trimmed, without quotes and comments.
    pub fields: BTreeMap<&'a str, &'a str>,
    /// Everything after the second `---`.
    pub body: &'a str,
}

impl<'a> FrontMatter<'a> {
    /// Splits a text. Without front matter everything is body.
    pub fn parse(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut front = Self { body: text, ..Self::default() };
        let mut lines = text.split_inclusive('\n');
        if lines.next().map(str::trim_end) != Some("---") {
            return front;
        }
        let mut fields = BTreeMap::new();
        let mut read = "---".len() + text[3..].find('\n').map_or(0, |end| end + 1);
        for line in lines {
            read += line.len();
            if line.trim_end() == "---" {
                front.fields = fields;
                front.body = &text[read..];
                return front;
            }
            if let Some((key, value)) = line.split_once(':') {
                fields.insert(key.trim(), plain(value));
            }
        }
        front
    }

    /// The value of a key, if it is there and not empty.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.fields.get(key).copied().filter(|value| !value.is_empty())
    }
}

/// A value without its ` # comment` and its quotes.
fn plain(value: &str) -> &str {
    let value = value.find(" #").map_or(value, |comment| &value[..comment]).trim();
    let inside = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    inside.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_body_come_apart() {
        let text =
            "---\ntitle: \"Print in Order\"\norder: 1   # place on the board\n---\n# Title\n";
        let front = FrontMatter::parse(text);
        assert_eq!(front.get("title"), Some("Print in Order"));
        assert_eq!(front.get("order"), Some("1"));
        assert_eq!(front.body, "# Title\n");
    }

    #[test]
    fn windows_line_ends_do_not_matter() {
        let front = FrontMatter::parse("---\r\ntitle: H2O\r\n---\r\nbody");
        assert_eq!((front.get("title"), front.body), (Some("H2O"), "body"));
    }

    #[test]
    fn a_text_without_an_end_of_the_front_matter_is_all_body() {
        for text in ["# Title\n", "---\ntitle: x\n", "", "---"] {
            let front = FrontMatter::parse(text);
            assert_eq!(front.body, text);
            assert!(front.fields.is_empty());
        }
    }
}
