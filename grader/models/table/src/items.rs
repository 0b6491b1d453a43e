//! The items that rustdoc's pages show.
//!
//! A file's name tells an item's kind and name (`struct.Mutex.html`); `html` has what is inside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::html::Page;
use crate::names::MODULES;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Structs, enums, traits, aliases.
    Type,
    Function,
    Macro,
    Attribute,
    Constant,
}

/// What belongs to an item: methods, variants, public fields and constants.
pub(crate) type Members = BTreeSet<String>;

/// An item.
#[derive(Debug)]
pub(crate) enum Item {
    /// One with members of its own.
    Own(Members),
    /// An alias, with the members of what it stands for.
    Alias(Members),
}

impl Item {
    /// The members to compare with another side's. Two aliases have none: what they stand for is
    /// compared where it stands.
    pub(crate) fn members(&self, other: Option<&Self>) -> Members {
        match (self, other) {
            (Self::Alias(_), None | Some(Self::Alias(_))) => Members::new(),
            (Self::Own(members) | Self::Alias(members), _) => members.clone(),
        }
    }
}

/// The items of a side, by their module.
pub(crate) type Items = BTreeMap<String, BTreeMap<(Kind, String), Item>>;

/// Reads the items of a side.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Items> {
    let mut items = Items::new();
    for module in MODULES {
        // The root of a crate has modules that are not looked at.
        read_module(folder, module, module.contains("::"), &mut items)?;
    }
    Ok(items)
}

fn read_module(folder: &Path, module: &str, nested: bool, items: &mut Items) -> anyhow::Result<()> {
    let place = folder.join(module.replace("::", "/"));
    if items.contains_key(module) || !place.exists() {
        return Ok(());
    }
    let index = place.join("index.html");
    if index.exists() && !Page::parse(&read_text(&index)?)?.counts() {
        return Ok(());
    }
    let found = items.entry(module.to_owned()).or_default();
    let mut modules = Vec::new();
    for entry in fs::read_dir(&place)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.is_dir() {
            modules.push(format!("{module}::{name}"));
        } else if let Some((kind, name)) = named(&name)
            && let Some(item) = read_item(&path)?
        {
            found.insert((kind, name.to_owned()), item);
        }
    }
    for module in modules.into_iter().filter(|_| nested) {
        read_module(folder, &module, true, items)?;
    }
    Ok(())
}

/// The kind and the name of the item that a file is about.
fn named(file: &str) -> Option<(Kind, &str)> {
    let (kind, name) = file.strip_suffix(".html")?.split_once('.')?;
    let kind = match kind {
        "struct" | "enum" | "union" | "trait" | "type" => Kind::Type,
        "fn" => Kind::Function,
        "macro" => Kind::Macro,
        "attr" | "derive" => Kind::Attribute,
        "constant" | "static" => Kind::Constant,
        _ => return None,
    };
    // `macro.select!.html` only leads to `macro.select.html`.
    (!name.ends_with('!')).then_some((kind, name))
}

/// The item that a page is about, if it counts.
fn read_item(path: &Path) -> anyhow::Result<Option<Item>> {
    let text = read_text(path)?;
    let page = Page::parse(&text)?;
    if !page.counts() {
        return Ok(None);
    }
    if !path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"type.")) {
        return Ok(Some(Item::Own(page.members())));
    }
    // Another crate's type has no page here.
    let target = page.target().map(|target| path.with_file_name(target));
    let target = target.filter(|target| target.is_file());
    let text = target.map(|target| read_text(&target)).transpose()?;
    let members = text.map(|text| Page::parse(&text).map(|page| page.members())).transpose()?;
    Ok(Some(Item::Alias(members.unwrap_or_default())))
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
