//! A headless Chromium, driven by its own protocol over a pipe: nothing has to be installed beside
//! it. It is told keys, as a person would press them, and asked what is on the page.
//!
//! Called by the tests of the report.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// Nothing that is asked of it takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const ON_A_MAC: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// A browser with one page.
pub(crate) struct Chromium {
    child: Child,
    stdin: ChildStdin,
    messages: Receiver<Value>,
    session: String,
    asked: u64,
    /// What was requested, and what went wrong, since the start.
    pub(crate) requests: Vec<String>,
    pub(crate) errors: Vec<String>,
    profile: PathBuf,
}

/// The program, if there is one. (The pipe is handed over by a shell, which Windows has not.)
pub(crate) fn find() -> Option<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    let in_path = env::split_paths(&folders)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .chain(ON_A_MAC.map(PathBuf::from));
    in_path.into_iter().find(|path| cfg!(unix) && path.is_file())
}

impl Chromium {
    /// Starts it with an empty page.
    pub(crate) fn start(program: &Path, name: &str) -> Self {
        let folder = format!("racecourse-{name}-{}", std::process::id());
        let profile = env::temp_dir().join(folder);
        // Its protocol is spoken on the descriptors 3 and 4; ours are 0 and 1.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1"])
            .arg(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
            .args(["--no-first-run", "--disable-extensions", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let stdin = child.stdin.take().expect("our end of the pipe");
        let stdout = child.stdout.take().expect("our end of the pipe");
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            for message in BufReader::new(stdout).split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message).unwrap_or_default();
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let session = String::new();
        let (requests, errors) = (Vec::new(), Vec::new());
        let mut browser =
            Self { child, stdin, messages, session, asked: 0, requests, errors, profile };
        let target = browser.ask("Target.createTarget", &json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = browser.ask("Target.attachToTarget", &target);
        browser.session = attached["sessionId"].as_str().map(str::to_owned).expect("a session");
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
            browser.ask(&format!("{domain}.enable"), &json!({}));
        }
        browser.size(1280, 900);
        browser
    }

    /// Asks something and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.asked += 1;
        let mut message = json!({ "id": self.asked, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        let mut bytes = serde_json::to_vec(&message).expect("JSON");
        bytes.push(0);
        self.stdin.write_all(&bytes).expect("the browser listens");
        loop {
            let message = self.next(method);
            if message["id"] == self.asked {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
        }
    }

    fn next(&mut self, waiting_for: &str) -> Value {
        let message = self
            .messages
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("the browser does not answer {waiting_for}"));
        let what = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                self.requests.push(what["request"]["url"].as_str().unwrap_or_default().to_owned());
            }
            "Runtime.exceptionThrown" => self.errors.push(what["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" => self.errors.push(what["args"].to_string()),
            "Log.entryAdded" => self.errors.push(what["entry"].to_string()),
            _ => {}
        }
        message
    }

    /// Opens a page and waits until it is there.
    pub(crate) fn open(&mut self, address: &str) {
        // From elsewhere, so that it is loaded, not only scrolled.
        for address in ["about:blank", address] {
            self.ask("Page.navigate", &json!({ "url": address }));
            while self.next("the page")["method"] != "Page.loadEventFired" {}
        }
    }

    /// The size of the window, in CSS pixels; a narrow one is a phone's.
    pub(crate) fn size(&mut self, width: u32, height: u32) {
        let mobile = width < 500;
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile }),
        );
    }

    /// `light` or `dark`, `screen` or `print`.
    pub(crate) fn media(&mut self, scheme: &str, media: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.ask("Emulation.setEmulatedMedia", &json!({ "media": media, "features": features }));
    }

    /// Presses a key.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            " " => (32, " "),
            "End" => (35, ""),
            "Home" => (36, ""),
            "ArrowLeft" => (37, ""),
            "ArrowRight" => (39, ""),
            letter => (letter.to_ascii_uppercase().as_bytes()[0].into(), letter),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if kind == "keyDown" {
                event["text"] = json!(text);
            }
            self.ask("Input.dispatchKeyEvent", &event);
        }
    }

    /// What an expression is on the page.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", &asked);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// The same as text.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        let value = self.eval(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}")).to_owned()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Asked to go, it takes its helpers with it; they would still write to the profile.
        let _ = self.stdin.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        for _ in 0..100 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
