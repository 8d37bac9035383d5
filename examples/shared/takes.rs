//! The written takes of `models/roles/takes`, as they are and as a recogniser might hear them.

use std::path::Path;

use anyhow::{Context, Result};
use ownup::alignment::chain::STATES;
use ownup::story::{Role, Story};
use ownup::time::{Millis, Span};
use ownup::transcript::{Transcript, Word};

use crate::folder::texts;
use crate::noise::Noise;

/// A written take.
#[derive(Clone)]
pub(crate) struct Take {
    pub(crate) domain: String,
    pub(crate) story: Story,
    pub(crate) transcript: Transcript,
    pub(crate) roles: Vec<usize>,
}

/// The files hold a story and its takes; `models/roles/README.md` has the format.
pub(crate) fn read_takes(folder: &Path) -> Result<Vec<Take>> {
    let mut takes = Vec::new();
    for (path, text) in texts(folder)? {
        let (head, rest) = text.split_once("\nstory:\n").context("no story")?;
        let mut parts = rest.split("\ntake:");
        let written = parts.next().unwrap_or_default();
        let story = ownup::story::parse(
            &format!("---\ntitle: {head}\n---\n\n{written}\n")
                .replace("title: domain: ", "title: "),
        )
        .map_err(|e| anyhow::anyhow!("{}: {e:?}", path.display()))?;
        for part in parts {
            takes.push(read_take(head, &story, part).with_context(|| path.display().to_string())?);
        }
    }
    Ok(takes)
}

fn read_take(domain: &str, story: &Story, text: &str) -> Result<Take> {
    let (mut words, mut roles) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let (name, said) = line
            .trim_start_matches('[')
            .split_once("] ")
            .with_context(|| line.to_owned())?;
        let role = Role::ALL
            .iter()
            .position(|role| role.name() == name)
            .unwrap_or(STATES - 1);
        for word in said.split_whitespace() {
            let at = Millis(300 * words.len() as i64);
            words.push(Word {
                text: word.to_owned(),
                span: Span::new(at, at + Millis(300)),
                p: 1.0,
            });
            roles.push(role);
        }
    }
    let transcript = Transcript {
        words,
        ..Transcript::default()
    };
    Ok(Take {
        domain: domain.to_owned(),
        story: story.clone(),
        transcript,
        roles,
    })
}

/// The take as a recogniser might hear it: marks lost, words lost or taken for others, pauses anywhere.
pub(crate) fn misheard(take: &Take, seed: u64) -> Take {
    let mut noise = Noise(seed ^ take.roles.len() as u64);
    let (mut words, mut roles): (Vec<Word>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut at = Millis::ZERO;
    for (word, &role) in take.transcript.words.iter().zip(&take.roles) {
        let mut text = word.text.clone();
        if noise.happens(0.03) {
            continue;
        }
        if noise.happens(0.04) {
            let other = noise.below(take.transcript.words.len());
            text.clone_from(&take.transcript.words[other].text);
        }
        if noise.happens(0.25) {
            text = text
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase();
        }
        if noise.happens(0.06) {
            at += Millis(noise.below(900) as i64);
        }
        let span = Span::new(at, at + Millis(300));
        at = span.end();
        words.push(Word { text, span, p: 1.0 });
        roles.push(role);
    }
    let transcript = Transcript {
        words,
        ..Transcript::default()
    };
    Take {
        transcript,
        roles,
        ..take.clone()
    }
}
