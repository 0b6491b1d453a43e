//! One page of rustdoc's, about one item.
//!
//! The `id` of a section tells what it is about (`method.lock`). What is unstable, deprecated or
//! unsafe does not count: learners' files are compiled by a stable compiler, with `-F unsafe_code`.

use std::collections::BTreeSet;

use anyhow::Context;
use tl::{HTMLTag, NodeHandle, ParserOptions, VDom};

/// What the ids of an item's own members begin with.
const MEMBERS: &[&str] = &["associatedconstant", "method", "structfield", "tymethod", "variant"];

/// The ids of what comes after an item's own members begin so.
const OTHERS: &[&str] = &[
    "blanket-implementations",
    "deref-methods",
    "dyn-compatibility",
    "foreign-impls",
    "implementors",
    "synthetic-implementations",
    "trait-implementations",
];

/// One page.
pub(crate) struct Page<'a> {
    dom: VDom<'a>,
}

impl<'a> Page<'a> {
    pub(crate) fn parse(text: &'a str) -> anyhow::Result<Self> {
        // What stands before is the same on all pages: style sheets and scripts.
        let main = text.find("<section id=\"main-content\"").context("not a page of rustdoc's")?;
        Ok(Self { dom: tl::parse(&text[main..], ParserOptions::default())? })
    }

    /// Whether the item counts.
    pub(crate) fn counts(&self) -> bool {
        !self.children(self.main()).any(|tag| {
            self.is_warning(tag) || (has_class(tag, "item-decl") && self.is_unsafe_function(tag))
        })
    }

    /// The address of the first type that an alias stands for.
    pub(crate) fn target(&self) -> Option<String> {
        let declaration = self.children(self.main()).find(|tag| has_class(tag, "item-decl"))?;
        let mut links = declaration.query_selector(self.dom.parser(), "a")?;
        let link = links.find_map(|link| self.tag(link)?.attributes().get("href")?)?;
        Some(link.as_utf8_str().into_owned())
    }

    /// The names of what belongs to the item and counts.
    pub(crate) fn members(&self) -> BTreeSet<String> {
        let mut members = BTreeSet::new();
        self.collect(self.main(), &mut members);
        members
    }

    /// Collects the members in a part of the page. Tells whether its end has been reached.
    fn collect(&self, part: Option<&HTMLTag<'a>>, members: &mut BTreeSet<String>) -> bool {
        let children: Vec<_> = self.children(part).collect();
        let warned = |n: usize| children.get(n + 1).is_some_and(|next| self.is_warning(next));
        for (n, child) in children.iter().enumerate() {
            let id = id(child);
            if OTHERS.iter().any(|other| id.starts_with(other)) {
                return true;
            }
            let Some(name) = member(&id) else {
                if self.collect(Some(child), members) {
                    return true;
                }
                continue;
            };
            if !warned(n) && !self.is_unsafe_function(child) {
                members.insert(name.to_owned());
            }
        }
        false
    }

    /// What says that an item is unstable or deprecated.
    fn is_warning(&self, tag: &HTMLTag) -> bool {
        let has = |class| {
            let mut found = tag.query_selector(self.dom.parser(), class).into_iter().flatten();
            found.next().is_some()
        };
        has_class(tag, "item-info") && (has(".unstable") || has(".deprecated"))
    }

    /// Whether this declares a function that learners cannot call.
    fn is_unsafe_function(&self, tag: &HTMLTag) -> bool {
        let text = tag.inner_text(self.dom.parser());
        let before = text.split_once("fn ").map(|(before, _)| before);
        // A trait's declaration has those of its methods in it.
        before.is_some_and(|before| before.contains("unsafe ") && !before.contains('{'))
    }

    /// The part of the page that is about the item; empty if it cannot be read.
    fn main(&self) -> Option<&HTMLTag<'a>> {
        self.dom.children().first().and_then(|main| self.tag(*main))
    }

    fn children<'t>(
        &'t self,
        tag: Option<&'t HTMLTag<'a>>,
    ) -> impl Iterator<Item = &'t HTMLTag<'a>> {
        let nodes = tag.map(|tag| tag.children().top().to_vec());
        nodes.into_iter().flatten().filter_map(|node| self.tag(node))
    }

    fn tag(&self, node: NodeHandle) -> Option<&HTMLTag<'a>> {
        node.get(self.dom.parser())?.as_tag()
    }
}

fn has_class(tag: &HTMLTag, class: &str) -> bool {
    tag.attributes().is_class_member(class)
}

fn id(tag: &HTMLTag) -> String {
    tag.attributes().id().map(|id| id.as_utf8_str().into_owned()).unwrap_or_default()
}

/// The name in an id such as `method.lock` or, the second one on the page, `method.lock-1`.
fn member(id: &str) -> Option<&str> {
    let (kind, name) = id.split_once('.')?;
    let name = name.split('-').next().unwrap_or(name);
    MEMBERS.contains(&kind).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html><script>"<section>"</script>
<section id="main-content" class="content"><div class="main-heading"><h1>Struct</h1></div>
<pre class="rust item-decl"><code>pub struct Lock&lt;T&gt;;</code></pre>
<h2 id="fields">Fields</h2><span id="structfield.open" class="structfield">open: bool</span>
<h2 id="implementations">Implementations</h2><div id="implementations-list">
<details class="toggle implementors-toggle" open><summary><section id="impl-Lock">impl</section></summary>
<div class="impl-items">
<details class="toggle method-toggle" open><summary><section id="method.lock" class="method">
<h4 class="code-header">pub const fn lock()</h4></section></summary><div>About<br>it.</div></details>
<details class="toggle method-toggle" open><summary><section id="method.early" class="method">
<h4 class="code-header">pub fn early()</h4></section><span class="item-info">
<div class="stab unstable">nightly</div></span></summary></details>
<section id="method.raw" class="method"><h4 class="code-header">pub unsafe fn raw()</h4></section>
<section id="method.lock-1" class="method"><h4 class="code-header">pub fn lock()</h4></section>
</div></details></div>
<h2 id="trait-implementations">Trait Implementations</h2><div id="trait-implementations-list">
<section id="method.drop" class="method"><h4>fn drop()</h4></section></div></section></html>"#;

    #[test]
    fn members_are_those_of_the_item_itself() {
        let page = Page::parse(PAGE).unwrap();
        assert!(page.counts());
        assert_eq!(page.members(), ["lock", "open"].map(ToOwned::to_owned).into());
    }

    #[test]
    fn an_unstable_item_does_not_count() {
        let warning = r#"<span class="item-info"><div class="stab unstable">nightly</div></span>"#;
        let page = PAGE.replacen("<h2", &format!("{warning}<h2"), 1);
        assert!(!Page::parse(&page).unwrap().counts());
    }

    #[test]
    fn an_alias_tells_what_it_stands_for() {
        let link = r#"pub type Lock = <a class="struct" href="raw/struct.Lock.html">Lock</a>;"#;
        let page = PAGE.replace("pub struct Lock&lt;T&gt;;", link);
        assert_eq!(Page::parse(&page).unwrap().target().unwrap(), "raw/struct.Lock.html");
    }
}
