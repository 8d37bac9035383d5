//! HTTP: the one place in the program that opens a connection.
//!
//! A proxy is taken from `ALL_PROXY`, `HTTPS_PROXY` or `HTTP_PROXY`, the first that is set, unless
//! `NO_PROXY` excepts the host.

use std::io::{self, Read};
use std::time::Duration;

use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::{Agent, Body};

use super::source::{MIRROR, Source};
use super::{Published, amount};
use crate::failure::{Failure, hinted, reason};

/// What a server sends: a file, or what is left of it.
pub(super) struct Answer {
    /// The byte it begins with.
    pub(super) from: u64,
    /// The length of the whole file, if the server says so.
    pub(super) of: Option<u64>,
    /// None where nothing is left.
    body: Option<Box<dyn Read>>,
}

/// Asks for a model's file from byte `from` on; the answer may begin at 0 all the same.
pub(super) fn ask(source: &Source, model: &Published, from: u64) -> Result<Answer, Failure> {
    let agent = agent(source.patience());
    let mut request = agent.get(source.address(model));
    if from > 0 {
        request = request.header(header::RANGE, format!("bytes={from}-"));
    }
    let response = request
        .call()
        .map_err(|error| unreachable(source, &error))?;
    match response.status() {
        StatusCode::OK => Ok(whole(response)),
        StatusCode::PARTIAL_CONTENT => match range(response.headers()) {
            Some((begins, of)) if begins == from => Ok(Answer {
                from,
                of,
                body: Some(body(response)),
            }),
            // Nobody asked for that part.
            _ if from > 0 => ask(source, model, 0),
            _ => Err(refused(source, model, response.status())),
        },
        // There is no byte after those that have come.
        StatusCode::RANGE_NOT_SATISFIABLE if from > 0 => Ok(Answer {
            from,
            of: None,
            body: None,
        }),
        status => Err(refused(source, model, status)),
    }
}

impl Answer {
    /// The next bytes; none at the end.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.body {
            Some(body) => body.read(buffer),
            None => Ok(0),
        }
    }
}

fn agent(patience: Duration) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_connect(Some(patience))
        .timeout_per_read(Some(patience))
        .timeout_per_write(Some(patience))
        .user_agent(concat!("ownup/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

fn whole(response: Response<Body>) -> Answer {
    Answer {
        from: 0,
        of: response.body().content_length(),
        body: Some(body(response)),
    }
}

fn body(response: Response<Body>) -> Box<dyn Read> {
    Box::new(response.into_body().into_reader())
}

/// The first byte and the whole length that `Content-Range: bytes 5-9/10` tells.
fn range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let text = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (range, of) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (begins, _) = range.split_once('-')?;
    Some((begins.trim().parse().ok()?, of.trim().parse().ok()))
}

fn unreachable(source: &Source, error: &ureq::Error) -> Failure {
    let why = match error {
        ureq::Error::Io(error) => reason(error),
        ureq::Error::HostNotFound => "there is no such machine".to_owned(),
        ureq::Error::Timeout(_) => silence(source),
        ureq::Error::ConnectProxyFailed(why) => format!("the proxy refuses ({})", why.trim()),
        other => other.to_string(),
    };
    hinted(
        format!("cannot reach `{}`: {why}", source.host()),
        format!(
            "check the network and the proxy (`HTTPS_PROXY`), or name a mirror in `{MIRROR}`; \
             a ggml file fetched by other means will do too: `--model PATH`"
        ),
    )
}

fn silence(source: &Source) -> String {
    let seconds = source.patience().as_secs_f32();
    format!("nothing came for {seconds} s")
}

fn refused(source: &Source, model: &Published, status: StatusCode) -> Failure {
    let host = source.host();
    let message = match status {
        StatusCode::NOT_FOUND => format!("`{host}` has no `{}`", model.file()),
        _ => format!("`{host}` does not send `{}`: {status}", model.file()),
    };
    let hint = if source.is_mirror() && !status.is_server_error() {
        format!("check `{MIRROR}`: the files lie right below that address")
    } else {
        format!("try again later, or name a mirror in `{MIRROR}`")
    };
    hinted(message, hint)
}

/// That an answer broke off in the middle, in words.
pub(super) fn cut(source: &Source, model: &Published, had: u64, error: &io::Error) -> String {
    let (host, had, size) = (source.host(), amount(had), model.size());
    let late = error
        .get_ref()
        .and_then(|e| e.downcast_ref::<ureq::Error>());
    if matches!(late, Some(ureq::Error::Timeout(_))) {
        let silence = silence(source);
        format!("`{host}` fell silent after {had} of {size}: {silence}")
    } else {
        format!("the connection to `{host}` was cut after {had} of {size}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(u64, Option<u64>)>) {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_RANGE, text.parse().expect("a value"));
        assert_eq!(range(&headers), expected, "{text}");
    }

    #[test]
    fn a_content_range_tells_where_it_begins_and_the_whole_length() {
        check("bytes 5-9/10", Some((5, Some(10))));
        check("bytes 5-9/*", Some((5, None)));
        check("bytes */10", None);
        check("lines 5-9/10", None);
        check("bytes 5", None);
        check("bytes -1-9/10", None);
        check("", None);
        assert_eq!(range(&HeaderMap::new()), None);
    }
}
