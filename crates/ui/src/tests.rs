//! Tests of the design layer: markup, escaping, contrast, geometry, answers and budgets.

mod answers;
mod assets;
mod contrast;
mod ecomap;
mod escaping;
mod markup;
mod parts;
mod shell;
mod templates;
