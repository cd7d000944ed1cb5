//! SQL of loads: what a case's points hang on, what people carry and have room for, and notices.

pub mod agreed;
pub mod facts;
pub mod figures;
pub mod notices;

/// Every SQL text of loads.
pub fn statements() -> Vec<kernel::db::Known> {
    [agreed::STATEMENTS, &facts::statements(), &figures::statements(), notices::STATEMENTS].concat()
}
