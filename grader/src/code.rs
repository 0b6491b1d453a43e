//! A learner's file as far as its syntax tells: every call in it, and what stands around each.
//!
//! An interleaving knows lines and columns; this knows that at one of them a result is thrown away,
//! or that there is no loop around it. Asked by `naming` and by the diagnosis. Nothing is resolved:
//! what is not plain from the text alone is not known.

mod depth;
pub mod highlight;
mod inside_macros;
pub mod naming;
mod shape;
mod subjects;
mod walk;

use protocol::Place;

/// A parsed file.
#[derive(Debug, Clone, Default)]
pub struct Code {
    /// Every call, in the order of the text.
    pub calls: Vec<Call>,
    /// Every function with a body.
    pub functions: Vec<Function>,
}

/// A line and a column, both from 1, as the compiler counts them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

/// From here to there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    /// The first character.
    pub start: Spot,
    /// Behind the last one.
    pub end: Spot,
}

impl Range {
    /// Whether it lies in there.
    pub fn has(&self, spot: Spot) -> bool {
        self.start <= spot && spot < self.end
    }
}

/// A function of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// It is an `async fn`.
    pub is_async: bool,
    /// Signature and body.
    pub range: Range,
}

/// A call: of a method, or of a function by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Where the compiler says that it is: the method's name, or where the path begins.
    pub at: Spot,
    /// All of it, with what it is called on and its arguments.
    pub range: Range,
    /// The last name: `wait`, `park`.
    pub name: String,
    /// All of the path, for a function: `thread::park`; else the same as `name`.
    pub path: String,
    /// What it is called on, as written: `self.forks[i]`.
    pub receiver: Option<String>,
    /// The field or variable behind that: `forks`. Seen through `let fork = &self.forks[i]`.
    pub subject: Option<String>,
    /// The function that it stands in; empty in none.
    pub function: String,
    /// The innermost function, closure or block around it is `async`.
    pub is_async: bool,
    /// It is awaited on the spot.
    pub awaited: bool,
    /// The method that is called on its result on the spot, awaited or not: `unwrap`.
    pub then: Option<String>,
    /// What it gives is written to: it stands on the left of an assignment, is bound by `let mut`
    /// and not only waited with, or has a method called on it that changes a collection.
    pub writes: bool,
    /// What becomes of the result of the statement's expression, if it is that expression.
    pub kept: Kept,
    /// What it stands in, from the inside out, up to the function.
    pub around: Vec<Around>,
}

/// What becomes of a result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Kept {
    /// It is used within a bigger expression, or falls with the statement.
    #[default]
    No,
    /// `let _ = …`: dropped at once.
    Discarded,
    /// It is a statement of its own: dropped at once.
    Dropped,
    /// `let name = …`: it lives on.
    As(String),
}

/// What a call stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// Which part of what.
    pub part: Part,
    /// All of the surrounding expression.
    pub range: Range,
    /// It is the last statement in the body of a `loop` or `while`: what comes next is another turn.
    pub leads_back: bool,
}

/// A part of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What `while` asks before each turn (`while let` has a [`Part::WhileLet`]).
    LoopCondition,
    /// The body of `loop`, `while` or `for`.
    LoopBody,
    /// What `if` asks (`if let` has an [`Part::IfLet`]).
    IfCondition,
    /// A branch of an `if`.
    IfBranch,
    /// The head of an `if let`.
    IfLet,
    /// The head of a `while let`.
    WhileLet,
    /// The head of a `match`.
    MatchHead,
    /// An arm of a `match`.
    MatchArm,
    /// The body of a closure.
    Closure,
    /// An `async` block.
    AsyncBlock,
    /// A branch of `select!`: what it waits for.
    SelectBranch,
    /// A branch of `select!`: what it does then.
    SelectHandler,
}

impl Call {
    /// The loop that it is in, if it is in one of the same function or closure.
    pub fn in_loop(&self) -> Option<&Around> {
        let here = |around: &&Around| !matches!(around.part, Part::Closure | Part::AsyncBlock);
        let mut near = self.around.iter().take_while(here);
        near.find(|around| {
            matches!(around.part, Part::LoopBody | Part::LoopCondition | Part::WhileLet)
        })
    }

    /// The `match`, `if let` or `while let` in whose head it stands: what is made there lives on.
    pub fn in_head(&self) -> Option<&Around> {
        let head = |around: &&Around| {
            matches!(around.part, Part::MatchHead | Part::IfLet | Part::WhileLet)
        };
        self.around.first().filter(head)
    }

    /// Whether it stands in such a part, of the same function or closure.
    pub fn is_in(&self, part: Part) -> bool {
        let here = |around: &&Around| !matches!(around.part, Part::Closure | Part::AsyncBlock);
        self.around.iter().take_while(here).any(|around| around.part == part)
    }
}

impl Code {
    /// A file's syntax; none if it does not parse.
    pub fn parse(text: &str) -> Option<Self> {
        walk::walk(text)
    }

    /// The call at a place of this file.
    pub fn at(&self, place: &Place) -> Option<&Call> {
        let spot = Spot { line: place.line, column: place.column };
        self.calls.iter().find(|call| call.at == spot)
    }

    /// The function around a place of this file.
    pub fn function(&self, place: &Place) -> Option<&Function> {
        let spot = Spot { line: place.line, column: place.column };
        // A function within another comes later.
        self.functions.iter().rev().find(|function| function.range.has(spot))
    }

    /// The calls in there, in the order of the text.
    pub fn calls_in(&self, range: Range) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(move |call| range.has(call.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(text: &str, name: &str) -> Call {
        let code = Code::parse(text).expect("it parses");
        code.calls.into_iter().find(|call| call.name == name).expect("a call")
    }

    #[test]
    fn a_call_is_found_where_the_compiler_says_that_it_is() {
        let text = "fn a(&self) {\n    self.count.lock().unwrap();\n    thread::park();\n}\n";
        let code = Code::parse(text).expect("it parses");
        let at = |line, column| code.at(&Place { file: String::new(), line, column });
        let lock = at(2, 16).expect("a call");
        assert_eq!((lock.name.as_str(), lock.function.as_str()), ("lock", "a"));
        assert_eq!(lock.receiver.as_deref(), Some("self.count"));
        assert_eq!(at(3, 5).map(|call| call.path.as_str()), Some("thread::park"));
        assert!(at(3, 6).is_none());
    }

    #[test]
    fn what_does_not_parse_has_no_context() {
        assert!(Code::parse("fn a( {").is_none());
    }

    #[test]
    fn the_deepest_that_is_parsed_fits_the_stack() {
        let nested = |open: &str, close: &str, n: usize| {
            let (open, close) = (open.repeat(n), close.repeat(n));
            Code::parse(&format!("fn a() {{ let x = {open}b(){close}; }}"))
        };
        for (open, close, n) in [("(", ")", 1_900), ("!", "", 1_900), ("", ".c()", 600)] {
            assert!(nested(open, close, n).is_some(), "{open}b(){close}");
        }
        for (open, close) in [("(", ")"), ("!", ""), ("", ".c()"), ("{", "}")] {
            assert!(nested(open, close, 100_000).is_none(), "{open}b(){close}");
        }
    }

    #[test]
    fn loops_and_heads_are_seen() {
        let call_in = |body: &str| call(&format!("fn a() {{ {body} }}"), "lock");
        assert!(call_in("while x { m.lock(); }").is_in(Part::LoopBody));
        assert!(call_in("while m.lock().is() {}").is_in(Part::LoopCondition));
        assert!(call_in("loop { f(|| m.lock()); }").in_loop().is_none());
        assert!(call_in("if let Some(x) = m.lock().pop() { y() }").in_head().is_some());
        assert!(call_in("match m.lock().pop() { _ => () }").is_in(Part::MatchHead));
        assert!(call_in("if *m.lock() { y() }").is_in(Part::IfCondition));
        assert!(call_in("if x { } else { m.lock(); }").is_in(Part::IfBranch));
        assert!(call_in("assert!(x, \"{}\", m.lock());").receiver.is_some());
        let select = "tokio::select! { biased; x = m.lock() => { y() } else => {} }";
        assert!(call_in(select).is_in(Part::SelectBranch));
    }

    #[test]
    fn what_becomes_of_a_result() {
        let kept = |body: &str| call(&format!("fn a() {{ {body} }}"), "acquire").kept;
        assert_eq!(kept("let _ = s.acquire().await.unwrap();"), Kept::Discarded);
        assert_eq!(kept("let _permit = s.acquire().await?;"), Kept::As("_permit".into()));
        assert_eq!(kept("let n = s.acquire().await.unwrap().len();"), Kept::No);
        assert_eq!(kept("s.acquire().await;"), Kept::Dropped);
        assert_eq!(kept("s.acquire().await.forget();"), Kept::No);
        assert_eq!(kept("f(s.acquire().await);"), Kept::No);
    }

    #[test]
    fn a_guard_that_is_only_waited_with_is_not_written_to() {
        let writes = |body: &str| call(&format!("fn a() {{ {body} }}"), "lock").writes;
        assert!(!writes("let mut x = m.lock(); while *x < 3 { c.wait(&mut x); }"));
        assert!(!writes("let mut x = m.lock().unwrap(); while *x < 3 { x = c.wait(x); }"));
        assert!(writes("let mut x = m.lock(); c.wait(&mut x); *x += 1;"));
        assert!(writes("let mut x = m.lock(); c.wait(&mut x); x.count = 1;"));
        assert!(writes("let mut x = m.lock(); self.change(&mut x);"));
        assert!(writes("let mut x = m.lock(); x.count_one_more();"));
    }

    #[test]
    fn what_is_called_on_what_was_awaited_is_known() {
        let then = |body: &str| call(&format!("async fn a() {{ {body} }}"), "recv").then;
        assert_eq!(then("c.recv().await.unwrap();").as_deref(), Some("unwrap"));
        assert_eq!(then("c.recv().await;"), None);
    }

    #[test]
    fn a_branch_may_lead_back_to_a_look() {
        let leads_back = |body: &str| {
            let call = call(&format!("fn a() {{ {body} }}"), "wait");
            call.around.iter().find(|around| around.part == Part::IfBranch).map(|it| it.leads_back)
        };
        assert_eq!(leads_back("loop { if ready() { break } else { c.wait(g) } }"), Some(true));
        assert_eq!(leads_back("for _ in 0..n { if no() { c.wait(g); } print(); }"), Some(false));
        assert_eq!(leads_back("while x { if no() { c.wait(g); } print(); }"), Some(false));
        assert_eq!(leads_back("if no() { c.wait(g); } print()"), Some(false));
    }

    #[test]
    fn what_is_written_to() {
        let lock = |body: &str| call(&format!("fn a() {{ {body} }}"), "lock");
        assert!(lock("*self.n.lock().unwrap() += 1;").writes);
        assert!(lock("self.n.lock().unwrap().x = 1;").writes);
        assert!(lock("let mut n = self.n.lock().unwrap(); *n = 1;").writes);
        assert!(lock("self.n.lock().unwrap().push(1);").writes);
        assert!(!lock("let n = *self.n.lock().unwrap();").writes);
        assert!(!lock("x = *self.n.lock().unwrap();").writes);
        assert_eq!(lock("self.n.lock().unwrap();").then.as_deref(), Some("unwrap"));
        assert_eq!(lock("self.n.lock().await.len();").then.as_deref(), Some("len"));
    }

    #[test]
    fn variables_are_seen_through() {
        let subject = |body: &str| call(&format!("fn a() {{ {body} }}"), "lock").subject;
        assert_eq!(subject("self.forks[i].lock()").as_deref(), Some("forks"));
        assert_eq!(subject("let x = &self.forks[i]; x.lock()").as_deref(), Some("forks"));
        assert_eq!(subject("let x = Arc::clone(&self.all); x.lock()").as_deref(), Some("all"));
        assert_eq!(subject("let (m, c) = (&self.a, &self.b); c.lock()").as_deref(), Some("b"));
        assert_eq!(subject("for f in &self.forks { f.lock() }").as_deref(), Some("forks"));
        assert_eq!(subject("let x = make(); x.lock()").as_deref(), Some("x"));
        assert_eq!(
            subject("let (x, y) = if c { (&s.f, 1) } else { (&s.f, 2) }; x.lock()").as_deref(),
            Some("f")
        );
        assert_eq!(subject("make().lock()"), None);
    }
}
