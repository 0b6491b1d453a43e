//! How deep a parser has to go at most: a file must not be able to overflow the grader's stack, and what
//! nobody would write need not be understood.
//!
//! Used by `Code::parse`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Whether nothing in there is so deep that walking through it takes more stack than there is.
pub(super) fn is_bearable(text: &str) -> bool {
    text.parse().is_ok_and(|tokens| depth(tokens, MOST).is_some())
}

/// Where people stop reading; a long function has a hundredth of it.
const MOST: usize = 2_000;

/// What is left of `room` behind the deepest of these tokens. Operators, calls in a row and branches of
/// an `if` nest without a bracket, so within a statement each token counts as one that could.
fn depth(tokens: TokenStream, room: usize) -> Option<usize> {
    let mut tokens = tokens.into_iter().peekable();
    let (mut left, mut generic, mut least) = (room, false, room);
    while let Some(token) = tokens.next() {
        left = left.checked_sub(1)?;
        let mut ends = false;
        match &token {
            TokenTree::Punct(punct) => {
                generic |= punct.as_char() == '<';
                ends = punct.as_char() == ';' || (punct.as_char() == ',' && !generic);
            }
            TokenTree::Group(group) => {
                least = least.min(depth(group.stream(), left)?);
                ends = group.delimiter() == Delimiter::Brace && !goes_on(tokens.peek());
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        least = least.min(left);
        if ends {
            (left, generic) = (room, false);
        }
    }
    Some(least)
}

/// Whether what stands behind a block may belong to the same expression.
fn goes_on(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(punct)) => punct.as_char() != '#',
        Some(TokenTree::Ident(ident)) => ident == "else" || ident == "as",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nests_without_end_is_refused_and_what_is_only_long_is_not() {
        let within = |inner: &str| format!("fn a() {{ {inner} }}\n");
        let nested = |open: &str, close: &str| {
            let n = 100_000;
            within(&format!("let x = {}1{};", open.repeat(n), close.repeat(n)))
        };
        for text in [
            nested("(", ")"),
            nested("{", "}"),
            nested("!", ""),
            nested("1 + ", ""),
            nested("f(|| ", ")"),
            nested("", ".max(1)"),
            nested("if a {} else ", ""),
            nested("Vec::<A, Vec<", ">>"),
        ] {
            assert!(!is_bearable(&text), "{}", &text[..40]);
        }
        assert!(is_bearable(&within("a.b().c(1, &[2, 3]);").repeat(5_000)));
        assert!(is_bearable(&within(&"if a { b(); }\n".repeat(5_000))));
        assert!(is_bearable(&within(&format!("[{}]", "1,".repeat(5_000)))));
    }
}
