//! The README promises nothing that is not so: its pictures are what the program prints today, its commands
//! parse, its links lead somewhere, and its list is the list.

#![forbid(unsafe_code)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser};
use grader::cli::Cli;
use grader::diagnosis::PATTERNS;
use grader::watch::press::KEYS;
use protocol::Verdict;
use tests::{grader_in, pictures, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// What a command begins with.
const COMMAND: &str = "cargo run -p grader";

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn readme() -> String {
    read(&root().join("README.md"))
}

/// The pages that people read, but for the statements and editorials.
fn pages() -> Vec<PathBuf> {
    let (mut pages, mut folders) = (Vec::new(), vec![root(), root().join("grader")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() && folder != root() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

/// The text of a picture, line by line, as it was before it was drawn.
fn text(svg: &str) -> Vec<String> {
    let lines = svg.lines().filter(|line| line.starts_with("    <tspan x="));
    let text = lines.map(|line| {
        let outside = line.split('<').filter_map(|part| Some(part.split_once('>')?.1));
        let text = outside.collect::<String>();
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim_end().to_owned()
    });
    let mut text: Vec<String> = text.collect();
    while text.last().is_some_and(String::is_empty) {
        text.pop();
    }
    text
}

#[test]
fn pictures_show_what_the_program_prints() {
    for picture in pictures::all(Path::new(GRADER)) {
        let file = format!("grader/pictures/{}.svg", picture.name);
        assert!(readme().contains(&format!("]({file})")), "nobody shows {file}");
        let drawn = text(&read(&root().join(&file)));
        let printed = anstream::adapter::strip_str(picture.ansi.trim_end()).to_string();
        let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
        assert_eq!(drawn, printed, "{file}: `cargo run -p tests --bin gallery -- pictures`");
    }
}

#[test]
fn commands_parse() {
    for page in pages() {
        let text = read(&page);
        for (at, _) in text.match_indices(COMMAND) {
            let rest = &text[at + COMMAND.len()..];
            let end = rest.find(['`', '\n', '#']).unwrap_or(rest.len());
            let words = rest[..end].split_whitespace().skip_while(|word| *word == "--");
            let parsed = Cli::try_parse_from(std::iter::once("grader").chain(words));
            let is_fine = |error: &clap::Error| !error.use_stderr();
            if let Some(error) = parsed.err().filter(|error| !is_fine(error)) {
                panic!("{}: `{COMMAND}{}`: {error}", page.display(), &rest[..end]);
            }
        }
    }
}

/// The table of keys has keys of the screen, and no others.
#[test]
fn keys_do_something() {
    let text = readme();
    let (_, rest) = text.split_once("| key | what it does |\n|---|---|\n").expect("a table");
    let known: BTreeSet<&str> = KEYS.iter().flat_map(|(keys, _)| keys.split(' ')).collect();
    for row in rest.lines().take_while(|line| line.starts_with("| `")) {
        let cell = row.split('|').nth(1).expect("a cell");
        for key in cell.split('`').map(str::trim).filter(|key| !key.is_empty()) {
            assert!(known.contains(key), "`{key}` in {row}: {known:?}");
        }
    }
}

/// Whoever reads only the README has met each command.
#[test]
fn every_command_is_named() {
    let text = readme();
    let cli = Cli::command();
    for command in cli.get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_name();
        let is_there = text.contains(&format!("-- {name}")) || text.contains(&format!("`{name}"));
        assert!(is_there, "the README does not say what `{name}` is for");
    }
}

#[test]
fn links_lead_to_something() {
    for page in pages() {
        let text = read(&page);
        let folder = page.parent().expect("a folder");
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let here = targets.filter(|target| !target.contains("://") && !target.is_empty());
        for target in here {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { page.clone() } else { folder.join(file) };
            assert!(file.exists(), "{}: there is no {target}", page.display());
            if !heading.is_empty() {
                assert!(anchors(&read(&file)).contains(heading), "{}: {target}", page.display());
            }
        }
    }
}

/// What a page's headings are called in links.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let text = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.collect::<String>().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

#[test]
fn the_list_is_what_list_prints() {
    let text = readme();
    let (_, rest) = text.split_once("<!-- `list --format markdown`: -->\n").expect("a list");
    let (listed, _) = rest.split_once("<!-- end of the list -->").expect("an end of the list");
    let output = grader_in(&root(), GRADER, &["list", "--format", "markdown"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && listed.trim() == printed.trim(), "{printed}");
}

#[test]
fn the_toolchain_it_asks_for_is_enough() {
    let manifest = read(&root().join("Cargo.toml"));
    let version = manifest.split("rust-version = \"").nth(1).expect("a version");
    let version = version.split('"').next().expect("a version");
    assert!(readme().contains(&format!(") {version} or newer")), "Rust {version}");
}

#[test]
fn every_verdict_is_explained() {
    let text = readme();
    for verdict in Verdict::ALL {
        assert!(text.contains(&format!("\n| `{verdict}` | ")), "{verdict}");
    }
}

/// The page of the diagnoses is measured; the README must not promise more.
#[test]
fn how_many_get_a_diagnosis_is_what_was_measured() {
    let measured = read(&root().join("grader").join("DIAGNOSES.md"));
    let number = |before: &str| {
        let rest = measured.split(before).nth(1).expect("a measure");
        rest.split(|c: char| !c.is_ascii_digit()).next().expect("a number").to_owned()
    };
    let (all, told) = (number("Of "), number("have a pattern. "));
    let sentence =
        format!("Of {all} known wrong solutions all are rejected, but only {told} get a diagnosis");
    let text = readme().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(&sentence), "{sentence}");
    assert!(text.contains("one of sixteen patterns") && PATTERNS.len() == 16, "{}", PATTERNS.len());
}
