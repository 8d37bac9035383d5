//! A comparison as one page for the browser and for paper: no script, nothing loaded, everything escaped.

use super::{Compared, Outline, Survived, TableRow, Tone, svg};
use crate::report::turns;

/// The page's style.
const STYLE: &str = include_str!("page.css");

/// What a browser lets the page use: this very style, by its hash, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'sha256-CxGbqM4mLUdUFsH8rC4N459ajZzuYVe0cv1+VDnd6F8='; base-uri 'none'; form-action 'none'";

/// So many takes are shown one by one.
const ONE_BY_ONE: usize = 12;

pub(super) fn render(compared: &Compared<'_>) -> String {
    let outline = Outline::of(compared, ONE_BY_ONE);
    let title = escaped(&outline.title);
    let parts = [
        format!(
            "<h1>{title}</h1>\n<p class=\"soft\">{}</p>\n",
            escaped(&outline.subtitle)
        ),
        toned("p", "enough ", (outline.enough.0, &outline.enough.1)),
        table(&outline),
        course(compared),
        findings(&outline),
        "<h2>What must be said, and where it was</h2>\n".to_owned(),
        outline.statements.iter().map(statement).collect(),
        drift(&outline),
        notes(&outline.notes),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}: takes compared</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}\
         <footer>Made by ownup, on your own machine. This page loads nothing and tells nobody.</footer>\n</body>\n</html>\n",
        parts.concat()
    )
}

/// So that words stay words, in text and in attributes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // What would turn the line round is of no use in a browser either.
            c if turns(c) => {}
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Mind => "mind",
        Tone::Plain => "plain",
    }
}

fn toned(tag: &str, more: &str, line: (Tone, &str)) -> String {
    let (class, text) = (class(line.0), escaped(line.1));
    format!("<{tag} class=\"{more}{class}\">{text}</{tag}>\n")
}

fn table(outline: &Outline) -> String {
    let heads: Vec<String> = outline
        .heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{}</th>", escaped(head)))
        .collect();
    let split: String = outline.split.iter().map(row).collect();
    let sections: String = outline
        .sections
        .iter()
        .chain(&outline.sum_of_best)
        .map(row)
        .collect();
    let shared = outline
        .shared
        .map(|shared| format!("<p class=\"soft\">{}</p>\n", escaped(shared)));
    format!(
        "<div class=\"wide\"><table>\n<thead><tr><th></th>{}</tr></thead>\n<tbody class=\"split\">\n{split}</tbody>\n<tbody>\n{sections}</tbody>\n</table></div>\n{}",
        heads.concat(),
        shared.unwrap_or_default()
    )
}

fn row(row: &TableRow) -> String {
    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
        let class = if at == 2 { class(row.tone) } else { "plain" };
        format!("<td class=\"{class}\">{}</td>", escaped(cell))
    });
    let cells: String = cells.collect();
    format!(
        "<tr><th scope=\"row\">{}</th>{cells}</tr>\n",
        escaped(&row.name)
    )
}

fn course(compared: &Compared<'_>) -> String {
    let course = compared.comparison.course;
    if course.len() < 2 {
        return String::new();
    }
    format!(
        "<h2>The split over {} takes</h2>\n<figure>\n{}<figcaption class=\"soft\"><span class=\"key-decision\">● decision</span> \
         and <span class=\"key-rollback\">○ rollback</span>, each in its band; the thin lines are the targets.</figcaption>\n</figure>\n",
        course.len(),
        svg::draw(course)
    )
}

fn findings(outline: &Outline) -> String {
    let head = format!("<h2>Findings since {}</h2>\n", escaped(&outline.heads[1]));
    if outline.findings.is_empty() {
        return head + "<p>None, then or now.</p>\n";
    }
    let line = |(tone, finding): &(Tone, String)| toned("li", "", (*tone, finding));
    let lines: String = outline.findings.iter().map(line).collect();
    format!("{head}<ul>\n{lines}</ul>\n")
}

fn statement(survived: &Survived) -> String {
    let take =
        |(id, said): &(crate::take::TakeId, Option<(crate::time::Millis, String)>)| match said {
            Some((start, quote)) => format!(
                "<li>take {id} <time>{start}</time> <q>{}</q></li>\n",
                escaped(quote)
            ),
            None => format!("<li class=\"soft\">take {id} not said</li>\n"),
        };
    let takes: String = survived.takes.iter().map(take).collect();
    let (name, tone) = (escaped(survived.name), class(survived.tone));
    let summary = escaped(&survived.summary);
    format!("<h3>{name} <span class=\"{tone}\">{summary}</span></h3>\n<ul>\n{takes}</ul>\n")
}

fn drift(outline: &Outline) -> String {
    let heads: Vec<String> = outline
        .voices
        .iter()
        .map(|id| format!("<th scope=\"col\">take {id}</th>"))
        .collect();
    let heads = heads.concat();
    let row = |cells: &Vec<String>| {
        let rest: Vec<String> = cells[1..]
            .iter()
            .map(|cell| format!("<td>{}</td>", escaped(cell)))
            .collect();
        let rest = rest.concat();
        format!(
            "<tr><th scope=\"row\">{}</th>{rest}</tr>\n",
            escaped(&cells[0])
        )
    };
    let rows: String = outline.drift.iter().map(row).collect();
    format!(
        "<h2>Paper and voice, as shares of the whole</h2>\n<div class=\"wide\"><table>\n<thead><tr><th></th><th scope=\"col\">paper</th>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}

fn notes(notes: &[String]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let items: Vec<String> = notes
        .iter()
        .map(|note| format!("<li>{}</li>\n", escaped(note)))
        .collect();
    let items = items.concat();
    format!("<h2>To know</h2>\n<ul>\n{items}</ul>\n")
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// RFC 4648, for lengths that a SHA-256 has.
    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for chunk in bytes.chunks(3) {
            let bits = chunk
                .iter()
                .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
                << (8 * (3 - chunk.len()));
            for at in 0..4 {
                let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize] as char;
                text.push(if at > chunk.len() { '=' } else { letter });
            }
        }
        text
    }

    #[test]
    fn the_policy_allows_the_style_by_its_hash_and_nothing_else() {
        assert_eq!(base64(b"light w"), "bGlnaHQgdw==");
        let hash = base64(&Sha256::digest(STYLE));
        assert!(
            POLICY.contains(&format!("style-src 'sha256-{hash}'")),
            "{hash}"
        );
        assert!(POLICY.starts_with("default-src 'none';"));
    }

    #[test]
    fn markup_in_words_is_text() {
        assert_eq!(
            escaped("<a href='x'>&\u{202e}\u{61c}\u{7}"),
            "&lt;a href=&#39;x&#39;&gt;&amp; "
        );
    }
}
