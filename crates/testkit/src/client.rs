//! A browser with a cookie jar, and somebody in front of it.

use crate::{
    Answer, Check, TestApp,
    answer::{selector, words},
    page,
};
use access::UserId;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Method, Request, header},
};
use scraper::ElementRef;
use std::{cell::RefCell, collections::BTreeMap};

/// Sends requests as a browser does, and checks every page that comes back (see [`Check`]).
#[derive(Clone)]
pub struct Client<'a> {
    app: &'a TestApp,
    jar: RefCell<BTreeMap<String, String>>,
    spared: Vec<Check>,
    user: Option<UserId>,
}

impl<'a> Client<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        Self { app, jar: RefCell::default(), spared: Vec::new(), user: None }
    }

    pub(crate) fn known_as(self, user: UserId) -> Self {
        Self { user: Some(user), ..self }
    }

    /// The account of whoever was signed in by a builder.
    pub fn user(&self) -> UserId {
        self.user.expect("somebody is signed in: begin with app.worker(…).signed_in()")
    }

    /// The same browser, with one check left out; the reason is for whoever reads the test.
    pub fn except(&self, check: Check, reason: &str) -> Self {
        assert!(reason.len() > 10, "say why {check:?} is left out");
        let mut client = self.clone();
        client.spared.push(check);
        client
    }

    /// Opens an address.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path).send()
    }

    /// Opens an address and goes on wherever it sends, three times at most.
    #[track_caller]
    pub fn open(&self, path: &str) -> Answer {
        self.follow(self.get(path))
    }

    /// Sends a form.
    #[track_caller]
    pub fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.request(Method::POST, path).form(pairs).send()
    }

    /// Sends a form and opens the page it sends on to.
    #[track_caller]
    pub fn post_and_open(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.follow(self.post(path, pairs).is(303))
    }

    /// Fills the form that a CSS selector finds on a page, as somebody with a browser would, and sends it: with
    /// its hidden fields and what stood in it already. A field the form does not have stops the test.
    #[track_caller]
    pub fn submit(&self, page: &Answer, css: &str, filled: &[(&str, &str)]) -> Answer {
        let html = page.page();
        let form =
            html.select(&selector(css)).next().unwrap_or_else(|| panic!("no form {css} on {}", page.asked));
        let mut pairs = fields(form);
        for (name, value) in filled {
            let known = form
                .select(&selector("input, select, textarea, button"))
                .any(|e| e.attr("name") == Some(name));
            assert!(known, "the form {css} of {} has no field {name}", page.asked);
            pairs.retain(|(had, _)| had != name);
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
        let action = form.attr("action").unwrap_or_default();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        if form.attr("method").unwrap_or("get").eq_ignore_ascii_case("get") {
            return self.get(&format!("{action}?{}", encode(&pairs)));
        }
        self.post(action, &pairs)
    }

    /// Goes on wherever an answer sends, three times at most.
    #[track_caller]
    pub fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..3 {
            if answer.location().is_empty() {
                break;
            }
            answer = self.get(answer.location());
        }
        answer
    }

    /// A request of any shape.
    pub fn request(&self, method: Method, path: &str) -> Wish<'_, 'a> {
        let mut headers = vec![("host", "alongside.test".to_owned())];
        if method != Method::GET {
            headers.push(("origin", "http://alongside.test".to_owned()));
            headers.push(("sec-fetch-site", "same-origin".to_owned()));
        }
        Wish { client: self, method, path: path.to_owned(), headers, body: Vec::new() }
    }

    /// Sends the same request so many times at once.
    #[track_caller]
    pub fn race(&self, times: usize, path: &str, pairs: &[(&str, &str)]) -> Vec<Answer> {
        let wish = self.request(Method::POST, path).form(pairs);
        let requests = (0..times).map(|_| wish.build()).collect();
        self.app.send(requests).into_iter().map(|answer| self.take(answer, &wish)).collect()
    }

    /// A cookie's value, if the browser has it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.borrow().get(name).cloned()
    }

    /// Puts a cookie into the jar.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.jar.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    /// The names of the browser's cookies.
    pub fn cookies(&self) -> Vec<String> {
        self.jar.borrow().keys().cloned().collect()
    }

    /// Keeps the answer's cookies and looks at its page.
    #[track_caller]
    fn take(&self, answer: Answer, wish: &Wish<'_, '_>) -> Answer {
        let answer = Answer { asked: format!("{} {}", wish.method, wish.path), ..answer };
        for cookie in answer.set_cookies() {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if attributes.to_ascii_lowercase().contains("max-age=0") {
                self.jar.borrow_mut().remove(name);
            } else {
                self.set_cookie(name, value);
            }
        }
        if answer.is_html() {
            let whole = !wish.headers.iter().any(|(name, _)| *name == "x-fragment");
            let problems = page::problems(&answer, whole, &self.spared);
            assert!(problems.is_empty(), "{}:\n- {}\n{}", answer.asked, problems.join("\n- "), answer.html());
        }
        answer
    }
}

/// A request that is being put together.
#[derive(Clone)]
pub struct Wish<'c, 'a> {
    client: &'c Client<'a>,
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Wish<'_, '_> {
    /// Sets a header, in place of the browser's own.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(had, _)| *had != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Leaves a header out.
    pub fn no_header(mut self, name: &str) -> Self {
        self.headers.retain(|(had, _)| *had != name);
        self
    }

    /// The fields of a form.
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        let body = encode(pairs).into_bytes();
        Self { body, ..self.header("content-type", "application/x-www-form-urlencoded") }
    }

    /// The fields of a form with a file in it: the field's name, the file's name, its content.
    pub fn upload(self, pairs: &[(&str, &str)], (field, name, content): (&str, &str, &[u8])) -> Self {
        const EDGE: &str = "alongside-test-edge";
        let mut body = Vec::new();
        for (name, value) in pairs {
            let part =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        Self { body, ..self.header("content-type", &format!("multipart/form-data; boundary={EDGE}")) }
    }

    /// Sends several wishes of one application in the same moment, whoever's they are; answers in their order.
    pub fn send_together(wishes: &[Self]) -> Vec<Answer> {
        let Some(app) = wishes.first().map(|wish| wish.client.app) else { return Vec::new() };
        let answers = app.send(wishes.iter().map(Self::build).collect());
        answers.into_iter().zip(wishes).map(|(answer, wish)| wish.client.take(answer, wish)).collect()
    }

    /// Sends it.
    #[track_caller]
    pub fn send(self) -> Answer {
        let answer = self.client.app.send(vec![self.build()]).remove(0);
        self.client.take(answer, &self)
    }

    fn build(&self) -> Request<Body> {
        let mut request = Request::new(Body::from(self.body.clone()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.path.parse().unwrap_or_else(|e| panic!("{} is no address: {e}", self.path));
        for (name, value) in &self.headers {
            let value = HeaderValue::from_str(value).expect("a header's text");
            request.headers_mut().insert(HeaderName::from_static(name), value);
        }
        let jar = self.client.jar.borrow();
        let cookies =
            jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() && !self.headers.iter().any(|(name, _)| *name == "cookie") {
            let value = HeaderValue::from_str(&cookies).expect("cookies are plain text");
            request.headers_mut().insert(header::COOKIE, value);
        }
        request
    }
}

/// What a browser sends of a form that nobody has touched.
fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for field in form.select(&selector("input[name], select[name], textarea[name]")) {
        let name = field.attr("name").unwrap_or_default().to_owned();
        let ticked = field.attr("checked").is_some();
        let value = match (field.value().name(), field.attr("type").unwrap_or("text")) {
            ("input", "submit" | "button" | "reset" | "image" | "file") => continue,
            ("input", "checkbox" | "radio") if !ticked => continue,
            ("input", "checkbox" | "radio") => field.attr("value").unwrap_or("on").to_owned(),
            ("input", _) => field.attr("value").unwrap_or_default().to_owned(),
            ("select", _) => {
                let chosen = field.select(&selector("option[selected]")).next();
                let option = chosen.or_else(|| field.select(&selector("option")).next());
                option.map(|o| o.attr("value").map_or_else(|| words(o), str::to_owned)).unwrap_or_default()
            }
            _ => field.text().collect(),
        };
        pairs.push((name, value));
    }
    pairs
}

/// Writes pairs as a browser sends them.
fn encode(pairs: &[(&str, &str)]) -> String {
    let part = |text: &str| -> String {
        let one = |b: u8| match b {
            b' ' => "+".to_owned(),
            b if b.is_ascii_alphanumeric() || b"-._*".contains(&b) => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        };
        text.bytes().map(one).collect()
    };
    pairs.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect::<Vec<_>>().join("&")
}
