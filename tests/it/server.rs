//! A server inside the test, on the loopback address: it answers as it is told, well or badly.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Nothing is waited for any longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What one connection gets.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    bytes: Vec<u8>,
    then: Then,
}

/// What follows an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Close,
    /// Keep quiet until the other side goes.
    Hold,
}

impl Answer {
    /// A status and fields, each line as it goes over the wire, and a body.
    pub(crate) fn new(head: &str, body: &[u8]) -> Self {
        let lines = head.lines().map(|line| line.trim().to_owned() + "\r\n");
        let mut bytes = lines.collect::<String>().into_bytes();
        bytes.extend(b"\r\n");
        bytes.extend(body);
        Self {
            bytes,
            then: Then::Close,
        }
    }

    /// `200 OK` with a length that is true.
    pub(crate) fn whole(body: &[u8]) -> Self {
        Self::of_length(body, body.len())
    }

    /// `200 OK` with this length, true or not.
    pub(crate) fn of_length(body: &[u8], length: usize) -> Self {
        Self::new(&format!("HTTP/1.1 200 OK\nContent-Length: {length}"), body)
    }

    /// `206 Partial Content`: what is left of `whole` from byte `from` on.
    pub(crate) fn rest(whole: &[u8], from: usize) -> Self {
        let (length, end) = (whole.len() - from, whole.len() - 1);
        let of = whole.len();
        let head = format!(
            "HTTP/1.1 206 Partial Content\nContent-Length: {length}\nContent-Range: bytes {from}-{end}/{of}"
        );
        Self::new(&head, &whole[from..])
    }

    /// Not a byte.
    pub(crate) fn nothing() -> Self {
        let (bytes, then) = (Vec::new(), Then::Close);
        Self { bytes, then }
    }

    /// The same, cut off so many bytes before its end.
    pub(crate) fn without_last(mut self, bytes: usize) -> Self {
        self.bytes.truncate(self.bytes.len() - bytes);
        self
    }

    /// The same, and then silence.
    pub(crate) fn then_silence(self) -> Self {
        let then = Then::Hold;
        Self { then, ..self }
    }
}

/// The server: it ends with its last answer.
pub(crate) struct Server {
    host: String,
    heads: Receiver<String>,
}

impl Server {
    /// Gives the next of `answers` to each connection in turn.
    pub(crate) fn new(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let host = listener.local_addr().expect("bound").to_string();
        let (sender, heads) = mpsc::channel();
        thread::spawn(move || {
            for answer in answers {
                let served = accept(&listener).and_then(|stream| serve(stream, &answer, &sender));
                // Whoever goes away in the middle was tested for just that.
                drop(served);
            }
        });
        Self { host, heads }
    }

    /// One that is gone: nobody listens there.
    pub(crate) fn gone() -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.local_addr().expect("bound").to_string()
    }

    /// Its address and port.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Its address, for a client.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/models", self.host)
    }

    /// What it has been asked since this was last called: request lines and fields.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.heads.try_iter().collect()
    }
}

fn accept(listener: &TcpListener) -> io::Result<TcpStream> {
    listener.set_nonblocking(true)?;
    let until = Instant::now() + PATIENCE;
    loop {
        match listener.accept() {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && Instant::now() < until => {
                thread::sleep(Duration::from_millis(5));
            }
            accepted => return accepted.map(|(stream, _)| stream),
        }
    }
}

fn serve(mut stream: TcpStream, answer: &Answer, heads: &Sender<String>) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte)? == 1 {
        head.push(byte[0]);
    }
    let text = String::from_utf8_lossy(&head).to_lowercase();
    heads.send(text).map_err(io::Error::other)?;
    stream.write_all(&answer.bytes)?;
    if answer.then == Then::Hold {
        stream.read_exact(&mut byte)?;
    }
    Ok(())
}
