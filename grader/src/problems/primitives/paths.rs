//! Every path that a source names, in full as far as its imports tell: `watch::channel` below
//! `use tokio::sync::watch;` is `tokio::sync::watch::channel`.
//!
//! By its tokens, without a parser: a file is read in well under a millisecond, half-written ones too as
//! long as their brackets match. Comments and strings are no tokens. Called by `primitives`.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path, segment by segment. A name that nobody imported has one.
pub(super) type Path = Vec<String>;

/// All paths of a source, each once; none if it has no tokens.
pub(super) fn paths(text: &str) -> BTreeSet<Path> {
    let Ok(tokens) = text.parse::<TokenStream>() else { return BTreeSet::new() };
    let tokens = flat(tokens);
    let (imports, rest) = imports(&tokens);
    let mut found: BTreeSet<Path> = imports.iter().map(|(_, path)| path.clone()).collect();
    let known: HashMap<&str, &Path> =
        imports.iter().map(|(name, path)| (name.as_str(), path)).collect();
    for mut path in named(&rest) {
        if let Some(full) = known.get(path[0].as_str()) {
            path.splice(..1, full.iter().cloned());
        }
        found.insert(path);
    }
    found
}

/// As much of a token as a path is told by.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Name(String),
    /// `::`
    Of,
    /// `{`; the other brackets are only signs.
    Open,
    Close,
    Sign(char),
}

/// All tokens in the order of the text. However deep they stand in one another, no stack grows.
fn flat(tokens: TokenStream) -> Vec<Token> {
    let mut out = Vec::new();
    let mut open = vec![(tokens.into_iter(), None)];
    while let Some((tokens, close)) = open.last_mut() {
        match tokens.next() {
            None => {
                out.extend(close.take());
                open.pop();
            }
            Some(TokenTree::Group(group)) => {
                let (begin, end) = match group.delimiter() {
                    Delimiter::Brace => (Token::Open, Token::Close),
                    _ => (Token::Sign('('), Token::Sign(')')),
                };
                out.push(begin);
                open.push((group.stream().into_iter(), Some(end)));
            }
            Some(TokenTree::Ident(name)) => out.push(Token::Name(name.to_string())),
            Some(TokenTree::Punct(sign)) => {
                if sign.as_char() == ':' && out.last() == Some(&Token::Sign(':')) {
                    out.pop();
                    out.push(Token::Of);
                } else {
                    out.push(Token::Sign(sign.as_char()));
                }
            }
            Some(TokenTree::Literal(_)) => out.push(Token::Sign('0')),
        }
    }
    out
}

/// What `use` brings in, by the name that it has in the file; and the tokens beside.
fn imports(tokens: &[Token]) -> (Vec<(String, Path)>, Vec<Token>) {
    let (mut imports, mut rest) = (Vec::new(), Vec::new());
    let mut left = tokens.iter();
    while let Some(token) = left.next() {
        // `use<'a>` is a bound.
        let bound = matches!(left.as_slice().first(), Some(Token::Sign('<')));
        if *token == Token::Name("use".to_owned()) && !bound {
            let tree = left.by_ref().take_while(|token| **token != Token::Sign(';'));
            imports.extend(leaves(tree));
        } else {
            rest.push(token.clone());
        }
    }
    (imports, rest)
}

/// Stands behind the last leaf.
const END: Token = Token::Sign(',');

/// The leaves of `std::sync::{Arc, atomic::{self, AtomicU32 as Number}}`.
fn leaves<'a>(tree: impl Iterator<Item = &'a Token>) -> Vec<(String, Path)> {
    let mut found = Vec::new();
    let (mut above, mut path): (Vec<Path>, Path) = (vec![Path::new()], Path::new());
    let (mut alias, mut renamed) = (None, false);
    for token in tree.chain([&END]) {
        match token {
            Token::Name(name) if name == "as" => renamed = true,
            Token::Name(name) if renamed => alias = Some(name.clone()),
            Token::Name(name) => path.push(name.clone()),
            Token::Open => {
                let full = [above.last().cloned().unwrap_or_default(), path].concat();
                above.push(full);
                path = Path::new();
            }
            Token::Close | Token::Sign(',') => {
                if !path.is_empty() {
                    let mut full = [above.last().cloned().unwrap_or_default(), path].concat();
                    full.pop_if(|last| last == "self");
                    let name = alias.take().or_else(|| full.last().cloned());
                    found.extend(name.map(|name| (name, full)));
                }
                (path, alias, renamed) = (Path::new(), None, false);
                if *token == Token::Close && above.len() > 1 {
                    above.pop();
                }
            }
            Token::Of | Token::Sign(_) => {}
        }
    }
    found
}

/// The paths that stand somewhere else. What stands behind a dot is a field or a method.
fn named(tokens: &[Token]) -> Vec<Path> {
    let mut found = Vec::new();
    let mut path = Path::new();
    let mut before = None;
    for token in tokens {
        match token {
            Token::Name(name) if before == Some(&Token::Of) && !path.is_empty() => {
                path.push(name.clone());
            }
            Token::Of => {}
            other => {
                if !path.is_empty() {
                    found.push(std::mem::take(&mut path));
                }
                let is_member = before == Some(&Token::Sign('.'));
                if let Token::Name(name) = other
                    && !is_member
                {
                    path.push(name.clone());
                }
            }
        }
        before = Some(token);
    }
    if !path.is_empty() {
        found.push(path);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::paths;

    fn of(text: &str) -> Vec<String> {
        paths(text).iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn imports_come_apart_and_are_seen_through() {
        let text = "use std::sync::{Arc, atomic::{self, AtomicU32 as Number}};\nuse a::*;\n";
        assert_eq!(
            of(text),
            ["a", "std::sync::Arc", "std::sync::atomic", "std::sync::atomic::AtomicU32"]
        );
        let text = "use tokio::sync::watch;\nlet (a, b) = watch::channel(0);\n";
        assert!(of(text).contains(&"tokio::sync::watch::channel".to_owned()));
        let text = "use tokio::sync::Mutex as Lock;\nstruct A { lock: Lock<u32> }";
        assert!(of(text).contains(&"tokio::sync::Mutex".to_owned()));
    }

    #[test]
    fn comments_strings_fields_and_methods_are_no_paths() {
        let text =
            "// std::sync::Mutex\n/* a::B */\n/// `c::D`\nfn f(&self) { self.g.h(\"i::J\"); }";
        assert_eq!(of(text), ["doc", "f", "fn", "self"]);
    }

    #[test]
    fn a_path_may_have_types_in_its_middle_and_a_bound_is_no_import() {
        let text = "fn a<'a>() -> impl Sized + use<'a> { m::Mutex::<u32>::new(x::y) }";
        let found = of(text);
        for path in ["m::Mutex", "x::y", "use"] {
            assert!(found.contains(&path.to_owned()), "{path}: {found:?}");
        }
    }

    #[test]
    fn what_is_half_written_or_nested_without_end_is_read_as_far_as_possible() {
        assert!(of("fn a( {").is_empty());
        assert!(of("use a::{b, ").is_empty());
        assert_eq!(of("use a::b"), ["a::b"]);
        let deep = format!("{}a::b{}", "(".repeat(50_000), ")".repeat(50_000));
        assert_eq!(of(&deep), ["a::b"]);
    }
}
