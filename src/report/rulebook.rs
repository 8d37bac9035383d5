//! Lays the rule book out for a terminal: the list, and one rule with its examples.

use super::Look;
use super::phrases::{self, rulebook};
use super::text::page::{Indent, Page, left, piece, plain};
use super::text::{BODY, BOLD, DIM, QUOTE, WIDEST};
use crate::rules::Rule;

/// A narrower page has no room for three columns.
const COLUMNS: usize = 80;

/// Where an example stands.
const EXAMPLE: Indent = Indent { first: 2, rest: 4 };

/// Every rule, a line each where there is room.
#[must_use]
pub fn list(look: Look) -> String {
    let mut page = page(look);
    for rule in Rule::ALL {
        let (weight, what) = (rulebook::weight(rule), rulebook::what(rule));
        let id = piece(left(rule.id(), 24), BOLD);
        if look.width >= COLUMNS {
            page.line(vec![id, piece(left(&weight, 10), DIM), plain(what)]);
        } else {
            page.line(vec![id, piece(weight, DIM)]);
            page.prose(BODY, &[plain(what)]);
        }
    }
    page.finish(look.paint)
}

/// One rule: what, why, what instead, and examples on both sides of it.
#[must_use]
pub fn explained(rule: Rule, look: Look) -> String {
    let mut page = page(look);
    let weight = format!("  {}", rulebook::weight(rule));
    page.line(vec![piece(rule.id(), BOLD), piece(weight, DIM)]);
    page.prose(BODY, &[plain(rulebook::what(rule))]);
    for (name, text) in [
        ("Why", phrases::why(rule)),
        ("Instead", phrases::instead(rule)),
    ] {
        page.blank();
        page.line(vec![piece(name, BOLD)]);
        page.prose(BODY, &[plain(text)]);
    }
    let (fires, silent) = rulebook::examples(rule);
    for (name, lines) in [("Fires on", fires), ("Stays silent on", silent)] {
        page.blank();
        page.line(vec![piece(name, BOLD)]);
        for line in lines {
            page.prose(EXAMPLE, &[piece(line, QUOTE)]);
        }
    }
    page.finish(look.paint)
}

fn page(look: Look) -> Page {
    Page::new(look.width.clamp(60, 200).min(WIDEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Paint;

    #[test]
    fn columns_stay_apart_where_a_terminal_has_80() {
        let look = Look {
            width: 80,
            paint: Paint::Plain,
        };
        let list = list(look);
        for (line, rule) in list.lines().zip(Rule::ALL) {
            let columns = [rule.id(), &rulebook::weight(rule), rulebook::what(rule)];
            let words = columns.join(" ");
            let told: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(told.join(" "), words);
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
