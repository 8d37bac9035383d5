//! Rehearse your failure story aloud; see where the seconds went, and whether you owned it.
//!
//! The modules below stand in reading order, and a module uses only those above it.
//! Down to [`report`] everything is pure: values in, values out. The rest is the edge
//! of the program: files, devices, models, the terminal.

pub mod time;

pub mod story;

pub mod samples;

pub mod speech;

pub mod transcript;

pub mod meaning;

pub mod vocabulary;

pub mod telling;

pub mod clauses;

pub mod corrections;

pub mod alignment;

pub mod rules;

pub mod bands;

pub mod delivery;

pub mod analysis;

pub mod take;

pub mod draft;

pub mod bank;

pub mod comments;

pub mod comparison;

pub mod report;

pub mod failure;

pub mod machine;

pub mod audio;

pub mod models;

pub mod transcriber;

pub mod library;

pub mod settings;

pub mod terminal;

pub mod coach;

pub mod commands;
