//! Shows the stepper and listens to keys until somebody has seen enough.

use std::io;

use super::screen::{Told, screen};
use super::tale::Tale;
use super::walk::{Then, Walk};
use crate::terminal::Face;

/// Steps through an execution; whether the grader is to end as well.
pub fn run(face: &mut dyn Face, tale: &Tale, told: &Told) -> io::Result<Then> {
    let mistake = told.diagnosis.as_ref().and_then(|diagnosis| diagnosis.step);
    let mut walk = Walk::new(tale, mistake);
    loop {
        let (columns, rows) = face.size();
        face.show(&screen(tale, told, &walk, columns, rows))?;
        let key = face.key()?;
        match walk.press(tale, key) {
            Then::Stays => {}
            then => return Ok(then),
        }
    }
}
