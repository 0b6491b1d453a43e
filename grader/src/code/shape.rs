//! What a single expression or pattern says by itself: what becomes of a value, which call a result is of,
//! where it stands.
//!
//! Used by `walk`.

use proc_macro2::{LineColumn, Span};
use syn::spanned::Spanned;
use syn::{BinOp, Block, Expr, Ident, Pat, Stmt};

use super::{Kept, Range, Spot};

/// The variable that this is, or is a part of.
pub(super) fn variable(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(path) => path.path.get_ident().map(Ident::to_string),
        Expr::Unary(of) => variable(&of.expr),
        Expr::Field(of) => variable(&of.base),
        Expr::Index(of) => variable(&of.expr),
        Expr::Paren(of) => variable(&of.expr),
        Expr::Reference(of) => variable(&of.expr),
        _ => None,
    }
}

/// What becomes of a value that is bound to this pattern.
pub(super) fn kept(pattern: &Pat) -> Option<Kept> {
    match pattern {
        Pat::Wild(_) => Some(Kept::Discarded),
        Pat::Ident(name) => Some(Kept::As(name.ident.to_string())),
        Pat::Type(typed) => kept(&typed.pat),
        Pat::TupleStruct(all) if all.elems.len() == 1 => kept(&all.elems[0]),
        _ => None,
    }
}

/// `+=` and its like.
pub(super) fn is_assignment(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// Whether a pattern binds by `mut`.
pub(super) fn is_mutable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(name) => name.mutability.is_some(),
        Pat::Type(typed) => is_mutable(&typed.pat),
        _ => false,
    }
}

/// The call whose result this is, seen through awaiting and unwrapping.
pub(super) fn result_spot(expr: &Expr) -> Option<Spot> {
    match expr {
        Expr::Await(of) => result_spot(&of.base),
        Expr::Try(of) => result_spot(&of.expr),
        Expr::Paren(of) => result_spot(&of.expr),
        Expr::MethodCall(call) => match call.method.to_string().as_str() {
            "unwrap" | "expect" | "unwrap_or_else" => result_spot(&call.receiver),
            _ => Some(spot(call.method.span().start())),
        },
        Expr::Call(_) => call_spot(expr),
        _ => None,
    }
}

/// Where the compiler says that a call is.
pub(super) fn call_spot(expr: &Expr) -> Option<Spot> {
    match expr {
        Expr::MethodCall(call) => Some(spot(call.method.span().start())),
        Expr::Call(call) => Some(spot(call.span().start())),
        Expr::Paren(of) => call_spot(&of.expr),
        _ => None,
    }
}

/// Where the last statement of a block begins.
pub(super) fn last_of(block: &Block) -> Option<Spot> {
    match block.stmts.last()? {
        Stmt::Expr(expr, _) => Some(spot(expr.span().start())),
        _ => None,
    }
}

pub(super) fn has_let(cond: &Expr) -> bool {
    match cond {
        Expr::Let(_) => true,
        Expr::Binary(of) => has_let(&of.left) || has_let(&of.right),
        _ => false,
    }
}

pub(super) fn range(span: Span) -> Range {
    Range { start: spot(span.start()), end: spot(span.end()) }
}

/// The compiler counts columns from 1.
pub(super) fn spot(at: LineColumn) -> Spot {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Spot { line: number(at.line), column: number(at.column).saturating_add(1) }
}
