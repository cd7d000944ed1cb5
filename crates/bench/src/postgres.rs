//! The same writes on PostgreSQL, where one is named: reported only, for it is another machine's disk and network.

use crate::{
    Bench,
    table::{Figure, number},
    writes,
};
use kernel::{
    Clock, Result,
    db::{Db, Options, Place, migrate},
};
use std::time::Duration;

/// The variable that names a PostgreSQL whose role may make schemas; the tests' own.
const VARIABLE: &str = "ALONGSIDE_TEST_POSTGRES";

/// Measures writes in a schema of its own, which goes afterwards.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let Ok(address) = std::env::var(VARIABLE) else {
        let words = format!("not measured: {VARIABLE} is not set");
        return Ok(vec![Figure::report("PostgreSQL", words)]);
    };
    let schema = format!("alongside_bench_{}", std::process::id());
    let batch = |address: &str, sql: String| -> Result<()> {
        let db = Db::open(&Place::Server(address.to_owned()), &Options::default())?;
        let done = db.write_now(move |c| c.batch(&sql));
        db.close();
        done
    };
    batch(&address, format!("CREATE SCHEMA {schema}"))?;
    let rate = rate(&within(&address, &schema), Duration::from_millis(bench.size(3000, 1000)));
    batch(&address, format!("DROP SCHEMA {schema} CASCADE"))?;
    let name = format!("PostgreSQL: audited writes of {} callers, a second", writes::CALLERS);
    Ok(vec![Figure::report(name, number(rate?.round()))])
}

fn rate(address: &str, time: Duration) -> Result<f64> {
    let db = Db::open(&Place::Server(address.to_owned()), &Options::default())?;
    let rate = migrate::run(&db, migrate::SERIES, &Clock::system()).and_then(|_| writes::rate(&db, time));
    db.close();
    rate
}

/// The address with a schema in which everything is looked up.
fn within(address: &str, schema: &str) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}options=-c%20search_path%3D{schema}")
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_schema_is_added_to_whatever_the_address_says_already() {
        assert_eq!(within("postgres://a@b/c", "s"), "postgres://a@b/c?options=-c%20search_path%3Ds");
        assert_eq!(within("postgres://a@b/c?d=e", "s"), "postgres://a@b/c?d=e&options=-c%20search_path%3Ds");
    }
}
