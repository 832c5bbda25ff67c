//! Closed lists of words: what can be written in a file or an option, and what each word means.

use super::nearest::or_did_you_mean;

/// One word of a closed list. `words_enum!` makes every list one of these.
pub trait Choice: Copy + Send + Sync + 'static {
    /// Every word, in the order people are asked.
    const CHOICES: &'static [Self];

    /// The word used in files, options and JSON.
    fn word(self) -> &'static str;

    /// The words shown to a person.
    fn meaning(self) -> &'static str;
}

/// Says that a text is no word of the list, which are, and which of them may be meant.
pub fn not_one_of<T: Choice>(text: &str) -> String {
    let words = || T::CHOICES.iter().map(|choice| choice.word());
    format!(
        "“{text}” is not one of {}{}",
        words().collect::<Vec<_>>().join(", "),
        or_did_you_mean(text, words())
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::session::Pressure;

    #[test]
    fn a_word_that_is_none_is_told_with_those_that_are_and_the_nearest() {
        assert_eq!(
            "rihgt".parse::<Pressure>().unwrap_err(),
            "“rihgt” is not one of too-light, right, too-strong; did you mean “right”?"
        );
        assert_eq!(
            "hard".parse::<Pressure>().unwrap_err(),
            "“hard” is not one of too-light, right, too-strong"
        );
    }
}
