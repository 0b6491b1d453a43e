//! Drains a pipe of a process that may print without end: counts everything, keeps the beginning
//! and the end.
//!
//! Called by `supervise`.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// What was kept of a stream.
#[derive(Debug, Default)]
struct Kept {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    total: u64,
}

impl Kept {
    fn push(&mut self, bytes: &[u8], half: usize) {
        self.total += bytes.len() as u64;
        let fits = bytes.len().min(half.saturating_sub(self.head.len()));
        self.head.extend_from_slice(&bytes[..fits]);
        self.tail.extend(&bytes[fits..]);
        let surplus = self.tail.len().saturating_sub(half);
        self.tail.drain(..surplus);
    }

    fn text(&self) -> String {
        let left_out = self.total - (self.head.len() + self.tail.len()) as u64;
        let tail: Vec<u8> = self.tail.iter().copied().collect();
        if left_out == 0 {
            return String::from_utf8_lossy(&[&self.head[..], &tail].concat()).into_owned();
        }
        let (head, tail) = (String::from_utf8_lossy(&self.head), String::from_utf8_lossy(&tail));
        format!("{head}\n[{left_out} bytes left out]\n{tail}")
    }
}

/// A stream that is being drained by a thread of its own.
pub struct Capture {
    kept: Arc<Mutex<Kept>>,
    reader: JoinHandle<()>,
}

impl Capture {
    /// Starts to drain a stream, keeping at most `keep` bytes.
    pub fn start(mut stream: impl Read + Send + 'static, keep: usize) -> Self {
        let kept = Arc::new(Mutex::new(Kept::default()));
        let shared = Arc::clone(&kept);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 16 * 1024];
            while let Ok(read @ 1..) = stream.read(&mut buffer) {
                let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push(&buffer[..read], keep / 2);
            }
        });
        Self { kept, reader }
    }

    /// How many bytes have come so far.
    pub fn total(&self) -> u64 {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).total
    }

    /// What was kept. Waits for the end of the stream, but not long: a process that got away may
    /// hold it open for ever.
    pub fn finish(self, patience: Duration) -> String {
        let start = Instant::now();
        while !self.reader.is_finished() && start.elapsed() < patience {
            thread::sleep(Duration::from_millis(1));
        }
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(input: &'static [u8], keep: usize) -> String {
        Capture::start(input, keep).finish(Duration::from_secs(5))
    }

    #[test]
    fn short_output_is_kept_whole() {
        assert_eq!(captured("grün".as_bytes(), 64), "grün");
        // The border between head and tail may fall inside a character.
        assert_eq!(captured("grün".as_bytes(), 6), "grün");
    }

    #[test]
    fn of_long_output_both_ends_are_kept() {
        assert_eq!(captured(b"0123456789", 4), "01\n[6 bytes left out]\n89");
    }
}
