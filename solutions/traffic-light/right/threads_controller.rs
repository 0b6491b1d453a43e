//! right: a controller, a thread of its own that lets the cars in, one after the other
//!
//! Only the controller knows the light, in a plain variable. A car asks and gets a pass, a sender
//! that it drops when it is across; before the light changes, the controller waits until all passes
//! of the old road are gone, since his receiver then has no sender left. The change itself is made
//! by the car, as the statement wants it, and he waits for that as well. When the light is dropped,
//! nobody can ask any more, and he goes home.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// What a waiting car gets: it may go, once it has turned the light if it must.
struct Go {
    /// Dropped when the light is green.
    turn: Option<Sender<()>>,
    /// Dropped when the car is across.
    pass: Sender<()>,
}

pub struct TrafficLight {
    arrivals: Sender<(u32, Sender<Go>)>,
}

impl TrafficLight {
    pub fn new() -> Self {
        let (arrivals, cars) = mpsc::channel();
        thread::spawn(move || control(cars));
        Self { arrivals }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let (answer, go) = mpsc::channel();
        self.arrivals.send((road_id, answer)).expect("the controller stays while the light does");
        let Go { turn, pass } = go.recv().expect("the controller answers every car");
        if let Some(turn) = turn {
            turn_green();
            drop(turn);
        }
        cross_car();
        drop(pass);
    }
}

fn control(cars: Receiver<(u32, Sender<Go>)>) {
    let mut green = 1;
    let (mut pass, mut passes) = mpsc::channel();
    for (road, answer) in cars {
        if road == green {
            let _ = answer.send(Go { turn: None, pass: pass.clone() });
            continue;
        }
        drop(pass);
        let _ = passes.recv(); // until the last pass is gone
        (pass, passes) = mpsc::channel();
        let (turn, turned) = mpsc::channel();
        let _ = answer.send(Go { turn: Some(turn), pass: pass.clone() });
        let _ = turned.recv(); // until the light is green
        green = road;
    }
}
