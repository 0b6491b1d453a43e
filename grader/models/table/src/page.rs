//! The page: what it says, and whether another one says the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::items::{Item, Items, Kind};
use crate::names::REAL;

/// What writes the page.
pub(crate) const COMMAND: &str = "cargo run -p model-table";

const HEAD: &str = "\
# What the models cover

An item of a real crate is *modelled* if the same path leads to it in the model, and a method if the
model's type has one of that name. A type that the model re-exports unchanged counts as well. Items
that are unstable, deprecated or `unsafe` are left out here: learners' files are compiled by a stable
compiler, with `-F unsafe_code`.

A learner's file that uses anything else does not compile against the models. If it compiles against
the real crates, it is judged natively only, and the grader names what was missing.

";

/// Where the table of a module stands in the page.
struct Table {
    /// Items with all their members, by how they are shown.
    whole: Vec<String>,
    /// Items that lack some members; those that lack the same ones of as many stand together.
    partly: BTreeMap<Lack, Vec<String>>,
    /// Items that are not modelled.
    not: Vec<String>,
    /// How many members there are, and how many of them are modelled.
    members: (usize, usize),
}

/// How many members an item has, and which of them are not modelled.
type Lack = (usize, BTreeSet<String>);

/// Writes the page.
pub(crate) fn write(real: &Items, model: &Items, versions: &BTreeMap<String, String>) -> String {
    let tables: Vec<_> = real.keys().map(|module| (module, table(module, real, model))).collect();
    let tables_of = |name: &str| {
        let (root, inside) = (name.to_owned(), format!("{name}::"));
        tables.iter().filter(move |(module, _)| **module == root || module.starts_with(&inside))
    };
    let mut page = HEAD.to_owned();
    let _ = writeln!(
        page,
        "Written by `{COMMAND}`, from rustdoc's pages of both sides; `--check` tells"
    );
    page.push_str("whether it still holds.\n\n");
    page.push_str("| crate | version | items | whole | in part | not | methods and variants |\n");
    page.push_str("|---|---|---|---|---|---|---|\n");
    for name in REAL {
        let sum = |count: fn(&Table) -> usize| -> usize {
            tables_of(name).map(|(_, table)| count(table)).sum()
        };
        let (whole, partly, not) = (
            sum(|table| table.whole.len()),
            sum(|table| table.partly.values().flatten().count()),
            sum(|table| table.not.len()),
        );
        let (all, modelled) = (sum(|table| table.members.0), sum(|table| table.members.1));
        let version = versions.get(*name).map_or("", String::as_str);
        let _ = writeln!(
            page,
            "| `{name}` | {version} | {} | {whole} | {partly} | {not} | {modelled} of {all} |",
            whole + partly + not
        );
    }
    for name in REAL {
        let _ = writeln!(page, "\n## `{name}`");
        for (module, table) in tables_of(name) {
            write_table(&mut page, module, table);
        }
    }
    page
}

/// Compares a module.
fn table(module: &str, real: &Items, model: &Items) -> Table {
    let mut table =
        Table { whole: Vec::new(), partly: BTreeMap::new(), not: Vec::new(), members: (0, 0) };
    for (key, item) in &real[module] {
        let modelled = model.get(module).and_then(|items| items.get(key));
        let members = item.members(modelled);
        table.members.0 += members.len();
        let Some(modelled) = modelled else {
            table.not.push(shown(key, &members));
            continue;
        };
        let missing: BTreeSet<_> =
            members.difference(&Item::members(modelled, Some(item))).cloned().collect();
        let there = members.len() - missing.len();
        table.members.1 += there;
        if missing.is_empty() {
            table.whole.push(shown(key, &members));
        } else {
            let item = shown(key, &BTreeSet::new());
            table.partly.entry((members.len(), missing)).or_default().push(item);
        }
    }
    table
}

/// An item's name, with the number of its members.
fn shown((kind, name): &(Kind, String), members: &BTreeSet<String>) -> String {
    let name = match kind {
        Kind::Attribute => format!("#[{name}]"),
        Kind::Macro => format!("{name}!"),
        Kind::Function => format!("{name}()"),
        Kind::Type | Kind::Constant => name.clone(),
    };
    let number = if members.is_empty() { String::new() } else { format!(" {}", members.len()) };
    format!("`{name}`{number}")
}

fn write_table(page: &mut String, module: &str, table: &Table) {
    if table.whole.len() + table.partly.len() + table.not.len() == 0 {
        return;
    }
    let _ = writeln!(page, "\n### `{module}`\n\n| item | modelled | not modelled |\n|---|---|---|");
    if !table.whole.is_empty() {
        let _ = writeln!(page, "| {} | all | |", table.whole.join(", "));
    }
    for ((all, missing), items) in &table.partly {
        let (items, there) = (items.join(", "), all - missing.len());
        let missing: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(page, "| {items} | {there} of {all} | {} |", missing.join(", "));
    }
    if !table.not.is_empty() {
        let _ = writeln!(page, "| | none | {} |", table.not.join(", "));
    }
}

/// Tells in what the page before differs from the page now. Another compiler has another std: then
/// that is not compared.
pub(crate) fn difference(before: &str, now: &str) -> Option<String> {
    let same_std = version_of_std(before) == version_of_std(now);
    let lines = |page: &str| -> BTreeSet<String> {
        let page = if same_std { page.to_owned() } else { without_std(page) };
        page.lines().map(ToOwned::to_owned).collect()
    };
    let (before, now) = (lines(before), lines(now));
    let gone = before.difference(&now).map(|line| format!("- {line}"));
    let new = now.difference(&before).map(|line| format!("+ {line}"));
    let difference: Vec<_> = gone.chain(new).collect();
    (!difference.is_empty()).then(|| difference.join("\n"))
}

fn version_of_std(page: &str) -> Option<&str> {
    let row = page.lines().find(|line| line.starts_with("| `std` |"))?;
    row.split('|').nth(2).map(str::trim)
}

fn without_std(page: &str) -> String {
    let mut inside = false;
    let kept = page.lines().filter(|line| {
        if line.starts_with("## ") {
            inside = *line == "## `std`";
        }
        !inside && !line.starts_with("| `std` |")
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(members: &[&str]) -> Items {
        let members = members.iter().map(ToString::to_string).collect();
        let lock = ((Kind::Type, "Lock".to_owned()), Item::Own(members));
        BTreeMap::from([("tokio::sync".to_owned(), BTreeMap::from([lock]))])
    }

    fn page(version: &str, model: &Items) -> String {
        let versions = BTreeMap::from([("std".to_owned(), version.to_owned())]);
        write(&side(&["lock", "new", "try_lock"]), model, &versions)
    }

    #[test]
    fn what_is_not_modelled_is_named() {
        let rows = |model: &Items| {
            let page = page("1.0.0", model);
            page.lines().last().unwrap_or_default().to_owned()
        };
        assert_eq!(rows(&side(&["lock", "new", "other", "try_lock"])), "| `Lock` 3 | all | |");
        assert_eq!(rows(&side(&["new"])), "| `Lock` | 1 of 3 | `lock`, `try_lock` |");
        assert_eq!(rows(&Items::new()), "| | none | `Lock` 3 |");
    }

    #[test]
    fn a_page_that_differs_is_told() {
        let (some, all) = (page("1.0.0", &side(&["new"])), page("1.0.0", &side(&["lock", "new"])));
        assert_eq!(difference(&some, &some), None);
        let told = difference(&some, &all).unwrap();
        assert!(told.contains("- | `Lock` | 1 of 3 | `lock`, `try_lock` |"), "{told}");
        assert!(told.contains("+ | `Lock` | 2 of 3 | `try_lock` |"), "{told}");
        // Another compiler is no difference.
        assert_eq!(difference(&some, &page("1.1.0", &side(&["new"]))), None);
        assert!(difference(&some, &page("1.1.0", &side(&["lock"]))).is_some());
    }
}
