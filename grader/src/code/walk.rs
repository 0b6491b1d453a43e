//! Walks through a file's syntax and collects its calls, each with what stands around it.
//!
//! Used by `Code::parse`.

use std::mem::{replace, take};
use std::thread;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, Signature, Stmt};

use super::shape::{
    call_spot, has_let, is_assignment, is_mutable, kept, last_of, range, result_spot, spot,
    variable,
};
use super::subjects::Subjects;
use super::{Around, Call, Code, Function, Kept, Part, Range, Spot};
use super::{depth, inside_macros};

/// The calls of a file; none if it does not parse. The parser goes as deep as the file does, on a stack
/// that is large enough for all that is bearable.
pub(super) fn walk(text: &str) -> Option<Code> {
    thread::scope(|scope| {
        let walk = || depth::is_bearable(text).then(|| parsed(text)).flatten();
        let walk = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, walk).ok()?;
        walk.join().ok()?
    })
}

/// Of address space; what is not needed is not used.
const STACK: usize = 256 << 20;

fn parsed(text: &str) -> Option<Code> {
    let file = syn::parse_file(text).ok()?;
    let mut walk = Walk {
        lines: text.lines().collect(),
        code: Code::default(),
        functions: Vec::new(),
        subjects: Subjects::default(),
        around: Vec::new(),
        last_of_turn: Vec::new(),
        awaited: None,
        kept: None,
        then: None,
        left_side: None,
        mutable: None,
        bound: Vec::new(),
        touched: Vec::new(),
    };
    walk.visit_file(&file);
    let mut code = walk.code;
    code.calls.sort_by_key(|call| call.at);
    code.functions.sort_by_key(|function| function.range.start);
    Some(code)
}

/// Methods of collections that change them.
const MUTATES: [&str; 14] = [
    "push",
    "push_back",
    "push_front",
    "pop",
    "pop_back",
    "pop_front",
    "insert",
    "remove",
    "take",
    "replace",
    "clear",
    "extend",
    "append",
    "drain",
];

/// Methods that look and leave everything as it is.
const READS: [&str; 8] =
    ["len", "is_empty", "contains", "contains_key", "get", "iter", "is_some", "is_none"];

struct Walk<'a> {
    lines: Vec<&'a str>,
    code: Code,
    /// The functions around this point, and whether each is `async`.
    functions: Vec<(String, bool)>,
    subjects: Subjects,
    /// From the outside in.
    around: Vec<Around>,
    /// Where the last statements of the bodies of `loop` and `while` begin.
    last_of_turn: Vec<Spot>,
    /// What is awaited on the spot.
    awaited: Option<Spot>,
    /// The call whose result is the value of the statement, and what becomes of it.
    kept: Option<(Spot, Kept)>,
    /// The call on whose result a method is called, and that method.
    then: Option<(Spot, String)>,
    /// The left side of the assignment around this point.
    left_side: Option<Range>,
    /// The call whose result is bound by `let mut`.
    mutable: Option<Spot>,
    /// The calls whose results are bound by `let mut`, each with the name, in this function.
    bound: Vec<(usize, String)>,
    /// Variables that this function does something to, beyond reading them and waiting with them.
    touched: Vec<String>,
}

impl Walk<'_> {
    fn within(&mut self, part: Part, range: Range, visit: impl FnOnce(&mut Self)) {
        let leads_back = self.last_of_turn.contains(&range.start);
        self.around.push(Around { part, range, leads_back });
        visit(self);
        self.around.pop();
    }

    fn function(&mut self, signature: &Signature, range: Range, visit: impl FnOnce(&mut Self)) {
        let (name, is_async) = (signature.ident.to_string(), signature.asyncness.is_some());
        self.code.functions.push(Function { name: name.clone(), is_async, range });
        self.functions.push((name, is_async));
        let around = std::mem::take(&mut self.around);
        let (bound, touched) = (take(&mut self.bound), take(&mut self.touched));
        self.subjects.clear();
        visit(self);
        self.around = around;
        // A guard may be `mut` only for the wait that borrows or returns it.
        for (index, name) in replace(&mut self.bound, bound) {
            self.code.calls[index].writes &= self.touched.contains(&name);
        }
        self.touched = touched;
        self.functions.pop();
    }

    fn is_async(&self) -> bool {
        let innermost = self.around.iter().rev().find_map(|around| match around.part {
            Part::AsyncBlock => Some(true),
            Part::Closure => Some(false),
            _ => None,
        });
        innermost.unwrap_or_else(|| self.functions.last().is_some_and(|(_, is_async)| *is_async))
    }

    fn call(&mut self, at: Spot, range: Range, path: String) -> &mut Call {
        let name = path.rsplit("::").next().unwrap_or_default().to_owned();
        let kept = self.kept.take_if(|(spot, _)| *spot == at);
        let then = self.then.take_if(|(spot, _)| *spot == at).map(|(_, then)| then);
        let left = self.left_side.is_some_and(|left| left.has(at));
        let mutable = self.mutable.take_if(|spot| *spot == at).is_some();
        if let (true, Some((_, Kept::As(name)))) = (mutable, &kept) {
            self.bound.push((self.code.calls.len(), name.clone()));
        }
        let writes = left || mutable;
        let call = Call {
            at,
            range,
            name,
            path,
            receiver: None,
            subject: None,
            function: self.functions.last().map(|(name, _)| name.clone()).unwrap_or_default(),
            is_async: self.is_async(),
            awaited: self.awaited == Some(at),
            then,
            writes,
            kept: kept.map(|(_, kept)| kept).unwrap_or_default(),
            around: self.around.iter().rev().cloned().collect(),
        };
        let index = self.code.calls.len();
        self.code.calls.push(call);
        &mut self.code.calls[index]
    }

    /// Notes what is lent to be changed.
    fn lends<'e>(&mut self, all: impl Iterator<Item = &'e Expr>) {
        for expr in all {
            if let Expr::Reference(of) = expr
                && of.mutability.is_some()
            {
                self.touched.extend(variable(&of.expr));
            }
        }
    }

    /// The source from here to there, on one line.
    fn text(&self, range: Range) -> String {
        let mut text = String::new();
        for line in range.start.line..=range.end.line {
            let chars = self.lines.get(line as usize - 1).copied().unwrap_or_default().chars();
            let from = if line == range.start.line { range.start.column } else { 1 };
            let to = if line == range.end.line { range.end.column } else { u32::MAX };
            let count = (to - from) as usize;
            let part: String = chars.skip(from as usize - 1).take(count).collect();
            text.push_str(part.trim());
        }
        text
    }

    /// The parts of an `if` or `while` that asks.
    fn condition(&mut self, cond: &Expr, range: Range, plain: Part, with_let: Part) {
        let part = if has_let(cond) { with_let } else { plain };
        self.within(part, range, |walk| walk.visit_expr(cond));
    }

    fn macro_body(&mut self, of: &syn::Macro) {
        let range = range(of.span());
        for branch in inside_macros::branches(of) {
            if let Some(pattern) = &branch.pattern {
                self.subjects.forget(pattern);
            }
            if let Some(waits) = &branch.waits {
                self.within(Part::SelectBranch, range, |walk| {
                    walk.awaited = call_spot(waits);
                    walk.visit_expr(waits);
                });
            }
            self.within(Part::SelectHandler, range, |walk| walk.visit_expr(&branch.does));
        }
        for argument in inside_macros::arguments(of) {
            self.visit_expr(&argument);
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let range = range(item.span());
        self.function(&item.sig, range, |walk| visit::visit_item_fn(walk, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let range = range(item.span());
        self.function(&item.sig, range, |walk| visit::visit_impl_item_fn(walk, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        let range = range(item.span());
        self.function(&item.sig, range, |walk| visit::visit_trait_item_fn(walk, item));
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            if let (Some(at), Some(kept)) = (result_spot(&init.expr), kept(&local.pat)) {
                self.mutable = is_mutable(&local.pat).then_some(at);
                self.kept = Some((at, kept));
            }
            self.visit_expr(&init.expr);
            if let Some((_, diverge)) = &init.diverge {
                self.visit_expr(diverge);
            }
            self.subjects.bind(&local.pat, &init.expr);
        } else {
            self.subjects.forget(&local.pat);
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(expr, Some(_)) = statement
            && let Some(at) = result_spot(expr)
        {
            self.kept = Some((at, Kept::Dropped));
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let at = spot(call.method.span().start());
        let receiver = self.text(range(call.receiver.span()));
        let subject = self.subjects.of(&call.receiver);
        let found = self.call(at, range(call.span()), call.method.to_string());
        (found.receiver, found.subject) = (Some(receiver), subject);
        if MUTATES.contains(&call.method.to_string().as_str()) {
            self.mutable = result_spot(&call.receiver);
        }
        let name = call.method.to_string();
        if !READS.contains(&name.as_str()) {
            self.touched.extend(variable(&call.receiver));
        }
        if !name.starts_with("wait") {
            self.lends(call.args.iter());
        }
        let on = match &*call.receiver {
            Expr::Await(of) => call_spot(&of.base),
            other => call_spot(other),
        };
        if let Some(on) = on {
            self.then = Some((on, call.method.to_string()));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Expr::Path(path) = &*call.func {
            let range = range(call.span());
            let names: Vec<_> =
                path.path.segments.iter().map(|one| one.ident.to_string()).collect();
            self.call(range.start, range, names.join("::"));
        }
        self.lends(call.args.iter());
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_assign(&mut self, of: &'ast syn::ExprAssign) {
        if !matches!(&*of.left, Expr::Path(_)) {
            self.touched.extend(variable(&of.left));
        }
        let around = self.left_side.replace(range(of.left.span()));
        self.visit_expr(&of.left);
        self.left_side = around;
        self.visit_expr(&of.right);
    }

    fn visit_expr_binary(&mut self, of: &'ast syn::ExprBinary) {
        let around = self.left_side;
        if is_assignment(&of.op) {
            self.touched.extend(variable(&of.left));
            self.left_side = Some(range(of.left.span()));
        }
        self.visit_expr(&of.left);
        self.left_side = around;
        self.visit_expr(&of.right);
    }

    fn visit_expr_await(&mut self, of: &'ast syn::ExprAwait) {
        self.awaited = call_spot(&of.base);
        visit::visit_expr_await(self, of);
    }

    fn visit_expr_if(&mut self, of: &'ast syn::ExprIf) {
        let all = range(of.span());
        // What an `if let` makes in its head is gone before the `else`.
        let head = Range { end: range(of.then_branch.span()).end, ..all };
        self.condition(&of.cond, head, Part::IfCondition, Part::IfLet);
        self.within(Part::IfBranch, all, |walk| walk.visit_block(&of.then_branch));
        if let Some((_, other)) = &of.else_branch {
            self.within(Part::IfBranch, all, |walk| walk.visit_expr(other));
        }
    }

    fn visit_expr_while(&mut self, of: &'ast syn::ExprWhile) {
        let all = range(of.span());
        self.condition(&of.cond, all, Part::LoopCondition, Part::WhileLet);
        self.last_of_turn.extend(last_of(&of.body));
        self.within(Part::LoopBody, all, |walk| walk.visit_block(&of.body));
    }

    fn visit_expr_loop(&mut self, of: &'ast syn::ExprLoop) {
        self.last_of_turn.extend(last_of(&of.body));
        self.within(Part::LoopBody, range(of.span()), |walk| walk.visit_block(&of.body));
    }

    fn visit_expr_for_loop(&mut self, of: &'ast syn::ExprForLoop) {
        self.visit_expr(&of.expr);
        self.subjects.bind(&of.pat, &of.expr);
        self.within(Part::LoopBody, range(of.span()), |walk| walk.visit_block(&of.body));
    }

    fn visit_expr_let(&mut self, of: &'ast syn::ExprLet) {
        self.visit_expr(&of.expr);
        self.subjects.bind(&of.pat, &of.expr);
    }

    fn visit_expr_match(&mut self, of: &'ast syn::ExprMatch) {
        let all = range(of.span());
        self.within(Part::MatchHead, all, |walk| walk.visit_expr(&of.expr));
        for arm in &of.arms {
            self.subjects.forget(&arm.pat);
            self.within(Part::MatchArm, all, |walk| {
                walk.visit_pat(&arm.pat);
                walk.visit_expr(&arm.body);
            });
        }
    }

    fn visit_expr_closure(&mut self, of: &'ast syn::ExprClosure) {
        let part = if of.asyncness.is_some() { Part::AsyncBlock } else { Part::Closure };
        of.inputs.iter().for_each(|input| self.subjects.forget(input));
        self.within(part, range(of.span()), |walk| walk.visit_expr(&of.body));
    }

    fn visit_expr_async(&mut self, of: &'ast syn::ExprAsync) {
        self.within(Part::AsyncBlock, range(of.span()), |walk| walk.visit_block(&of.block));
    }

    fn visit_expr_macro(&mut self, of: &'ast syn::ExprMacro) {
        self.macro_body(&of.mac);
    }

    fn visit_stmt_macro(&mut self, of: &'ast syn::StmtMacro) {
        self.macro_body(&of.mac);
    }
}
