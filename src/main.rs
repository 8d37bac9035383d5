//! The `ownup` program.

fn main() {}
