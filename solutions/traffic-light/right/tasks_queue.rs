//! right: a queue of cars, served by whoever changes something
//!
//! No helper and no turnstile: a car joins the queue with a `oneshot` and waits for its answer.
//! Whoever comes, has turned the light, or leaves, serves the queue from the front, as far as it
//! goes. The front car on red stops the queue until the crossing is empty. The lock is a plain one,
//! since it is never held over an await.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

use tokio::sync::oneshot::{self, Sender};

/// What a car in front is told.
enum Answer {
    Cross,
    TurnThenCross,
}

struct State {
    green: u32,
    /// Cars on the crossing, the one that turns the light among them.
    crossing: usize,
    turning: bool,
    queue: VecDeque<(u32, Sender<Answer>)>,
}

impl State {
    fn serve(&mut self) {
        while let Some((road, _)) = self.queue.front() {
            let is_red = *road != self.green;
            if self.turning || (is_red && self.crossing > 0) {
                return;
            }
            if let Some((road, car)) = self.queue.pop_front() {
                self.crossing += 1;
                (self.green, self.turning) = (road, is_red);
                let _ = car.send(if is_red { Answer::TurnThenCross } else { Answer::Cross });
            }
        }
    }
}

pub struct TrafficLight {
    state: Mutex<State>,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, crossing: 0, turning: false, queue: VecDeque::new() };
        Self { state: Mutex::new(state) }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let (car, answer) = oneshot::channel();
        self.change(|state| state.queue.push_back((road_id, car)));
        if let Answer::TurnThenCross = answer.await.expect("everybody in the queue is served") {
            turn_green.await;
            self.change(|state| state.turning = false);
        }
        cross_car.await;
        self.change(|state| state.crossing -= 1);
    }

    /// Changes the state, and lets in whoever may go now.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state: MutexGuard<'_, State> = self.state.lock().unwrap();
        change(&mut state);
        state.serve();
    }
}
