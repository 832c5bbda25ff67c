//! Feeds one of the targets of `weekfive::fuzz`, named in `TARGET`, with what libFuzzer comes up with.
//! With `SEEDS` it writes the target's seeds into that folder instead, and ends.
#![no_main]

use std::sync::OnceLock;

use weekfive::fuzz::{Target, target};

static CHOSEN: OnceLock<&Target> = OnceLock::new();

fn chosen() -> &'static Target {
    CHOSEN.get_or_init(|| {
        let chosen = target(&std::env::var("TARGET").expect("TARGET names a target"));
        if let Some(folder) = std::env::var_os("SEEDS") {
            for (number, seed) in (chosen.seeds)().iter().enumerate() {
                std::fs::write(std::path::Path::new(&folder).join(format!("seed-{number}")), seed)
                    .expect("the folder of the seeds can be written");
            }
            std::process::exit(0);
        }
        chosen
    })
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (chosen().run)(bytes));
