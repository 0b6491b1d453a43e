//! What keeps a learner's text from becoming markup, or code. Everything on the page passes here.

use crate::report::text::clean;

/// Text between tags, or in an attribute in double quotes.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text of several lines, which stay.
pub fn lines(all: &str) -> String {
    all.lines().map(text).collect::<Vec<_>>().join("\n")
}

/// A sentence in which `this` is code.
pub fn prose(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    if parts.len().is_multiple_of(2) {
        // A backtick without its partner.
        return lines(sentence);
    }
    let part = |(index, part): (usize, &&str)| {
        let part = lines(part);
        if index % 2 == 1 { format!("<code>{part}</code>") } else { part }
    };
    parts.iter().enumerate().map(part).collect()
}

/// JSON that may stand in a `<script>`: nothing in it ends the element, or begins a comment.
pub fn json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // These stand in strings only, where this means the same.
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// A word that may stand in an id and in an address: `threads_unpark_first`.
pub fn slug(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let word: String = name.chars().map(|c| if plain(c) { c } else { '-' }).take(60).collect();
    let word = word.trim_matches('-');
    if word.is_empty() { "file".to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "</script><!-- <img src=x onerror=\"alert('&')\"> \u{2028}\u{2029}\u{202e}";

    #[test]
    fn text_stays_text() {
        let out = text(NASTY);
        assert_eq!(
            out,
            "&lt;/script&gt;&lt;!-- &lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt; \
             \\u{2028}\\u{2029}\\u{202e}"
        );
        assert_eq!(text("a\x1b\tb"), "a\\u{1b}    b");
        assert_eq!(lines("a\r\n<b>"), "a\n&lt;b&gt;");
    }

    #[test]
    fn backticks_become_code_and_nothing_else_does() {
        assert_eq!(prose("`foo` waits <b>"), "<code>foo</code> waits &lt;b&gt;");
        assert_eq!(prose("one ` only"), "one ` only");
        assert_eq!(prose("`<i>`"), "<code>&lt;i&gt;</code>");
    }

    #[test]
    fn json_cannot_leave_its_element_and_means_the_same() {
        let out = json(&NASTY);
        for bad in ["</", "<!--", "]]>", "\u{2028}", "\u{2029}", "&"] {
            assert!(!out.contains(bad), "{bad:?} in {out}");
        }
        assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), NASTY);
    }

    #[test]
    fn a_slug_is_one_plain_word() {
        assert_eq!(slug("threads_unpark_first"), "threads_unpark_first");
        assert_eq!(slug("../<ä b>'"), "b");
        assert_eq!(slug("é"), "file");
    }
}
