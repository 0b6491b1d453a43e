//! right: a controller, a task of its own that lets the cars in, one after the other
//!
//! Only the controller knows the light, in a plain variable. A car asks and gets a pass, a sender
//! that it drops when it is across; before the light changes, the controller waits until all passes
//! of the old road are gone, since his receiver then has no sender left. The change itself is made
//! by the car, as the statement wants it, and he waits for that as well. When the light is dropped,
//! nobody can ask any more, and he goes home.

use tokio::sync::mpsc::{self, Sender, UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;

/// What a waiting car gets: it may go, once it has turned the light if it must.
struct Go {
    turned: Option<oneshot::Sender<()>>,
    /// Dropped when the car is across.
    pass: Sender<()>,
}

pub struct TrafficLight {
    arrivals: UnboundedSender<(u32, oneshot::Sender<Go>)>,
}

impl TrafficLight {
    pub fn new() -> Self {
        let (arrivals, cars) = mpsc::unbounded_channel();
        tokio::spawn(control(cars));
        Self { arrivals }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let (answer, go) = oneshot::channel();
        let asked = self.arrivals.send((road_id, answer));
        assert!(asked.is_ok(), "the controller stays while the light does");
        let Go { turned, pass } = go.await.expect("the controller answers every car");
        if let Some(turned) = turned {
            turn_green.await;
            let _ = turned.send(());
        }
        cross_car.await;
        drop(pass);
    }
}

async fn control(mut cars: UnboundedReceiver<(u32, oneshot::Sender<Go>)>) {
    let mut green = 1;
    let (mut pass, mut passes) = mpsc::channel::<()>(1);
    while let Some((road, answer)) = cars.recv().await {
        if road == green {
            let _ = answer.send(Go { turned: None, pass: pass.clone() });
            continue;
        }
        drop(pass);
        passes.recv().await; // until the last pass is gone
        (pass, passes) = mpsc::channel(1);
        let (turned, light) = oneshot::channel();
        let _ = answer.send(Go { turned: Some(turned), pass: pass.clone() });
        let _ = light.await; // until it is green
        green = road;
    }
}
