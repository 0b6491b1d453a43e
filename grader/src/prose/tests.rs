//! What texts look like, and that nothing of them gets lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;

use super::{plain, render};
use crate::problems::frontmatter::FrontMatter;
use crate::report::text::width;

const SAMPLE: &str = "\
# A *title* that is longer than a narrow screen is wide

Running text with *stress*, with **more *of* it**, with `code` and `let _ =` and a
[link](https://example.org/x) and [a file](../README.md).\\
A new line, and <https://example.org/y>.

## Lists

1. first, with words enough for another line
2. second
   - below `it`
     goes on
   - and again
10. third

- loose

  with two paragraphs

- items

> Quoted, and so long that it has to be broken somewhere.
>
> - a list in it

```rust
fn main() { println!(\"longer than the screen, and still not broken\"); } // why
```

    indented

| left | right |
|---|--:|
| `a` | 1 |
| 水水 | 1000 |
| a cell with words enough to be broken on a narrow screen | |

---
### The end
<div>html</div>
";

#[test]
fn a_text_in_colours() {
    insta::assert_snapshot!(render(SAMPLE, 44).replace('\u{1b}', "␛"));
}

#[test]
fn a_text_without_colours() {
    insta::assert_snapshot!(plain(SAMPLE, 60));
}

#[test]
fn real_texts_in_80_columns_and_in_120() {
    for (name, file) in [
        ("statement", "exercises/traffic-light/README.md"),
        ("editorial", "solutions/dining-philosophers/EDITORIAL.md"),
    ] {
        let text = fs::read_to_string(root().join(file)).expect("a text of the project");
        for columns in [80, 120] {
            let shown = plain(FrontMatter::parse(&text).body, columns);
            insta::assert_snapshot!(format!("{name}_{columns}"), shown);
        }
    }
}

#[test]
fn a_long_name_is_broken_where_its_words_end_if_that_helps_the_others() {
    let name = "`threads_waits_for_a_number_that_has_passed`";
    let row = |why: &str| format!("| file | why |\n|---|---|\n| {name} | {why} |\n");
    let long =
        plain(&row("It wants to see 15 and skip it, but that is printed before it looks."), 60);
    assert!(long.contains("`threads_waits_for_a_"), "{long}");
    let short = plain(&row("It is late."), 60);
    assert!(short.contains(name), "{short}");
}

#[test]
fn columns_that_are_left_over_help_whoever_needs_them() {
    let text = fs::read_to_string(root().join("exercises/h2o/README.md")).expect("a statement");
    let shown = plain(&text, 80);
    assert!(shown.lines().any(|line| line.starts_with("H H (no oxygen yet)")), "{shown}");
}

/// Hostile to whoever counts bytes, nests without end, or trusts a text.
#[test]
fn nothing_is_too_narrow_or_too_strange() {
    let deep = format!("{}x", "> - ".repeat(60));
    let strange = "水水水水 e\u{301}e\u{301} 👩‍👩‍👧 \u{1b}[2J `a\u{202e}b` | x |\n\n| 水水 | \n|--|\n|a|b|c|\n|\n";
    for text in [SAMPLE, &deep, strange, "", "\n", "```", "|", "- ", "> ", "1.", "[](x)", "``", "#"]
    {
        for columns in [0, 1, 2, 7, 13, 29, 200] {
            let shown = render(text, columns);
            assert!(!shown.contains("\u{1b}[2J") && !shown.contains('\u{202e}'), "{shown}");
        }
    }
}

#[test]
fn every_text_of_the_project_fits_and_comes_through() {
    let mut texts = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    for (folder, file) in [("exercises", "README.md"), ("solutions", "EDITORIAL.md")] {
        let problems = fs::read_dir(root().join(folder)).expect("a folder of the project");
        let paths = problems.map(|entry| entry.expect("a readable entry").path().join(file));
        texts.extend(paths.filter(|path| path.is_file()));
    }
    assert!(texts.len() >= 2 + 2 * 9, "{texts:#?}");
    for path in texts {
        let text = fs::read_to_string(&path).expect("a readable text");
        let text = FrontMatter::parse(&text).body;
        for columns in [40, 80, 160] {
            for shown in [strip_str(&render(text, columns)).to_string(), plain(text, columns)] {
                let what = format!("{} in {columns} columns", path.display());
                fits(text, &shown, columns, &what);
                comes_through(text, &shown, &what);
            }
        }
    }
}

/// No line is too wide but those of code, which are as they were.
fn fits(text: &str, shown: &str, columns: usize, what: &str) {
    for line in shown.lines().filter(|line| width(line) > columns) {
        let code = text
            .lines()
            .any(|source| !line.trim().is_empty() && source.trim_end().ends_with(line.trim()));
        assert!(line.starts_with("    ") && code, "{what}: too wide: {line}");
    }
}

/// Every word is there as often as it was, at least: what is no word is no matter here.
fn comes_through(text: &str, shown: &str, what: &str) {
    let text = read_aloud(text);
    // Marks inside a word are no end of it.
    let (text, shown) = (text.replace(['*', '`'], ""), shown.replace(['*', '`'], ""));
    let shown = counted(&shown);
    for (word, times) in counted(&text) {
        let there = shown.get(word).copied().unwrap_or(0);
        assert!(there >= times, "{what}: `{word}` is there {there} times of {times}");
    }
}

/// Without what is not to be read: where links lead, and the language of a code block.
fn read_aloud(text: &str) -> String {
    let mut parts = text.split("](");
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        read.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    let lines = read.lines().filter(|line| !line.trim_start().starts_with("```"));
    lines.collect::<Vec<_>>().join("\n")
}

fn counted(text: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the package has a parent").to_owned()
}
