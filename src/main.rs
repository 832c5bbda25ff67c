//! The weekfive program: everything is in the library.

fn main() -> std::process::ExitCode {
    weekfive::cli::main()
}
