//! Waiting for one of several operations.
//!
//! A selection first tries, in one step. If nothing is ready, it begins to wait at every channel,
//! in the same step; from then on its own queue is open exactly while one of its cases is ready or
//! a partner has met it, so that a selection that cannot go on is disabled, like everybody else.
//! Called by `select`.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::panic::Location;
use std::rc::Rc;

use interleave::{Branch, Kernel, Object, Op, Queue, Side, gate};

use super::case::{Case, Token};
use super::meeting::Meeting;
use super::own;
use super::waiter::Waiter;
use crate::choice;

/// What is to be selected from, and how.
pub(super) struct Request {
    pub(super) cases: Vec<Rc<dyn Case>>,
    /// The first of the ready ones, not any of them.
    pub(super) biased: bool,
    /// Only find out which one is ready.
    pub(super) looks: bool,
    /// No longer than that.
    pub(super) deadline: Option<u64>,
    pub(super) verb: &'static str,
    pub(super) place: &'static Location<'static>,
}

/// A selection that waits.
struct Selection {
    object: Object,
    request: Request,
    met: RefCell<Option<(usize, Rc<Meeting>)>>,
}

/// How a selection begins.
enum Begun {
    Ends(Option<(usize, Token)>),
    Waits(Rc<Selection>),
}

/// Selects one of the cases, by its place in the list; `None` if none is ready in time.
pub(super) fn select(request: Request) -> Option<(usize, Token)> {
    let object = gate::quietly(own::object);
    let op = Op { verb: request.verb, object, place: request.place };
    let begun = gate::step(op, |kernel| {
        if let Some(mistaken) = request.mistake(kernel) {
            return Begun::Ends(Some(mistaken));
        }
        let found = request.attempt(kernel, object);
        if found.is_some() || request.is_late(kernel) {
            if found.is_none() {
                kernel.refused("nothing is ready");
            }
            return Begun::Ends(found);
        }
        Begun::Waits(Selection::begin(kernel, request, object))
    });
    match begun {
        Begun::Ends(found) => found,
        Begun::Waits(selection) => selection.wait(op),
    }
}

impl Request {
    /// `ready` and its like may say so of an operation that is not.
    fn mistake(&self, kernel: &mut Kernel) -> Option<(usize, Token)> {
        let mistaken = self.looks
            && !self.cases.is_empty()
            && kernel.unusually(Branch::SpuriousWakeUp, "an operation seems to be ready");
        mistaken.then(|| (choice::any(kernel, self.cases.len()), Token::Ready))
    }

    /// Does one of those that are ready now.
    fn attempt(&self, kernel: &mut Kernel, me: Object) -> Option<(usize, Token)> {
        let is_ready = |case: &usize| self.cases[*case].is_ready(kernel, me);
        let ready: Vec<usize> = (0..self.cases.len()).filter(is_ready).collect();
        if ready.is_empty() {
            return None;
        }
        let chosen = ready[if self.biased { 0 } else { choice::any(kernel, ready.len()) }];
        let token = if self.looks { Token::Ready } else { self.cases[chosen].perform(kernel, me) };
        Some((chosen, token))
    }

    fn is_late(&self, kernel: &Kernel) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= kernel.now())
    }

    /// When the wait ends by itself, or time makes a case ready.
    fn moment(&self) -> Option<u64> {
        self.cases.iter().filter_map(|case| case.moment()).chain(self.deadline).min()
    }
}

impl Selection {
    /// Begins to wait at every channel.
    fn begin(kernel: &mut Kernel, request: Request, object: Object) -> Rc<Self> {
        let this = Rc::new(Self { object, request, met: RefCell::new(None) });
        kernel.close(this.queue());
        let waiter: Rc<dyn Waiter> = Rc::clone(&this) as Rc<dyn Waiter>;
        for (number, case) in this.request.cases.iter().enumerate() {
            case.begin(kernel, &waiter, number, !this.request.looks);
        }
        this
    }

    fn wait(&self, op: Op) -> Option<(usize, Token)> {
        loop {
            let go_on = |kernel: &mut Kernel| self.go_on(kernel);
            let result = match self.request.moment() {
                Some(at) => gate::pass_until(op, self.queue(), at, |kernel, _| go_on(kernel)),
                None => gate::pass(op, self.queue(), go_on),
            };
            if let ControlFlow::Break(result) = result {
                return result;
            }
        }
    }

    /// Ends the wait, unless somebody else was faster.
    fn go_on(&self, kernel: &mut Kernel) -> ControlFlow<Option<(usize, Token)>> {
        if let Some((case, meeting)) = self.met.take() {
            self.end(kernel);
            return ControlFlow::Break(Some((case, Token::Meet(meeting))));
        }
        let ready = self.is_ready(kernel);
        if !ready && !self.request.is_late(kernel) {
            self.refresh(kernel);
            return ControlFlow::Continue(());
        }
        self.end(kernel);
        let found = self.request.attempt(kernel, self.object);
        if found.is_none() {
            kernel.refused("times out");
        }
        ControlFlow::Break(found)
    }

    /// Waits nowhere any more.
    fn end(&self, kernel: &mut Kernel) {
        for case in &self.request.cases {
            case.end(kernel, self.object);
        }
    }

    fn is_ready(&self, kernel: &mut Kernel) -> bool {
        self.request.cases.iter().any(|case| case.is_ready(kernel, self.object))
    }

    fn queue(&self) -> Queue {
        Queue::of(self.object, Side::Main)
    }
}

impl Waiter for Selection {
    fn object(&self) -> Object {
        self.object
    }

    fn refresh(&self, kernel: &mut Kernel) {
        if self.met.borrow().is_some() {
            return;
        }
        if self.is_ready(kernel) {
            kernel.open(self.queue());
        } else {
            kernel.close(self.queue());
        }
    }

    fn is_free(&self, kernel: &mut Kernel) -> bool {
        kernel.look(self.object);
        self.met.borrow().is_none() && !kernel.is_open(self.queue())
    }

    fn meet(&self, kernel: &mut Kernel, case: usize, meeting: &Rc<Meeting>) {
        *self.met.borrow_mut() = Some((case, Rc::clone(meeting)));
        kernel.open(self.queue());
    }
}
