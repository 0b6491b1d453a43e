//! An editorial in its parts: what `solution` prints, and what an interviewer asks next.
//!
//! Called by `solution` and by the interview. `tests/kit/house.rs` holds every `EDITORIAL.md` to it.

use std::{fs, io};

use crate::project::Project;

/// The section whose items are the questions.
pub const FOLLOW_UPS: &str = "What an interviewer asks next";

/// An `EDITORIAL.md`, taken apart. Everything is Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editorial {
    /// All of it.
    pub text: String,
    /// What stands below each `##`, in order.
    pub sections: Vec<Section>,
    /// The items of [`FOLLOW_UPS`], each with the answer that stands behind it, on one line.
    pub follow_ups: Vec<String>,
}

/// A part of an editorial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Without the `##`.
    pub title: String,
    /// Without the title.
    pub text: String,
}

impl Editorial {
    /// Reads the editorial of a problem.
    ///
    /// # Errors
    /// When the file is not there or cannot be read.
    pub fn read(project: &Project, problem: &str) -> io::Result<Self> {
        let bytes = fs::read(project.editorial(problem))?;
        Ok(Self::parse(&String::from_utf8_lossy(&bytes)))
    }

    /// Takes an editorial apart. Headings inside code fences are not headings.
    pub fn parse(text: &str) -> Self {
        let mut sections: Vec<Section> = Vec::new();
        let mut in_code = false;
        for line in text.lines() {
            in_code ^= line.trim_start().starts_with("```");
            if let Some(title) = line.strip_prefix("## ").filter(|_| !in_code) {
                sections.push(Section { title: title.trim().to_owned(), text: String::new() });
            } else if let Some(section) = sections.last_mut() {
                section.text.push_str(line);
                section.text.push('\n');
            }
        }
        for section in &mut sections {
            section.text = section.text.trim().to_owned();
        }
        let asks = |section: &&Section| section.title.eq_ignore_ascii_case(FOLLOW_UPS);
        let follow_ups = sections.iter().find(asks).map_or_else(Vec::new, |it| items(&it.text));
        Self { text: text.trim().to_owned(), sections, follow_ups }
    }
}

/// The items of the lists in a text, each with the lines that belong to it.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let begun = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        if let Some(words) = begun {
            items.push(words.trim().to_owned());
            is_open = true;
        } else if line.starts_with(' ') && is_open {
            if let Some(item) = items.last_mut() {
                item.push(' ');
                item.push_str(line.trim());
            }
        } else if !line.trim().is_empty() {
            is_open = false;
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_questions_are_found() {
        let text = "# X\n\nFirst.\n\n## The invariant\n\n> One.\n\n```text\n## no heading\n```\n\n\
                    ## What an interviewer asks next\n\nTwo kinds:\n\n- *Why?* Because\n  of it. \
                    (Or not.)\n- *And a loop?*\n\nThat is all.\n";
        let editorial = Editorial::parse(text);
        let titles: Vec<_> = editorial.sections.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, ["The invariant", FOLLOW_UPS]);
        assert_eq!(editorial.sections[0].text, "> One.\n\n```text\n## no heading\n```");
        assert_eq!(editorial.follow_ups, ["*Why?* Because of it. (Or not.)", "*And a loop?*"]);
        assert_eq!(editorial.text, text.trim());
    }

    #[test]
    fn an_editorial_without_questions_has_none() {
        let editorial = Editorial::parse("# X\n\n## The invariant\n\n- no question\n");
        assert_eq!(editorial.follow_ups, Vec::<String>::new());
    }
}
