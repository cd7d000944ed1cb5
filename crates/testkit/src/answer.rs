//! What came back: status, headers, and the page as a reader would look for things in it.

use access::Defect;
use axum::{
    body::Body,
    http::{HeaderMap, Response, header},
};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// Statements that count against the page's budget, run for this answer.
    pub statements: u64,
    pub(crate) asked: String,
    /// What the log has about it, if it is our fault.
    pub(crate) defect: Option<String>,
}

impl Answer {
    pub(crate) async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body can be read").to_bytes().to_vec();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes,
            statements: 0,
            asked: String::new(),
            defect: parts.extensions.get().map(|Defect(words)| words.clone()),
        }
    }

    /// The answer itself, if it has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{} answered with:\n{}{}",
            self.asked,
            self.summary(),
            self.defect.as_deref().map(|words| format!("\nIn the log: {words}")).unwrap_or_default()
        );
        self
    }

    /// The answer itself, if it is a page that was found.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.is(200)
    }

    /// The answer itself, if nothing was found.
    #[track_caller]
    pub fn not_found(self) -> Self {
        self.is(404)
    }

    /// The answer itself, if it sends on with 303 to this address.
    #[track_caller]
    pub fn goes_to(self, location: &str) -> Self {
        let answer = self.is(303);
        assert_eq!(answer.location(), location, "{}", answer.asked);
        answer
    }

    /// Where it sends on to; empty when it does not.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// A header's text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Every cookie that is set, whole.
    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    /// The body as text.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Whether the body is HTML.
    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// Words of every element a CSS selector finds, white space folded.
    pub fn select(&self, css: &str) -> Vec<String> {
        let page = self.page();
        page.select(&selector(css)).map(words).collect()
    }

    /// How many elements a CSS selector finds.
    pub fn count(&self, css: &str) -> usize {
        self.page().select(&selector(css)).count()
    }

    /// Words of the one element a CSS selector finds.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        let mut found = self.select(css);
        assert_eq!(found.len(), 1, "{css} finds {found:?} in {}:\n{}", self.asked, self.summary());
        found.remove(0)
    }

    /// An attribute of every element a CSS selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.page().select(&selector(css)).filter_map(|e| e.attr(name)).map(str::to_owned).collect()
    }

    /// Whether the words stand somewhere in what a reader sees of the page's body.
    pub fn says(&self, wanted: &str) -> bool {
        let page = self.page();
        let body = page.select(&selector("body")).next().map(words).unwrap_or_default();
        body.contains(wanted)
    }

    /// The answer itself, if the words stand in it.
    #[track_caller]
    pub fn saying(self, wanted: &str) -> Self {
        assert!(self.says(wanted), "{} does not say {wanted:?}:\n{}", self.asked, self.summary());
        self
    }

    /// The answer itself, if the words are nowhere in its source, seen or unseen.
    #[track_caller]
    pub fn without(self, unwanted: &str) -> Self {
        assert!(
            !self.html().contains(unwanted),
            "{} has {unwanted:?} in it:\n{}",
            self.asked,
            self.summary()
        );
        self
    }

    pub(crate) fn page(&self) -> Html {
        Html::parse_document(&self.html())
    }

    /// Status and words, for messages.
    fn summary(&self) -> String {
        let words = if self.is_html() {
            self.select("main, body").first().cloned().unwrap_or_default()
        } else {
            self.html()
        };
        let start: String = words.chars().take(1500).collect();
        format!("{} {} {start}", self.status, self.location())
    }
}

/// A selector, or a panic that shows it.
pub(crate) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|e| panic!("{css} is no CSS selector: {e}"))
}

/// What an element says, white space folded.
pub(crate) fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
