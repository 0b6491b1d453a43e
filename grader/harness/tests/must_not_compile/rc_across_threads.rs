//! An `Rc` counts without synchronisation, so it must stay on its thread.

use std::rc::Rc;
use std::thread;

fn main() {
    let stage = Rc::new(0);
    let seen = Rc::clone(&stage);
    thread::spawn(move || println!("{seen}")).join().unwrap();
}
