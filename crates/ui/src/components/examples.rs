//! Every component with what it is for, how to use it, and examples; `/design` shows them, tests render them.

mod forms;
mod lists;
mod people;

use askama::Template;

/// One component of the design layer.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its folder under `pages/components/`.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// How a page uses it.
    pub usage: &'static str,
    /// How it looks.
    pub examples: Vec<Example>,
}

/// One look of a component.
#[derive(Clone, Debug)]
pub struct Example {
    /// A few words about it.
    pub words: &'static str,
    /// Its HTML.
    pub html: String,
}

/// All components, in the order a page meets them.
pub fn components() -> Vec<Component> {
    let mut all = lists::components();
    all.extend(forms::components());
    all
}

/// An example from a template; a failure becomes visible text, which a test looks for.
fn example(words: &'static str, template: &impl Template) -> Example {
    Example { words, html: template.render().unwrap_or_else(|error| format!("Cannot be shown: {error}")) }
}

/// A component with one or more examples.
fn component(
    name: &'static str,
    title: &'static str,
    purpose: &'static str,
    usage: &'static str,
    examples: Vec<Example>,
) -> Component {
    Component { name, title, purpose, usage, examples }
}
