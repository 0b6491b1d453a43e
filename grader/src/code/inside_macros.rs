//! What stands inside a macro call, as far as it reads like expressions: arguments with commas between
//! them, or the branches of a `select!`.
//!
//! Used by `walk`.

use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Macro, Pat, Token};

/// A branch of tokio's or crossbeam's `select!`.
pub(super) struct Branch {
    /// What its result is bound to, if it is.
    pub(super) pattern: Option<Pat>,
    /// What it waits for.
    pub(super) waits: Option<Expr>,
    /// What it does then.
    pub(super) does: Expr,
}

/// The arguments of a macro like `assert!`; empty if they are no expressions.
pub(super) fn arguments(of: &Macro) -> Vec<Expr> {
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    of.parse_body_with(parser).map(|all| all.into_iter().collect()).unwrap_or_default()
}

/// The branches of a `select!`; empty if it is something else.
pub(super) fn branches(of: &Macro) -> Vec<Branch> {
    let is_select = of.path.segments.last().is_some_and(|last| last.ident == "select");
    if !is_select {
        return Vec::new();
    }
    let all = |input: ParseStream<'_>| {
        if input.peek(Ident) && input.peek2(Token![;]) {
            let _biased: Ident = input.parse()?;
            let _: Token![;] = input.parse()?;
        }
        let mut branches = Vec::new();
        while !input.is_empty() {
            branches.push(input.parse()?);
        }
        Ok(branches)
    };
    all.parse2(of.tokens.clone()).unwrap_or_default()
}

impl Parse for Branch {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (pattern, waits) = if input.peek(Token![else]) {
            let _: Token![else] = input.parse()?;
            (None, None)
        } else if input.peek(Ident) && input.peek2(syn::token::Paren) && !is_bound(input) {
            // crossbeam: `recv(receiver) -> message => …`.
            let waits: Expr = input.parse()?;
            let mut pattern = None;
            if input.peek(Token![->]) {
                let _: Token![->] = input.parse()?;
                pattern = Some(Pat::parse_single(input)?);
            }
            (pattern, Some(waits))
        } else {
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let _: Token![=] = input.parse()?;
            (Some(pattern), Some(input.parse()?))
        };
        if input.peek(Token![,]) {
            let _: Token![,] = input.parse()?;
            let _: Token![if] = input.parse()?;
            let _: Expr = input.parse()?;
        }
        let _: Token![=>] = input.parse()?;
        let does = if input.peek(syn::token::Brace) {
            Expr::Block(input.parse()?)
        } else {
            input.parse()?
        };
        if input.peek(Token![,]) {
            let _: Token![,] = input.parse()?;
        }
        Ok(Self { pattern, waits, does })
    }
}

/// Whether `Some(x) = …` comes, and not `recv(x) -> …`.
fn is_bound(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    Pat::parse_single(&ahead).is_ok() && ahead.peek(Token![=]) && !ahead.peek(Token![=>])
}
