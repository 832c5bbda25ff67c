//! What a decision can say: its verdict, how firm it is, and what became of each measure.

use crate::words_enum;

words_enum! {
    /// What the five weeks say.
    Verdict {
        /// Week five has not begun.
        NotYet = "not-yet", "not yet";
        /// Neither pain nor function can be compared.
        InsufficientData = "insufficient-data", "not enough data";
        /// It helped: a bounded next block.
        Continue = "continue", "continue";
        /// Something got worse: stop and talk to a clinician.
        Review = "review", "review";
        /// Nothing changed at a dose that was delivered: change something.
        Adjust = "adjust", "adjust";
        /// Nothing changed, and the dose was not delivered: it was not tested.
        Inconclusive = "inconclusive", "inconclusive";
    }
}

words_enum! {
    /// How firm a result is.
    Firmness {
        /// Nothing speaks against it.
        Firm = "firm", "firm";
        /// For at least one reason.
        Tentative = "tentative", "tentative";
    }
}

words_enum! {
    /// What became of a measure between baseline and week five.
    Outcome {
        /// Clearly better.
        Improved = "improved", "improved";
        /// Neither clearly better nor clearly worse.
        Unchanged = "unchanged", "unchanged";
        /// Clearly worse.
        Worsened = "worsened", "worsened";
        /// A figure is missing on one side.
        Unknown = "unknown", "unknown";
    }
}

words_enum! {
    /// How much relief a fall in pain is (IMMPACT, Dworkin 2008).
    Relief {
        /// Under 10%, or pain rose, or there was none to relieve.
        None = "none", "none";
        /// From 10%.
        Minimal = "minimal", "minimal";
        /// From 30%.
        Moderate = "moderate", "moderate";
        /// From 50%.
        Substantial = "substantial", "substantial";
    }
}
