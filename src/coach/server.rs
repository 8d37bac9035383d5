//! The coach's page for a browser on this machine, and nobody else's.
//!
//! HTTP/1.1 (RFC 9112) as far as one page needs it: a page to fetch, comments and corrections to hand in. It
//! listens on the loopback address alone. Whoever cannot name the random path gets nothing; a
//! page of another host is refused by what its browser says of it (`Host`, `Origin`).

mod request;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use super::packet::Page;
use request::{Method, Refusal, Request};

/// The most connections at a time.
const MOST_GUESTS: usize = 16;

/// How long a browser may take over asking, and then over each part of the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What takes comments in: given what the page sent, it says how they stand now, or what is wrong.
pub type Intake = dyn Fn(&str) -> Result<String, String> + Send + Sync;

/// What takes corrections in: given what the page sent, it gives the page as it is now, or says what is wrong.
pub type Proofs = dyn Fn(&str) -> Result<Page, String> + Send + Sync;

/// What is served.
pub struct Site {
    /// The page.
    pub page: RwLock<Arc<Page>>,
    /// Where comments go.
    pub intake: Box<Intake>,
    /// Where corrections go.
    pub proofs: Box<Proofs>,
}

impl Site {
    /// The page as it is now; it is replaced whole, so that nothing can be half-written.
    fn page(&self) -> Arc<Page> {
        let page = self.page.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&page)
    }

    fn put_right(&self, json: &str) -> Result<String, String> {
        let corrected = Arc::new((self.proofs)(json)?);
        *self.page.write().unwrap_or_else(PoisonError::into_inner) = corrected;
        Ok("{}".to_owned())
    }
}

/// A site with its place.
struct Served {
    site: Site,
    host: String,
    path: String,
    guests: AtomicUsize,
}

/// An answer before it is written.
struct Answer {
    status: &'static str,
    kind: &'static str,
    body: String,
}

/// Serves from now on and until the program ends; returns the page's address.
///
/// # Errors
///
/// When there is no loopback address to listen on, or no randomness for the path.
pub fn serve(site: Site) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let host = listener.local_addr()?.to_string();
    let path = format!("/{}/", token()?);
    let address = format!("http://{host}{path}");
    let served = Arc::new(Served {
        site,
        host,
        path,
        guests: AtomicUsize::new(0),
    });
    thread::spawn(move || receive(&listener, &served));
    Ok(address)
}

/// 128 random bits.
fn token() -> io::Result<String> {
    let mut bits = [0_u8; 16];
    getrandom::fill(&mut bits).map_err(io::Error::other)?;
    let digits: Vec<String> = bits.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(digits.concat())
}

/// Lets guests in, up to the most there may be; the others are turned away at the door.
fn receive(listener: &TcpListener, served: &Arc<Served>) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // Out of files: the guests that are here leave soon.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        if !matches!(stream.peer_addr(), Ok(SocketAddr::V4(peer)) if peer.ip().is_loopback()) {
            continue;
        }
        if served.guests.fetch_add(1, Ordering::SeqCst) >= MOST_GUESTS {
            served.guests.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let served = Arc::clone(served);
        thread::spawn(move || {
            // A browser that goes away in the middle harms only itself.
            let _ = attend(stream, &served);
            served.guests.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn attend(mut stream: TcpStream, served: &Served) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let answer = match request::read(&mut stream, PATIENCE) {
        Ok(request) => answer(&request, served),
        Err(refusal) => refused(refusal),
    };
    stream.write_all(head(&answer, served).as_bytes())?;
    stream.write_all(answer.body.as_bytes())?;
    // What was not read would otherwise reset the connection before the answer is seen.
    request::drain(&mut stream)
}

fn answer(request: &Request, served: &Served) -> Answer {
    if request.host != served.host {
        return refused(Refusal::OtherHost);
    }
    let origin = format!("http://{}", served.host);
    if request
        .origin
        .as_ref()
        .is_some_and(|theirs| *theirs != origin)
    {
        return refused(Refusal::OtherOrigin);
    }
    let Some(place) = request.path.strip_prefix(&served.path) else {
        return refused(Refusal::NoSuchPage);
    };
    match (request.method, place) {
        (Method::Get, "") => Answer {
            status: "200 OK",
            kind: "text/html; charset=utf-8",
            body: served.site.page().html.clone(),
        },
        // A page of another host cannot send this without being asked for its origin.
        (Method::Post, "comments" | "corrections") if request.origin.is_none() => {
            refused(Refusal::OtherOrigin)
        }
        (Method::Post, "comments" | "corrections") if !request.is_json => refused(Refusal::NoJson),
        (Method::Post, "comments") => handed_in((served.site.intake)(&request.body)),
        (Method::Post, "corrections") => handed_in(served.site.put_right(&request.body)),
        (_, "" | "comments" | "corrections") => refused(Refusal::NoSuchMethod),
        _ => refused(Refusal::NoSuchPage),
    }
}

fn handed_in(taken: Result<String, String>) -> Answer {
    match taken {
        Ok(body) => Answer {
            status: "200 OK",
            kind: "application/json",
            body,
        },
        Err(why) => Answer {
            status: "422 Unprocessable Content",
            kind: "text/plain; charset=utf-8",
            body: why,
        },
    }
}

fn refused(refusal: Refusal) -> Answer {
    Answer {
        status: refusal.status(),
        kind: "text/plain; charset=utf-8",
        body: format!("{refusal}\n"),
    }
}

fn head(answer: &Answer, served: &Served) -> String {
    let Answer { status, kind, body } = answer;
    let page = served.site.page();
    let policy = &page.policy;
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Content-Security-Policy: {policy}; frame-ancestors 'none'\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Connection: close\r\n\r\n"
    )
}

#[cfg(test)]
mod tests;
