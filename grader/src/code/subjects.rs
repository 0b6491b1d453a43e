//! What a call is about: the field or variable behind an expression, seen through references, indices,
//! clones and variables that stand for another.
//!
//! Used by `walk`.

use std::collections::HashMap;

use syn::{Block, Expr, ExprIf, ExprTuple, Member, Pat, PatTuple, Stmt};

/// What the variables in scope stand for. Shadowing follows the text, which is near enough.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    of: HashMap<String, Option<String>>,
}

impl Subjects {
    /// The field or variable behind an expression.
    pub(super) fn of(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Field(field) => match &field.member {
                Member::Named(name) => Some(name.to_string()),
                Member::Unnamed(_) => self.of(&field.base),
            },
            Expr::Path(path) => {
                let name = path.path.segments.last()?.ident.to_string();
                match self.of.get(&name) {
                    Some(Some(other)) => Some(other.clone()),
                    _ => Some(name).filter(|name| name != "self"),
                }
            }
            Expr::Index(index) => self.of(&index.expr),
            Expr::Reference(reference) => self.of(&reference.expr),
            Expr::Paren(paren) => self.of(&paren.expr),
            Expr::Group(group) => self.of(&group.expr),
            Expr::Unary(unary) => self.of(&unary.expr),
            Expr::Try(tried) => self.of(&tried.expr),
            Expr::If(either) => {
                let first = self.of_block(&either.then_branch);
                let (_, second) = either.else_branch.as_ref()?;
                first.filter(|first| self.of(second).as_ref() == Some(first))
            }
            Expr::Block(block) => self.of_block(&block.block),
            Expr::MethodCall(call) if is_see_through(&call.method.to_string()) => {
                self.of(&call.receiver)
            }
            // `Arc::clone(&self.all)`.
            Expr::Call(call) if call.args.len() == 1 && is_path(&call.func, "clone") => {
                self.of(&call.args[0])
            }
            _ => None,
        }
    }

    fn of_block(&self, block: &Block) -> Option<String> {
        match block.stmts.last()? {
            Stmt::Expr(expr, None) => self.of(expr),
            _ => None,
        }
    }

    /// `let pattern = expr`, `for pattern in expr` …
    pub(super) fn bind(&mut self, pattern: &Pat, expr: &Expr) {
        match (pattern, expr) {
            (Pat::Tuple(all), Expr::Tuple(of)) if all.elems.len() == of.elems.len() => {
                for (pattern, expr) in all.elems.iter().zip(&of.elems) {
                    self.bind(pattern, expr);
                }
            }
            (Pat::Tuple(all), Expr::If(either)) => self.bind_either(all, either),
            (Pat::Type(typed), _) => self.bind(&typed.pat, expr),
            (Pat::Reference(reference), _) => self.bind(&reference.pat, expr),
            (Pat::Ident(name), _) => {
                let subject = self.of(expr);
                self.of.insert(name.ident.to_string(), subject);
            }
            // `Some(fork)` of `self.forks.get(i)`.
            (Pat::TupleStruct(all), _) if all.elems.len() == 1 => self.bind(&all.elems[0], expr),
            _ => self.forget(pattern),
        }
    }

    /// `let (first, second) = if … { (…, …) } else { (…, …) }`: what both branches agree on.
    fn bind_either(&mut self, all: &PatTuple, either: &ExprIf) {
        let second = either.else_branch.as_ref().map(|(_, other)| &**other);
        let second = match second {
            Some(Expr::Block(block)) => last_tuple(&block.block),
            _ => None,
        };
        let first = last_tuple(&either.then_branch);
        for (index, pattern) in all.elems.iter().enumerate() {
            let of = |tuple: Option<&ExprTuple>| self.of(tuple?.elems.iter().nth(index)?);
            let subject = of(first).filter(|one| of(second).as_ref() == Some(one));
            if let Pat::Ident(name) = pattern {
                self.of.insert(name.ident.to_string(), subject);
            }
        }
    }

    /// Variables of a pattern that stand for themselves from here on.
    pub(super) fn forget(&mut self, pattern: &Pat) {
        match pattern {
            Pat::Ident(name) => {
                self.of.remove(&name.ident.to_string());
            }
            Pat::Type(typed) => self.forget(&typed.pat),
            Pat::Reference(reference) => self.forget(&reference.pat),
            Pat::Tuple(all) => all.elems.iter().for_each(|pattern| self.forget(pattern)),
            Pat::TupleStruct(all) => all.elems.iter().for_each(|pattern| self.forget(pattern)),
            _ => {}
        }
    }

    /// A new function begins.
    pub(super) fn clear(&mut self) {
        self.of.clear();
    }
}

fn last_tuple(block: &Block) -> Option<&ExprTuple> {
    match block.stmts.last() {
        Some(Stmt::Expr(Expr::Tuple(tuple), None)) => Some(tuple),
        _ => None,
    }
}

/// Methods whose result is about the same thing as what they are called on.
fn is_see_through(method: &str) -> bool {
    const METHODS: [&str; 14] = [
        "clone",
        "as_ref",
        "as_deref",
        "as_mut",
        "borrow",
        "deref",
        "get",
        "iter",
        "by_ref",
        "to_owned",
        "expect",
        "unwrap",
        "enumerate",
        "first",
    ];
    METHODS.contains(&method)
}

fn is_path(func: &Expr, name: &str) -> bool {
    match func {
        Expr::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == name),
        _ => false,
    }
}
