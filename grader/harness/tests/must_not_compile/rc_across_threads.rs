//! An `Rc` counts without synchronisation, so it must stay on its thread.

use std::rc::Rc;

fn call(body: impl FnOnce() + Send + 'static) {
    std::thread::spawn(body).join().unwrap();
}

fn main() {
    let stage = Rc::new(0);
    let seen = Rc::clone(&stage);
    call(move || println!("{seen}"));
}
