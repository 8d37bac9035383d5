//! Chromium, driven by its driver over `WebDriver` (<https://www.w3.org/TR/webdriver2>): plain HTTP and JSON.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long something on a page may take before a test gives it up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The name under which `WebDriver` passes elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with a profile of its own, closed at the end of the test.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    folder: TempDir,
}

impl Browser {
    /// Opens a window of this many pixels.
    pub(crate) fn open(width: u32, height: u32) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("saved")).expect("room for a folder");
        let (driver, port) = start_driver(folder.path());
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            folder,
        };
        let opened = browser.send("POST", "/session", &browser.capabilities());
        browser.session = text(&opened["sessionId"]);
        browser.command(
            "goog/cdp/execute",
            &json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": {
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}}),
        );
        browser
    }

    fn capabilities(&self) -> Value {
        let folder = self.downloads().display().to_string();
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--mute-audio",
            "--autoplay-policy=no-user-gesture-required",
        ];
        json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {
                "args": args,
                "prefs": {"download.default_directory": folder, "download.prompt_for_download": false},
            },
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        }}})
    }

    /// Where saved files go; the browser would not save into its home itself.
    fn downloads(&self) -> PathBuf {
        self.folder.path().join("saved")
    }

    /// Goes to a page and waits until it is loaded.
    pub(crate) fn go(&self, address: &str) {
        self.command("url", &json!({ "url": address }));
    }

    /// Goes to a file.
    pub(crate) fn go_to_file(&self, path: &Path) {
        self.go(&format!("file://{}", path.display()));
    }

    /// Runs `script` as the body of a function and returns what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({"script": script, "args": []}))
    }

    /// The same for a function that calls back.
    pub(crate) fn run_and_wait(&self, script: &str) -> Value {
        self.command("execute/async", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&self, condition: &str) {
        let end = Instant::now() + PATIENCE;
        while self.run(&format!("return Boolean({condition});")) != json!(true) {
            let page = || self.run("return document.body.innerText;");
            assert!(Instant::now() < end, "never: {condition}\non\n{}", page());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks the element that a selector finds first.
    pub(crate) fn click(&self, selector: &str) {
        let found = self.command(
            "element",
            &json!({"using": "css selector", "value": selector}),
        );
        let element = text(&found[ELEMENT]);
        self.command(&format!("element/{element}/click"), &json!({}));
    }

    /// Presses and releases keys one after the other.
    pub(crate) fn press(&self, keys: &[&str]) {
        let presses = keys.iter().flat_map(|key| {
            [
                json!({"type": "keyDown", "value": key}),
                json!({"type": "keyUp", "value": key}),
            ]
        });
        self.keys(&presses.collect::<Vec<_>>());
    }

    /// Presses a key while another one is down.
    pub(crate) fn press_with(&self, held: &str, key: &str) {
        self.keys(&[
            json!({"type": "keyDown", "value": held}),
            json!({"type": "keyDown", "value": key}),
            json!({"type": "keyUp", "value": key}),
            json!({"type": "keyUp", "value": held}),
        ]);
    }

    /// Types a text.
    pub(crate) fn write(&self, text: &str) {
        let letters: Vec<String> = text.chars().map(String::from).collect();
        self.press(&letters.iter().map(String::as_str).collect::<Vec<_>>());
    }

    fn keys(&self, actions: &[Value]) {
        let source = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.command("actions", &json!({"actions": [source]}));
    }

    /// Moves on with the Tab key until something with this label or text has the focus.
    pub(crate) fn tab_to(&self, label: &str) {
        for _ in 0..80 {
            self.press(&[key::TAB]);
            let focused = self.run(
                "const e = document.activeElement; return e.getAttribute('aria-label') ?? e.innerText;",
            );
            if text(&focused).starts_with(label) {
                return;
            }
        }
        panic!("Tab never comes to `{label}`");
    }

    /// Every address that was asked for since this was last called.
    pub(crate) fn requests(&self) -> Vec<String> {
        let messages = self.log("performance");
        let sent = messages.iter().filter_map(|entry| {
            let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &message["message"];
            (message["method"] == "Network.requestWillBeSent")
                .then(|| text(&message["params"]["request"]["url"]))
        });
        sent.collect()
    }

    /// What the page complained about since this was last called.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser");
        entries
            .iter()
            .map(|entry| text(&entry["message"]))
            .collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.command("se/log", &json!({ "type": kind }));
        entries.as_array().cloned().unwrap_or_default()
    }

    /// Says what a media query is to find: `prefers-color-scheme`, `dark`.
    pub(crate) fn prefer(&self, feature: &str, value: &str) {
        self.command(
            "goog/cdp/execute",
            &json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": [{"name": feature, "value": value}]}}),
        );
    }

    /// Waits for a file with this ending to be saved; returns where it is.
    pub(crate) fn saved(&self, ending: &str) -> PathBuf {
        let end = Instant::now() + PATIENCE;
        loop {
            let entries = fs::read_dir(self.downloads()).expect("it is ours");
            let paths = entries.map(|entry| entry.expect("an entry").path());
            let mut found: Vec<PathBuf> = paths
                .filter(|path| path.to_string_lossy().ends_with(ending))
                .collect();
            if let Some(path) = found.pop() {
                return path;
            }
            assert!(Instant::now() < end, "no {ending} was saved");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        let session = &self.session;
        self.send("POST", &format!("/session/{session}/{path}"), body)
    }

    /// One exchange with the driver.
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        let (port, length) = (self.port, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream
            .write_all(request.as_bytes())
            .expect("the driver reads");
        let answer: Value = serde_json::from_str(&answer(stream)).expect("the driver speaks JSON");
        let value = answer["value"].clone();
        assert!(value["error"].is_null(), "{method} {path}: {value:#}");
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !thread::panicking() {
            self.send("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        // The driver closes its browsers when it is asked to end, and only then.
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.write_all(
                b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            );
            let _ = stream.read(&mut [0; 64]);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Starts the driver on a port that is free, and learns which from what it prints.
fn start_driver(home: &Path) -> (Child, u16) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .env("HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("there is no chromedriver: `scripts/setup --tests` installs it");
    let output = driver.stdout.take().expect("it is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    // Nobody reads the rest; a full pipe would stop the driver.
    thread::spawn(move || lines.for_each(drop));
    (driver, port.expect("the driver says its port"))
}

/// The body of an answer, which is as long as its head says.
fn answer(stream: TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("the driver answers");
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the driver finishes");
    String::from_utf8(body).expect("the driver speaks UTF-8")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Keys without a letter.
pub(crate) mod key {
    pub(crate) const TAB: &str = "\u{e004}";
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const SHIFT: &str = "\u{e008}";
    pub(crate) const CONTROL: &str = "\u{e009}";
    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const LEFT: &str = "\u{e012}";
    pub(crate) const RIGHT: &str = "\u{e014}";
}
