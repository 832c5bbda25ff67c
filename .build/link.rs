//! How the program is linked, so that it starts sooner. Each is a gain of the first frame, and none is
//! needed: where the system is not known to have it, it is left out.

use std::process::Command;

/// The first version of the GNU C library that starts programs with packed relocations.
const PACKED_RELOCATIONS: (u32, u32) = (2, 36);

fn main() {
    println!("cargo:rerun-if-changed=.build/link.rs");
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    let is_gnu_linux = of("CARGO_CFG_TARGET_OS") == "linux" && of("CARGO_CFG_TARGET_ENV") == "gnu";
    if !is_gnu_linux || of("HOST") != of("TARGET") {
        return;
    }
    if c_library().is_some_and(|version| version >= PACKED_RELOCATIONS) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of the system's GNU C library; `None` where it does not say.
fn c_library() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}
