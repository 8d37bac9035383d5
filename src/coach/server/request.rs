//! What a browser asks for, read within bounds of size and time.
#![expect(
    clippy::disallowed_methods,
    reason = "a client that sends a byte a minute is held to a deadline"
)]

use std::fmt;
use std::io::Read;
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The most bytes before the body.
const LONGEST_HEAD: usize = 16 << 10;

/// The most bytes of comments: more than a take may have of them.
const LONGEST_BODY: usize = 8 << 20;

/// How long to wait for the rest of what is not wanted.
const FAREWELL: Duration = Duration::from_millis(200);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// To see something.
    Get,
    /// To hand something in.
    Post,
}

/// A request as far as the page needs it.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) host: String,
    pub(super) origin: Option<String>,
    pub(super) is_json: bool,
    pub(super) body: String,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no request.
    Garbled,
    /// It asks for something that is neither shown nor taken in.
    NoSuchMethod,
    /// It names another page than the one there is.
    NoSuchPage,
    /// It was meant for another machine.
    OtherHost,
    /// Another site's page sent it.
    OtherOrigin,
    /// It came too slowly.
    TooSlow,
    /// Its length is not said.
    NoLength,
    /// It is too long.
    TooBig,
    /// What comes before its body is too long.
    HeadTooBig,
    /// It brings something else than comments.
    NoJson,
}

impl Refusal {
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::Garbled => "400 Bad Request",
            Self::NoSuchMethod => "405 Method Not Allowed",
            Self::NoSuchPage => "404 Not Found",
            Self::OtherHost => "421 Misdirected Request",
            Self::OtherOrigin => "403 Forbidden",
            Self::TooSlow => "408 Request Timeout",
            Self::NoLength => "411 Length Required",
            Self::TooBig => "413 Content Too Large",
            Self::HeadTooBig => "431 Request Header Fields Too Large",
            Self::NoJson => "415 Unsupported Media Type",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Garbled => "this is no request",
            Self::NoSuchMethod => "this cannot be done here",
            Self::NoSuchPage => "there is no such page; use the address that ownup printed",
            Self::OtherHost => "this was meant for another host",
            Self::OtherOrigin => "this came from another site",
            Self::TooSlow => "the request did not arrive in time",
            Self::NoLength => "the length of what is sent is missing",
            Self::TooBig => "this is more than a take's comments can be",
            Self::HeadTooBig => "the request is too long",
            Self::NoJson => "comments are sent as JSON",
        })
    }
}

/// Reads one request, which may take so long to arrive.
pub(super) fn read(stream: &mut TcpStream, patience: Duration) -> Result<Request, Refusal> {
    let mut arrival = Arrival {
        stream,
        bytes: Vec::new(),
        deadline: Instant::now() + patience,
    };
    let end = arrival.head()?;
    let head = String::from_utf8(arrival.bytes[..end].to_vec()).map_err(|_| Refusal::Garbled)?;
    let (mut request, length) = parsed(&head)?;
    if length > LONGEST_BODY {
        return Err(Refusal::TooBig);
    }
    while arrival.bytes.len() < end + length {
        arrival.more()?;
    }
    let body = arrival.bytes[end..end + length].to_vec();
    request.body = String::from_utf8(body).map_err(|_| Refusal::Garbled)?;
    Ok(request)
}

/// Lets what is still on its way arrive, for a moment.
pub(super) fn drain(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.shutdown(std::net::Shutdown::Write)?;
    stream.set_read_timeout(Some(FAREWELL))?;
    let mut unwanted = [0; 8192];
    let until = Instant::now() + FAREWELL;
    while Instant::now() < until && stream.read(&mut unwanted)? > 0 {}
    Ok(())
}

/// Bytes as they come.
struct Arrival<'a> {
    stream: &'a mut TcpStream,
    bytes: Vec<u8>,
    deadline: Instant,
}

impl Arrival<'_> {
    /// Reads up to the empty line, and says where the body begins.
    fn head(&mut self) -> Result<usize, Refusal> {
        loop {
            let found = self.bytes.windows(4).position(|four| four == b"\r\n\r\n");
            match found {
                Some(at) if at <= LONGEST_HEAD => return Ok(at + 4),
                None if self.bytes.len() <= LONGEST_HEAD => self.more()?,
                _ => return Err(Refusal::HeadTooBig),
            }
        }
    }

    fn more(&mut self) -> Result<(), Refusal> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        // A timeout of nothing would mean none.
        let left = left.max(Duration::from_millis(1));
        let mut block = [0; 8192];
        let timed = self.stream.set_read_timeout(Some(left));
        match timed.and_then(|()| self.stream.read(&mut block)) {
            _ if Instant::now() >= self.deadline => Err(Refusal::TooSlow),
            Ok(0) | Err(_) => Err(Refusal::Garbled),
            Ok(count) => {
                self.bytes.extend_from_slice(&block[..count]);
                Ok(())
            }
        }
    }
}

/// The request without its body, and how long that is.
fn parsed(head: &str) -> Result<(Request, usize), Refusal> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, path) = (first.next(), first.next().ok_or(Refusal::Garbled)?);
    let fields: Vec<(String, &str)> = lines.filter_map(field).collect();
    let method = match method {
        Some("GET") => Method::Get,
        Some("POST") => Method::Post,
        _ => return Err(Refusal::NoSuchMethod),
    };
    let kind = one(&fields, "content-type")?.unwrap_or_default();
    let length = match (method, one(&fields, "content-length")?) {
        _ if one(&fields, "transfer-encoding")?.is_some() => return Err(Refusal::NoLength),
        (Method::Post, None) => return Err(Refusal::NoLength),
        (Method::Get, None) => 0,
        (_, Some(length)) => counted(length)?,
    };
    let request = Request {
        method,
        path: path.to_owned(),
        host: one(&fields, "host")?.ok_or(Refusal::OtherHost)?.to_owned(),
        origin: one(&fields, "origin")?.map(str::to_owned),
        is_json: kind.split(';').next().unwrap_or_default().trim() == "application/json",
        body: String::new(),
    };
    Ok((request, length))
}

/// A length; one that no number holds is too big, not garbled.
fn counted(length: &str) -> Result<usize, Refusal> {
    if length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::Garbled);
    }
    length.parse().map_err(|_| Refusal::TooBig)
}

/// A field's name in lower case, and its value.
fn field(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    Some((name.to_ascii_lowercase(), value.trim()))
}

/// The value of a field that may be there once.
fn one<'h>(fields: &[(String, &'h str)], name: &str) -> Result<Option<&'h str>, Refusal> {
    let mut values = fields.iter().filter(|(found, _)| found == name);
    match (values.next(), values.next()) {
        (first, None) => Ok(first.map(|(_, value)| *value)),
        _ => Err(Refusal::Garbled),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;

    use super::*;

    /// What comes of bytes that arrive, and of nothing after them.
    fn check(sent: &str, expected: Refusal) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut guest = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        guest.write_all(sent.as_bytes()).unwrap();
        let (mut host, _) = listener.accept().unwrap();
        let refused = read(&mut host, Duration::from_millis(300)).unwrap_err();
        assert_eq!(refused, expected, "{sent:.80}");
    }

    #[test]
    fn a_client_that_stops_in_the_middle_is_not_waited_for() {
        check("", Refusal::TooSlow);
        check("GET / HTTP/1.1\r\nHost: x\r\n", Refusal::TooSlow);
        check(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{}",
            Refusal::TooSlow,
        );
    }

    #[test]
    fn a_length_that_is_too_big_is_refused_before_it_is_read() {
        let post = |length: &str| {
            format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n")
        };
        check(&post("8388609"), Refusal::TooBig);
        check(&post("99999999999999999999999999"), Refusal::TooBig);
        check(&post("-1"), Refusal::Garbled);
        check(&post("+1"), Refusal::Garbled);
        check(&post("1\r\nContent-Length: 1"), Refusal::Garbled);
        check(&post("1\r\nTransfer-Encoding: chunked"), Refusal::NoLength);
        check("POST / HTTP/1.1\r\nHost: x\r\n\r\n", Refusal::NoLength);
    }

    #[test]
    fn a_head_without_end_is_refused() {
        let long = format!("GET /{} HTTP/1.1\r\n", "a".repeat(LONGEST_HEAD + 10));
        check(&long, Refusal::HeadTooBig);
        check(&(long + "\r\n"), Refusal::HeadTooBig);
    }

    #[test]
    fn other_methods_and_no_request_at_all_are_refused() {
        check("BREW / HTCPCP/1.0\r\n\r\n", Refusal::NoSuchMethod);
        check("\r\n\r\n", Refusal::Garbled);
        check("GET / HTTP/1.1\r\n\r\n", Refusal::OtherHost);
    }
}
