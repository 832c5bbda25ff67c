//! The guide's pages: plain text, reflowed by whoever shows it.

use std::sync::LazyLock;

/// One page. Its body is paragraphs and lists parted by empty lines; a line of a list begins with
/// `- `. Lines are of any length.
#[derive(Debug, Clone)]
pub struct GuidePage {
    /// Its fixed name, as in `weekfive guide techniques`.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The text below it.
    pub body: &'static str,
}

macro_rules! pages {
    ($($id:literal),+ $(,)?) => {
        [$(($id, include_str!(concat!("../../assets/guide/", $id, ".md")))),+]
    };
}

const FILES: [(&str, &str); 7] = pages![
    "techniques",
    "during-and-after",
    "feelings",
    "finding-a-therapist",
    "what-to-expect",
    "beside-other-care",
    "decision",
];

static PAGES: LazyLock<Vec<GuidePage>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(id, text)| {
            let (title, body) = text.split_once('\n').unwrap_or((text, ""));
            GuidePage { id, title: title.trim_start_matches("# ").trim(), body: body.trim() }
        })
        .collect()
});

/// Every page, in the order of the guide.
pub fn guide() -> &'static [GuidePage] {
    &PAGES
}

/// The page with an id.
pub fn guide_page(id: &str) -> Option<&'static GuidePage> {
    guide().iter().find(|page| page.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_title_a_source_and_at_most_350_words() {
        for page in guide() {
            let words = page.body.split_whitespace().count();
            assert!(!page.title.is_empty() && !page.title.contains('#'), "{}", page.id);
            assert!((100..=350).contains(&words), "{}: {words}", page.id);
            let last = page.body.lines().last().unwrap();
            assert!(last.starts_with("Source"), "{}: {last}", page.id);
        }
    }

    #[test]
    fn the_figures_are_those_of_the_evidence() {
        let expect = guide_page("what-to-expect").unwrap().body;
        for arm in crate::content::arms() {
            for percent in [arm.pain_percent, arm.ndi_percent].into_iter().flatten() {
                assert!(expect.contains(&format!("- {percent} with 60 minutes")), "{percent}");
            }
        }
        let none = crate::content::wait_list();
        for percent in [none.pain_percent, none.ndi_percent] {
            assert!(expect.contains(&format!("- {percent} with no massage at all")), "{percent}");
        }
        for figure in ["228", "0.44", "0.26", "1.56"] {
            assert!(expect.contains(figure), "{figure}");
        }
    }

    #[test]
    fn every_doi_in_the_guide_is_of_a_source() {
        let known: Vec<_> =
            crate::content::sources().iter().filter_map(|source| source.doi.as_deref()).collect();
        let mut cited = 0;
        for page in guide() {
            for doi in page.body.split("doi ").skip(1) {
                let doi = doi.split([';', '\n']).next().unwrap().trim_end_matches('.');
                assert!(known.contains(&doi), "{}: {doi}", page.id);
                cited += 1;
            }
        }
        assert!(cited >= 6, "{cited}");
    }

    #[test]
    fn every_technique_has_its_line() {
        use crate::domain::session::Technique;
        let body = guide_page("techniques").unwrap().body;
        for technique in Technique::ALL {
            let label = technique.label().to_lowercase();
            assert!(body.to_lowercase().lines().any(|line| line.contains(&label)), "{label}");
        }
    }
}
