//! How long the rules and the alignment take, and how that grows with the length of a take.
//!
//! `cargo bench --bench growth` prints milliseconds, the median of several runs, and the ratio to a
//! take of 400 words: a ratio far above the words' own is growth that is more than linear.
#![expect(
    clippy::disallowed_methods,
    reason = "a program of the workshop, not of the product: it reads files and clocks itself"
)]

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context, Result};
use ownup::alignment;
use ownup::clauses;
use ownup::corrections::Corrected;
use ownup::meaning::Stems;
use ownup::rules::{self, cause};
use ownup::story::{self, Month, Role, Story};
use ownup::telling::{Place, Telling};
use ownup::time::{Millis, Span};
use ownup::transcript::{Transcript, Word};

/// The lengths, in words: a take, one that runs on, and two hours of talk.
const LENGTHS: [usize; 3] = [400, 2_000, 20_000];

/// Runs whose median is taken.
const RUNS: usize = 9;

const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

/// A word with the role it is told in; none in an aside.
type Told = (Option<Role>, String);

fn main() -> Result<()> {
    let file = fs::read_to_string("models/roles/takes/01-hospital-pharmacy.txt")
        .context("run it where models/roles/takes is")?;
    let (story, lines) = parts(&file)?;
    println!(
        "{:>8} {:>12} {:>7} {:>12} {:>7}",
        "words", "rules", "", "alignment", ""
    );
    let mut first = None;
    for length in LENGTHS {
        let told: Vec<&Told> = lines.iter().cycle().take(length).collect();
        let (telling, transcript) = (telling(&told), transcript(&told));
        let rules = median(|| {
            let cause = cause::hear(&telling);
            black_box(rules::findings(&telling, &cause, None, TODAY));
        });
        let heard = Corrected::from(transcript.clone());
        let aligned = median(|| {
            let clauses = clauses::cut(&transcript);
            black_box(alignment::align(&story, &heard, &clauses, &Stems));
        });
        let (of_rules, of_aligned) = *first.get_or_insert((rules, aligned));
        println!(
            "{length:8} {rules:9.1} ms {:6.1}x {aligned:9.1} ms {:6.1}x",
            rules / of_rules,
            aligned / of_aligned
        );
    }
    Ok(())
}

/// The story of a file of written takes, and the words of its takes with their roles.
fn parts(file: &str) -> Result<(Story, Vec<Told>)> {
    let (head, rest) = file.split_once("\nstory:\n").context("no story")?;
    let (written, takes) = rest.split_once("\ntake:").context("no take")?;
    let title = head.trim_start_matches("domain: ");
    let story = story::parse(&format!("---\ntitle: {title}\n---\n\n{written}\n"))
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let mut words = Vec::new();
    for line in takes.lines().filter_map(|line| line.strip_prefix('[')) {
        let (name, said) = line.split_once("] ").context("a line without a role")?;
        let role = Role::ALL.into_iter().find(|role| role.name() == name);
        words.extend(said.split_whitespace().map(|word| (role, word.to_owned())));
    }
    Ok((story, words))
}

fn telling(told: &[&Told]) -> Telling {
    let mut telling = Telling::default();
    let ends = |word: &str| word.ends_with(['.', '?', '!']);
    for statement in told.chunk_by(|a, b| a.0 == b.0 && !ends(&a.1)) {
        let words = statement
            .iter()
            .map(|(_, word)| (word.as_str(), Place::Written(1)));
        telling.push(statement[0].0, words);
    }
    telling
}

/// A word every 300 ms.
fn transcript(told: &[&Told]) -> Transcript {
    let word = |(at, (_, text)): (i64, &&Told)| Word {
        text: text.clone(),
        span: Span::new(Millis(300 * at), Millis(300 * (at + 1))),
        p: 1.0,
    };
    Transcript {
        words: (0..).zip(told).map(word).collect(),
        ..Transcript::default()
    }
}

/// The median of some runs, in milliseconds.
fn median(mut run: impl FnMut()) -> f64 {
    run();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
