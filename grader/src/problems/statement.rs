//! A statement in two parts: what `show` prints, and the hints, which `hint` gives a stage at a
//! time.

use crate::problems::frontmatter::FrontMatter;

/// A `README.md` of a problem, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Statement {
    /// Everything but the front matter and the hints.
    pub text: String,
    /// The sections below `## Hints`, one a stage, without their headings.
    pub hints: Vec<String>,
}

impl Statement {
    /// Takes a statement apart. Headings inside code fences are not headings.
    pub fn parse(readme: &str) -> Self {
        let mut text = String::new();
        let mut hints: Vec<String> = Vec::new();
        let mut in_hints = false;
        let mut in_code = false;
        for line in FrontMatter::parse(readme).body.lines() {
            in_code ^= line.trim_start().starts_with("```");
            let heading = if in_code { 0 } else { heading_level(line) };
            if heading == 1 || heading == 2 {
                in_hints = heading == 2 && line[2..].trim().eq_ignore_ascii_case("hints");
                if in_hints {
                    continue;
                }
            }
            if in_hints && heading == 3 {
                hints.push(String::new());
            } else if !in_hints {
                push_line(&mut text, line);
            } else if let Some(hint) = hints.last_mut() {
                push_line(hint, line);
            }
        }
        let trimmed = |text: String| text.trim().to_owned();
        Self { text: trimmed(text), hints: hints.into_iter().map(trimmed).collect() }
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// 2 for `## Hints`, 0 for what is no heading.
fn heading_level(line: &str) -> usize {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    if line[level..].starts_with(' ') { level } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_taken_out_stage_by_stage() {
        let readme = "---\ntitle: x\n---\n# X\nDo it.\n\n## Hints\n### Hint 1\nWait.\n\n\
                      ### Hint 2\nWait\nmore.\n\n## Notes\nBye.\n";
        let statement = Statement::parse(readme);
        assert_eq!(statement.text, "# X\nDo it.\n\n## Notes\nBye.");
        assert_eq!(statement.hints, ["Wait.", "Wait\nmore."]);
    }

    #[test]
    fn a_comment_in_a_code_fence_is_no_heading() {
        let statement = Statement::parse("# X\n```\n## Hints\n# y\n```\n");
        assert_eq!(statement.text, "# X\n```\n## Hints\n# y\n```");
        assert!(statement.hints.is_empty());
    }
}
