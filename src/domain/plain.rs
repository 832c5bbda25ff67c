//! Text from outside made harmless: nothing in it steers a terminal, a printer or the direction of
//! what stands beside it.

/// The text without control characters (line ends and tabs stay, every line end as `\n`) and
/// without the characters that turn the direction of writing around what follows.
pub fn harmless(text: &str) -> String {
    let kept = |letter: &char| {
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !turns && (!letter.is_control() || matches!(letter, '\n' | '\t')) && *letter != '\u{feff}'
    };
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_left_out_and_what_is_read_stays() {
        assert_eq!(harmless("a\u{1b}[31mb\u{0}\r\nc\rd\te"), "a[31mb\nc\nd\te");
        assert_eq!(harmless("\u{feff}ab\u{202e}cd\u{2066}e\u{2069}"), "abcde");
        assert_eq!(harmless("שלום, naïve 漢字 👩‍🦽"), "שלום, naïve 漢字 👩‍🦽");
    }
}
