//! The `ownup` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ownup::commands::main()
}
