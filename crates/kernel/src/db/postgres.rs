//! PostgreSQL behind [`Conn`].

use super::{
    Row, Val,
    conn::{Conn, Description, Engine, Owned},
};
use crate::{Day, Error, Instant, Result};
use postgres::{
    Client, Config, NoTls, Statement,
    error::SqlState,
    types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use std::{
    collections::HashMap,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// One PostgreSQL connection with the statements it has prepared.
///
/// `Client`'s drop blocks on its own runtime and would abort the program inside an async task, so a `Pg` lives
/// and dies on its lane's thread.
pub(super) struct Pg {
    client: Client,
    prepared: HashMap<Box<str>, Statement>,
    open: bool,
    /// Whether a statement of the open transaction failed: PostgreSQL then answers COMMIT with a silent rollback.
    aborted: bool,
    counted: Arc<AtomicU64>,
}

impl Pg {
    pub(super) fn open(url: &str, limit: Duration, counted: Arc<AtomicU64>) -> Result<Self> {
        let mut config = Config::from_str(url)
            .map_err(|e| Error::invalid(format!("the PostgreSQL address cannot be read: {e}.")))?;
        config
            .connect_timeout(Duration::from_secs(2))
            .tcp_user_timeout(Duration::from_secs(5))
            .application_name("alongside");
        let mut client = config.connect(NoTls).map_err(|e| match e.code() {
            Some(_) => Error::invalid(format!("PostgreSQL refused the connection: {e}.")),
            None => Error::Lost(e.to_string()),
        })?;
        // Days and moments are cast to text here and there: one style on every server.
        let setup = format!(
            "SET DateStyle = 'ISO'; SET TimeZone = 'UTC'; SET statement_timeout = {}; \
             SET idle_in_transaction_session_timeout = {};",
            limit.as_millis(),
            limit.as_millis() * 2
        );
        client.batch_execute(&setup).map_err(failed)?;
        Ok(Self { client, prepared: HashMap::new(), open: false, aborted: false, counted })
    }

    fn prepare(&mut self, sql: &str, counted: bool) -> Result<Statement> {
        if counted {
            self.counted.fetch_add(1, Ordering::SeqCst);
        }
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let prepared = self.client.prepare(sql).map_err(failed);
        self.aborted |= prepared.is_err();
        let statement = prepared?;
        self.prepared.insert(sql.into(), statement.clone());
        Ok(statement)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn failed(e: postgres::Error) -> Error {
    let Some(state) = e.code() else {
        return if e.is_closed()
            || std::error::Error::source(&e).is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
        {
            Error::Lost(e.to_string())
        } else {
            Error::Database(e.to_string())
        };
    };
    let words = e.as_db_error().map_or_else(|| e.to_string(), |d| d.message().to_owned());
    match state {
        s if *s == SqlState::QUERY_CANCELED => Error::Deadline,
        s if *s == SqlState::T_R_SERIALIZATION_FAILURE || *s == SqlState::T_R_DEADLOCK_DETECTED => {
            Error::Passing(words)
        }
        s if *s == SqlState::DISK_FULL => Error::DiskFull,
        // 08: connection; 57P01 to 57P03: the server is going or coming.
        s if s.code().starts_with("08") || s.code().starts_with("57P") => Error::Lost(words),
        s => Error::Database(format!("{words} ({})", s.code())),
    }
}

impl Conn for Pg {
    fn each_row(
        &mut self,
        sql: &str,
        counted: bool,
        args: &[Val],
        f: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let statement = self.prepare(sql, counted)?;
        let args = refs(&statement, args)?;
        let rows = self.client.query(&statement, &args).map_err(failed);
        self.aborted |= rows.is_err();
        for row in rows? {
            f(&PgRow(&row))?;
        }
        Ok(())
    }

    fn change(&mut self, sql: &str, counted: bool, args: &[Val]) -> Result<u64> {
        let statement = self.prepare(sql, counted)?;
        let args = refs(&statement, args)?;
        let changed = self.client.execute(&statement, &args).map_err(failed);
        self.aborted |= changed.is_err();
        changed
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        if sql == "COMMIT" && self.aborted {
            return Err(Error::defect(
                "a statement failed, and the closure around it went on as if it had not",
            ));
        }
        let done = self.client.batch_execute(sql).map_err(failed);
        self.aborted |= done.is_err();
        if sql.starts_with("BEGIN") {
            self.open = done.is_ok();
            self.aborted = false;
        } else if sql.starts_with("COMMIT") || sql == "ROLLBACK" {
            self.open = false;
        }
        done
    }

    fn describe(&mut self, sql: &str) -> Result<Description> {
        let statement = self.client.prepare(sql).map_err(failed)?;
        let columns = statement.columns().iter().map(|c| c.type_().name().to_owned()).collect();
        Ok(Description { parameters: statement.params().len(), columns })
    }

    fn engine(&self) -> Engine {
        Engine::Postgres
    }
}

impl Owned for Pg {
    fn as_conn(&mut self) -> &mut dyn Conn {
        self
    }

    fn stopper(&self) -> Box<dyn Fn() + Send> {
        let token = self.client.cancel_token();
        Box::new(move || {
            if let Err(e) = token.cancel_query(NoTls) {
                tracing::warn!("a query past its deadline could not be cancelled: {e}");
            }
        })
    }

    fn in_transaction(&self) -> bool {
        self.open
    }

    fn is_broken(&self) -> bool {
        self.client.is_closed()
    }
}

/// The parameters the statement names: a text may leave some unused, as SQLite lets it.
fn refs<'a>(statement: &Statement, args: &'a [Val]) -> Result<Vec<&'a (dyn ToSql + Sync)>> {
    let wanted = statement.params().len();
    if args.len() < wanted {
        return Err(Error::defect(format!("parameter ${wanted} was not given")));
    }
    Ok(args[..wanted].iter().map(|v| v as &(dyn ToSql + Sync)).collect())
}

impl ToSql for Val {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(v) => v.to_sql(ty, out),
            Self::I64(v) => v.to_sql(ty, out),
            Self::F64(v) => v.to_sql(ty, out),
            Self::Text(v) => v.to_sql(ty, out),
            Self::Bytes(v) => v.to_sql(ty, out),
            Self::Uuid(v) => v.to_sql(ty, out),
            Self::At(v) => v.timestamp().to_sql(ty, out),
            Self::On(v) => v.date().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

struct PgRow<'a>(&'a postgres::Row);

impl PgRow<'_> {
    fn get<'b, T: FromSql<'b>>(&'b self, i: usize) -> Result<Option<T>> {
        self.0.try_get(i).map_err(|e| Error::Database(e.to_string()))
    }
}

impl Row for PgRow<'_> {
    fn boolean(&self, i: usize) -> Result<Option<bool>> {
        self.get(i)
    }
    fn integer(&self, i: usize) -> Result<Option<i64>> {
        self.get(i)
    }
    fn real(&self, i: usize) -> Result<Option<f64>> {
        self.get(i)
    }
    fn text(&self, i: usize) -> Result<Option<String>> {
        self.get(i)
    }
    fn bytes(&self, i: usize) -> Result<Option<Vec<u8>>> {
        self.get(i)
    }
    fn uuid(&self, i: usize) -> Result<Option<Uuid>> {
        self.get(i)
    }
    fn instant(&self, i: usize) -> Result<Option<Instant>> {
        Ok(self.get::<jiff::Timestamp>(i)?.map(Instant::from_timestamp))
    }
    fn day(&self, i: usize) -> Result<Option<Day>> {
        Ok(self.get::<jiff::civil::Date>(i)?.map(Day::from_date))
    }
}
