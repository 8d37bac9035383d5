use std::io::Read;

use super::*;

const DOCUMENT: &str = "{}";

/// A site that takes in `{}` alone, and is another page once it is corrected.
fn address() -> String {
    let intake = |json: &str| match json {
        DOCUMENT => Ok("taken".to_owned()),
        _ => Err("not so".to_owned()),
    };
    let page = |html: &str| Page {
        html: html.to_owned(),
        policy: "default-src 'none'".to_owned(),
    };
    let proofs = move |json: &str| match json {
        DOCUMENT => Ok(page("<p>put right</p>")),
        _ => Err("not so".to_owned()),
    };
    let site = Site {
        page: RwLock::new(Arc::new(page("<p>the page</p>"))),
        intake: Box::new(intake),
        proofs: Box::new(proofs),
    };
    serve(site).unwrap()
}

/// Sends a request with `{host}` and `{path}` filled in; returns the answer.
fn ask(address: &str, request: &str) -> String {
    let (host, path) = address
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let request = request
        .replace("{host}", host)
        .replace("{path}", &format!("/{path}"))
        .replace('\n', "\r\n");
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn check(request: &str, status: &str) {
    let answer = ask(&address(), request);
    let first = answer.lines().next().unwrap_or_default();
    assert!(first.contains(status), "{request} is answered by {first}");
    if status != "200" {
        assert!(!answer.contains("the page") && !answer.contains("taken"));
    }
}

#[test]
fn the_page_is_there_for_whoever_knows_its_path() {
    let answer = ask(&address(), "GET {path} HTTP/1.1\nHost: {host}\n\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n<p>the page</p>"), "{answer}");
    for field in [
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
    ] {
        assert!(answer.contains(field), "{answer}");
    }
}

#[test]
fn the_path_is_random() {
    assert!(address().len() >= "http://127.0.0.1:1/".len() + 32);
    let path = |address: String| address.rsplit('/').nth(1).map(str::to_owned);
    assert_ne!(path(address()), path(address()));
    assert!(address().starts_with("http://127.0.0.1:"));
}

#[test]
fn another_path_is_not_there() {
    check("GET / HTTP/1.1\nHost: {host}\n\n", "404");
    check(
        "GET /00000000000000000000000000000000/ HTTP/1.1\nHost: {host}\n\n",
        "404",
    );
    check("GET {path}../ HTTP/1.1\nHost: {host}\n\n", "404");
    check("GET {path}etc/passwd HTTP/1.1\nHost: {host}\n\n", "404");
}

#[test]
fn a_request_for_another_host_is_refused() {
    check("GET {path} HTTP/1.1\nHost: evil.example\n\n", "421");
    check("GET {path} HTTP/1.1\nHost: localhost\n\n", "421");
    check("GET {path} HTTP/1.1\n\n", "421");
    check(
        "GET {path} HTTP/1.1\nHost: {host}\nHost: evil.example\n\n",
        "400",
    );
}

#[test]
fn a_request_from_another_site_is_refused() {
    let post = |origin: &str| {
        format!(
            "POST {{path}}comments HTTP/1.1\nHost: {{host}}\n{origin}Content-Type: application/json\nContent-Length: 2\n\n{{}}"
        )
    };
    check(&post("Origin: http://evil.example\n"), "403");
    check(&post("Origin: null\n"), "403");
    check(&post("Origin: https://{host}\n"), "403");
    check(&post(""), "403");
    check(&post("Origin: http://{host}\n"), "200");
    check(
        "GET {path} HTTP/1.1\nHost: {host}\nOrigin: http://evil.example\n\n",
        "403",
    );
}

#[test]
fn only_comments_are_taken_in_and_only_as_json() {
    let post = |path: &str, kind: &str, body: &str| {
        let length = body.len();
        format!(
            "POST {path} HTTP/1.1\nHost: {{host}}\nOrigin: http://{{host}}\nContent-Type: {kind}\nContent-Length: {length}\n\n{body}"
        )
    };
    check(
        &post("{path}comments", "application/json; charset=utf-8", "{}"),
        "200",
    );
    check(&post("{path}comments", "text/plain", "{}"), "415");
    check(&post("{path}comments", "application/json", "[]"), "422");
    check(&post("{path}", "application/json", "{}"), "405");
    check(&post("{path}else", "application/json", "{}"), "404");
    check("GET {path}comments HTTP/1.1\nHost: {host}\n\n", "405");
    check("DELETE {path} HTTP/1.1\nHost: {host}\n\n", "405");
}

#[test]
fn a_corrected_page_is_there_at_once_and_a_correction_that_is_none_changes_nothing() {
    let address = address();
    let post = |body: &str| {
        let length = body.len();
        let request = format!(
            "POST {{path}}corrections HTTP/1.1\nHost: {{host}}\nOrigin: http://{{host}}\nContent-Type: application/json\nContent-Length: {length}\n\n{body}"
        );
        ask(&address, &request)
    };
    let get = || ask(&address, "GET {path} HTTP/1.1\nHost: {host}\n\n");
    assert!(post("[]").ends_with("not so"));
    assert!(get().ends_with("<p>the page</p>"));
    assert!(post("{}").starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(get().ends_with("<p>put right</p>"));
}

#[test]
fn a_body_that_is_too_big_is_refused() {
    check(
        "POST {path}comments HTTP/1.1\nHost: {host}\nOrigin: http://{host}\nContent-Type: application/json\nContent-Length: 900000000\n\n{}",
        "413",
    );
}

#[test]
fn a_guest_who_says_nothing_keeps_nobody_else_waiting() {
    let address = address();
    let host = address["http://".len()..].split('/').next().unwrap();
    let _silent: Vec<TcpStream> = (0..MOST_GUESTS - 1)
        .map(|_| TcpStream::connect(host).unwrap())
        .collect();
    let answer = ask(&address, "GET {path} HTTP/1.1\nHost: {host}\n\n");
    assert!(answer.contains("200 OK"), "{answer}");
}
