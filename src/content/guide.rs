//! The guide's pages: plain text, reflowed by whoever shows it.

use std::sync::LazyLock;

use super::{
    arm, figure, index_bands, index_ends, index_form, level, luck, source, wait_list, what_to_do,
    why_better_without,
};
use crate::domain::thresholds::{DAYS_FOR_FIRM, NDI_CLEAR, PAIN_SUCCESS};

/// One page. Its body is paragraphs and lists parted by empty lines; a line of a list begins with
/// `- `. Lines are of any length.
#[derive(Debug, Clone)]
pub struct GuidePage {
    /// Its fixed name, as in `weekfive guide techniques`.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The text below it.
    pub body: String,
}

macro_rules! pages {
    ($($id:literal),+ $(,)?) => {
        [$(($id, include_str!(concat!("../../assets/guide/", $id, ".md")))),+]
    };
}

const FILES: [(&str, &str); 10] = pages![
    "how-it-may-work",
    "techniques",
    "during-and-after",
    "feelings",
    "finding-a-therapist",
    "what-to-expect",
    "studies",
    "beside-other-care",
    "measures",
    "decision",
];

static PAGES: LazyLock<Vec<GuidePage>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(id, text)| {
            let (title, body) = text.split_once('\n').unwrap_or((text, ""));
            GuidePage { id, title: title.trim_start_matches("# ").trim(), body: filled(body.trim()) }
        })
        .collect()
});

/// The text with every mark such as `{figure:adverse-events}` filled in. A mark that nothing answers
/// to stays, and a test finds it.
fn filled(text: &str) -> String {
    let mut parts = text.split('{');
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}').and_then(|(mark, rest)| Some((told(mark)?, rest))) {
            Some((words, rest)) => done.extend([words.as_str(), rest]),
            None => done.extend(["{", part]),
        }
    }
    done
}

/// What a mark stands for: no figure is typed twice.
fn told(mark: &str) -> Option<String> {
    let owned = |text: &str| Some(text.to_owned());
    if let Some((dose, figure)) = mark.split_once('.') {
        return arm_figure(dose, figure);
    }
    let (kind, id) = mark.split_once(':').unwrap_or((mark, ""));
    match (kind, id) {
        ("figure", id) => owned(&figure(id)?.text),
        ("doi", id) => source(id)?.doi.clone(),
        ("luck", id) => {
            let (id, figure) = id.split_once(':')?;
            let luck = luck(id)?;
            match figure {
                "continue" => Some(luck.continues.to_string()),
                "sure" if luck.sure == 0 => owned("fewer than 1"),
                "sure" => Some(luck.sure.to_string()),
                _ => None,
            }
        }
        ("level", id) => owned(what_to_do(id.parse().ok()?)),
        ("title", id) => owned(&level(id.parse().ok()?)?.title),
        ("signs", id) => owned(&level(id.parse().ok()?)?.signs),
        ("without", "") => {
            Some(why_better_without().map(|reason| format!("- {reason}")).collect::<Vec<_>>().join("\n"))
        }
        ("index", "ends") => owned(index_ends()),
        ("index", "form") => owned(index_form()),
        ("index", "bands") => {
            Some(index_bands().map(|band| format!("- {band}")).collect::<Vec<_>>().join("\n"))
        }
        ("share", "pain-success") => Some(format!("{}%", (PAIN_SUCCESS * 100).to_integer())),
        ("points", "index-clear") => Some(NDI_CLEAR.to_integer().to_string()),
        ("days", "firm") => Some(DAYS_FOR_FIRM.to_string()),
        _ => None,
    }
}

/// A figure of one dose of the trial, or of the wait list (`none`).
fn arm_figure(dose: &str, figure: &str) -> Option<String> {
    if dose == "none" {
        return match figure {
            "pain" => Some(wait_list().pain_percent.to_string()),
            "index" => Some(wait_list().ndi_percent.to_string()),
            _ => None,
        };
    }
    let arm = arm(dose.parse().ok()?)?;
    match figure {
        "pain" => arm.pain_percent.map(|percent| percent.to_string()),
        "index" => arm.ndi_percent.map(|percent| percent.to_string()),
        "pain-difference" => {
            arm.pain_difference.as_deref().map(|less| less.trim_start_matches('-').to_owned())
        }
        "pain-chance" => arm.pain_chance.clone(),
        "index-chance" => arm.ndi_chance.clone(),
        _ => None,
    }
}

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
    fn every_page_has_a_title_a_source_and_at_most_450_words() {
        for page in guide() {
            let words = page.body.split_whitespace().count();
            assert!(!page.title.is_empty() && !page.title.contains('#'), "{}", page.id);
            assert!((100..=450).contains(&words), "{}: {words}", page.id);
            let last = page.body.lines().last().unwrap();
            assert!(last.starts_with("Source"), "{}: {last}", page.id);
        }
    }

    #[test]
    fn every_mark_is_filled() {
        for page in guide() {
            assert!(!page.body.contains(['{', '}']), "{}: {}", page.id, page.body);
        }
        assert_eq!(filled("a {figure:none} b"), "a {figure:none} b", "an unknown one stays");
    }

    /// A figure that is shown nowhere is a figure that nobody checks.
    #[test]
    fn every_figure_of_the_evidence_is_shown_by_its_id() {
        let all: String = FILES.iter().map(|(_, text)| *text).collect();
        let shown = |mark: String| assert!(all.contains(&mark), "{mark} is shown nowhere");
        for figure in super::super::figures() {
            shown(format!("{{figure:{}}}", figure.id));
        }
        for arm in super::super::arms() {
            let own = [
                ("pain", arm.pain_percent.is_some()),
                ("index", arm.ndi_percent.is_some()),
                ("pain-difference", arm.pain_difference.is_some()),
                ("pain-chance", arm.pain_chance.is_some()),
                ("index-chance", arm.ndi_chance.is_some()),
            ];
            for (name, _) in own.iter().filter(|(_, known)| *known) {
                shown(format!("{{{}.{name}}}", arm.dose));
            }
        }
        for mark in ["{none.pain}", "{none.index}", "{without}"] {
            shown(mark.to_owned());
        }
        for id in ["no-change-index", "no-change-markers", "real-change-index"] {
            for figure in ["continue", "sure"] {
                shown(format!("{{luck:{id}:{figure}}}"));
            }
        }
    }

    /// A mark that is filled with nothing would be as good as none: the words themselves are on a page, and
    /// those of the decision on the page of the decision.
    #[test]
    fn every_figure_of_the_evidence_stands_on_a_page_that_is_drawn() {
        let all: String = guide().iter().map(|page| page.body.as_str()).collect();
        for figure in super::super::figures() {
            assert!(all.contains(&figure.text), "{} is on no page", figure.id);
        }
        for arm in super::super::arms() {
            for percent in [arm.pain_percent, arm.ndi_percent].into_iter().flatten() {
                assert!(all.contains(&percent.to_string()), "{} of {}", percent, arm.dose);
            }
            let less = arm.pain_difference.as_deref().map(|less| less.trim_start_matches('-'));
            for published in
                [less, arm.pain_chance.as_deref(), arm.ndi_chance.as_deref()].into_iter().flatten()
            {
                assert!(all.contains(published), "{published} of {}", arm.dose);
            }
        }
        let decision = &guide_page("decision").unwrap().body;
        assert!(why_better_without().all(|reason| decision.contains(reason)), "{decision}");
        assert!(decision.contains("9 came out as Continue with the index (fewer than 1 as sure), and 22"));
        assert!(decision.contains("it was 95 (72 as sure)"), "{decision}");
    }

    /// What a page says in figures comes from the evidence, so that it is right in one place.
    #[test]
    fn no_figure_of_the_evidence_is_typed_again() {
        for (id, text) in FILES {
            for figure in super::super::figures().iter().filter(|figure| figure.value.contains('.')) {
                assert!(!text.contains(figure.value.trim_start_matches('-')), "{id}: {}", figure.value);
            }
            for percent in super::super::arms().iter().filter_map(|arm| arm.pain_percent) {
                assert!(!text.contains(&percent.to_string()), "{id}: {percent}");
            }
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
        let body = &guide_page("techniques").unwrap().body;
        for technique in Technique::ALL {
            let label = technique.label().to_lowercase();
            assert!(body.to_lowercase().lines().any(|line| line.contains(&label)), "{label}");
        }
    }
}
