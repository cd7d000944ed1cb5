//! A browser with the verbs that tests speak: go, click, type, look. It counts clicks and page loads.

use crate::product::{PASSWORD, Product};
use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// What is passed to Chromium besides its defaults.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
];

/// Where chromedriver listens. `./test browser` starts it, and ends it whatever happens to the tests.
fn driver() -> String {
    std::env::var("ALONGSIDE_CHROMEDRIVER").expect("run ./test browser, which starts chromedriver")
}

/// A browser session.
pub struct Browser<'a> {
    runtime: Runtime,
    client: Client,
    product: &'a Product,
    /// Clicks and Enter since the last [`Browser::count_from_here`].
    pub clicks: u32,
}

impl<'a> Browser<'a> {
    /// A new session, with scripts or without, in a window of a size.
    pub fn open(product: &'a Product, scripts: bool, size: (u32, u32)) -> Self {
        // Page loads are counted from this log.
        let logs = serde_json::json!({"browser": "ALL", "performance": "ALL"});
        Self::keeping(product, scripts, size, &logs)
    }

    /// A new session for visits to hundreds of pages, which nobody counts: each event of each would be kept.
    pub fn visiting(product: &'a Product, size: (u32, u32)) -> Self {
        Self::keeping(product, true, size, &serde_json::json!({"browser": "ALL"}))
    }

    fn keeping(
        product: &'a Product,
        scripts: bool,
        (width, height): (u32, u32),
        logs: &serde_json::Value,
    ) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        if !scripts {
            flags.push("--blink-settings=scriptEnabled=false".to_owned());
        }
        flags.push(format!("--window-size={width},{height}"));
        let wanted = serde_json::json!({
            "goog:chromeOptions": {"args": flags},
            "goog:loggingPrefs": logs,
        });
        let wanted = wanted.as_object().cloned().expect("an object");
        let client = runtime.block_on(async {
            let plain = hyper_util::client::legacy::connect::HttpConnector::new();
            ClientBuilder::new(plain).capabilities(wanted).connect(&driver()).await
        });
        let mut browser = Self { runtime, client: client.expect("Chromium starts"), product, clicks: 0 };
        browser.size(width, height);
        browser
    }

    /// The screen's size in CSS pixels, as a phone or a desk has it: headless windows have no frame.
    pub fn size(&mut self, width: u32, height: u32) {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            serde_json::json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
    }

    /// Sends a command of the browser's own tools.
    #[expect(clippy::needless_pass_by_value, reason = "a value written at the call reads best")]
    pub fn devtools(&mut self, command: &str, parameters: serde_json::Value) -> serde_json::Value {
        let body = serde_json::json!({"cmd": command, "params": parameters});
        self.runtime.block_on(self.client.issue_cmd(Tools(body))).expect("the browser's tools answer")
    }

    /// Signs in, beginning at the one address a journey opens.
    pub fn sign_in(&mut self, name: &str) {
        self.enter(name);
        self.count_from_here();
    }

    /// The same where nothing is counted.
    pub fn enter(&mut self, name: &str) {
        self.go("/sign-in");
        self.type_into("#name", name);
        self.type_into("#password", PASSWORD);
        self.click("main button");
        // Without this, the page after signing in would count as the journey's first.
        self.wait_until("return location.pathname !== '/sign-in' && document.readyState === 'complete'");
    }

    /// Counts clicks and page loads from here.
    pub fn count_from_here(&mut self) {
        self.clicks = 0;
        self.pages();
    }

    /// Pages that were loaded since this was last asked. A redirect on the way is not a page.
    pub fn pages(&mut self) -> usize {
        let loaded = |line: &String| {
            let event: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            let message = &event["message"];
            message["method"] == "Page.frameNavigated" && message["params"]["frame"]["parentId"].is_null()
        };
        self.log("performance").iter().filter(|line| loaded(line)).count()
    }

    /// Fails when more clicks or more page loads were needed than the journey may cost; gives the loads.
    pub fn kept_to(&mut self, clicks: u32, pages: usize) -> usize {
        let loaded = self.pages();
        assert!(self.clicks <= clicks, "{} clicks, {clicks} are allowed", self.clicks);
        assert!(loaded <= pages, "{loaded} pages were loaded, {pages} are allowed");
        loaded
    }

    /// Opens an address of the program.
    pub fn go(&mut self, path: &str) {
        let address = format!("{}{path}", self.product.address);
        self.runtime.block_on(self.client.goto(&address)).expect("the page loads");
    }

    /// The path of the page that is open.
    pub fn path(&self) -> String {
        let url = self.runtime.block_on(self.client.current_url()).expect("an address");
        url.path().to_owned()
    }

    fn find(&self, css: &str) -> Element {
        self.await_element(Locator::Css(css))
    }

    fn await_element(&self, which: Locator<'_>) -> Element {
        let found = self
            .runtime
            .block_on(async { self.client.wait().at_most(Duration::from_secs(10)).for_element(which).await });
        found.unwrap_or_else(|e| panic!("{which:?} is not on {}: {e}", self.path()))
    }

    /// Clicks.
    pub fn click(&mut self, css: &str) {
        self.clicks += 1;
        self.press(Locator::Css(css));
    }

    fn press(&self, which: Locator<'_>) {
        for _ in 0..20 {
            let element = self.await_element(which);
            match self.runtime.block_on(element.click()) {
                Ok(()) => return,
                // A part of the page was being replaced; a person would just click again.
                Err(e) if e.to_string().contains("stale element") => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(e) => panic!("{which:?} on {}: {e}", self.path()),
            }
        }
        panic!("{which:?} on {} does not stay", self.path());
    }

    /// Clicks a link by its words.
    pub fn click_link(&mut self, words: &str) {
        self.clicks += 1;
        self.press(Locator::LinkText(words));
    }

    /// Types into a field, after what stands there.
    pub fn type_into(&mut self, css: &str, words: &str) {
        let element = self.find(css);
        self.runtime.block_on(element.send_keys(words)).unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Types into a field in place of what stands there.
    pub fn type_over(&mut self, css: &str, words: &str) {
        let element = self.find(css);
        self.runtime.block_on(element.clear()).unwrap_or_else(|e| panic!("{css}: {e}"));
        self.runtime.block_on(element.send_keys(words)).unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// The words of an element.
    pub fn text(&self, css: &str) -> String {
        drop(self.find(css));
        let read = format!("const e = document.querySelector({css:?}); return e ? e.innerText : ''");
        self.run(&read).as_str().unwrap_or_default().to_owned()
    }

    /// What stands in a field.
    pub fn value(&self, css: &str) -> String {
        self.runtime.block_on(self.find(css).prop("value")).expect("a value").unwrap_or_default()
    }

    /// Whether the page says something.
    pub fn says(&self, words: &str) -> bool {
        // Asked in one step: the page may be replaced between finding an element and reading it.
        self.run("return document.body.innerText").as_str().is_some_and(|text| text.contains(words))
    }

    /// Waits until the page says something.
    pub fn wait_for_words(&self, words: &str) {
        let begun = Instant::now();
        while !self.says(words) {
            assert!(begun.elapsed() < Duration::from_secs(10), "{} never says {words:?}", self.path());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Waits for work on the server: looks at the page again until it says something.
    pub fn wait_for_page_to_say(&self, words: &str) {
        let begun = Instant::now();
        while !self.says(words) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{} never says {words:?}", self.path());
            std::thread::sleep(Duration::from_millis(250));
            // Between two looks the page may be on its way elsewhere.
            let _loaded = self.runtime.block_on(self.client.refresh());
        }
    }

    /// Waits until a script gives `true`.
    pub fn wait_until(&self, script: &str) {
        let begun = Instant::now();
        while self.run(script) != true {
            assert!(begun.elapsed() < Duration::from_secs(10), "{} is never so: {script}", self.path());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Runs a script and gives what it returns.
    pub fn run(&self, script: &str) -> serde_json::Value {
        self.runtime.block_on(self.client.execute(script, Vec::new())).expect("the script runs")
    }

    /// The same with arguments.
    pub fn run_with(&self, script: &str, arguments: Vec<serde_json::Value>) -> serde_json::Value {
        self.runtime.block_on(self.client.execute(script, arguments)).expect("the script runs")
    }

    /// Runs a script that calls the last of its arguments when it is done.
    pub fn run_async(&self, script: &str) -> serde_json::Value {
        self.run_async_with(script, Vec::new())
    }

    /// The same with arguments before the last.
    pub fn run_async_with(&self, script: &str, arguments: Vec<serde_json::Value>) -> serde_json::Value {
        self.runtime.block_on(self.client.execute_async(script, arguments)).expect("the script ends")
    }

    /// What the browser complained of since this was last asked.
    pub fn complaints(&mut self) -> Vec<String> {
        self.log("browser")
    }

    fn log(&mut self, kind: &'static str) -> Vec<String> {
        let log = self.runtime.block_on(self.client.issue_cmd(Log(kind))).expect("the browser's log");
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().filter_map(|line| line["message"].as_str().map(str::to_owned)).collect()
    }

    /// Goes back a page.
    pub fn back(&mut self) {
        self.runtime.block_on(self.client.back()).expect("back");
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        let client = self.client.clone();
        let _ended = self.runtime.block_on(client.close());
    }
}

/// Chromium's tools, through its driver.
#[derive(Debug)]
struct Tools(serde_json::Value);

impl fantoccini::wd::WebDriverCompatibleCommand for Tools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}

/// One of the browser's logs.
#[derive(Debug)]
struct Log(&'static str);

impl fantoccini::wd::WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(serde_json::json!({"type": self.0}).to_string()))
    }
}
