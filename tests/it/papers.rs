//! What goes along with the program: completions, the manual, licences, and what this build is.

use std::process::Command;

use crate::harness::Home;

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = Home::new().run("--help").answer();
    let (_, list) = help
        .split_once("Commands:\n")
        .expect("the help lists the commands");
    let (list, _) = list.split_once("\n\n").expect("the list ends");
    let indented = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<String> = indented
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 15, "{names:?}");
    names
}

#[test]
fn every_shell_completes_every_command() {
    let home = Home::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = home.run(&format!("completions {shell}")).answer();
        for name in commands() {
            assert!(script.contains(&name), "{name} in {shell}");
        }
        assert!(script.contains("quiet-screen"), "{shell}");
    }
}

#[test]
fn bash_completes_the_start_of_a_command() {
    let home = Home::new();
    let mut script = home.run("completions bash").answer();
    script +=
        "COMP_WORDS=(ownup rec) COMP_CWORD=1\n_ownup ownup rec ownup\necho \"${COMPREPLY[@]}\"\n";
    home.write("script", script);
    let mut bash = Command::new("bash");
    let completed = home
        .finish(bash.arg(home.path("script")).env_clear())
        .answer();
    assert_eq!(completed, "record recover\n");
}

#[test]
fn an_unknown_shell_is_wrong_usage() {
    let outcome = Home::new().run("completions tcsh");
    assert_eq!(outcome.status, 2, "{outcome}");
    assert!(
        outcome
            .stderr
            .contains("bash, elvish, fish, powershell, zsh"),
        "{outcome}"
    );
}

#[test]
fn the_manual_names_every_command() {
    let page = Home::new().run("man").answer();
    for name in commands() {
        assert!(
            page.contains(&format!("ownup\\-{name}(1)")),
            "{name} in {page}"
        );
    }
    assert!(
        !page.contains("whisper.cpp:"),
        "the manual is the same for every build"
    );
}

#[test]
fn every_command_has_a_page() {
    let home = Home::new();
    home.run("man -o share/man1").answer();
    let pages = home.tree();
    for name in commands() {
        let page = format!("share/man1/ownup-{name}.1");
        assert!(pages.contains(&page), "{page} in {pages:?}");
    }
    assert!(pages.contains(&"share/man1/ownup.1".to_owned()));
    let page = home.read("share/man1/ownup-record.1");
    assert!(page.contains("quiet\\-screen"), "{page}");
}

#[test]
fn all_that_is_inside_has_its_licence_told() {
    let short = Home::new().run("licenses").answer();
    for name in [
        "Whisper tiny.en",
        "Silero VAD",
        "all-MiniLM-L6-v2",
        "whisper.cpp",
        "joe",
        "serde_json",
    ] {
        assert!(short.contains(name), "{name} in {short}");
    }
    let full = Home::new().run("licenses --full").answer();
    assert!(full.starts_with(&short));
    for text in [
        "Copyright (c) 2022 OpenAI",
        "Copyright (c) 2020-present Silero Team",
        "Copyright (c) 2023-2024 The ggml authors",
        "Permission is hereby granted, free of charge",
        "Apache License",
        "Mozilla Public License Version 2.0",
    ] {
        assert!(full.contains(text), "{text}");
    }
}

#[test]
fn the_version_is_a_line_or_the_facts_of_the_build() {
    let line = concat!("ownup ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(Home::new().run("-V").answer(), line);
    let facts = Home::new().run("--version").answer();
    assert!(
        facts.starts_with(&format!("{line}\ntarget:      ")),
        "{facts}"
    );
    let engine = if cfg!(feature = "whisper") {
        "1."
    } else {
        "none"
    };
    assert!(
        facts.contains(&format!("\nwhisper.cpp: {engine}")),
        "{facts}"
    );
    assert!(
        facts.contains("\nprofile:     ") && facts.contains("\nfeatures:    "),
        "{facts}"
    );
}
