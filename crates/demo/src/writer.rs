//! Writes facts in pieces that never hold the one writer for long.

use crate::facts::Fact;
use kernel::{Result, db::Db};
use std::time::{Duration, Instant};

/// How long one piece may hold the writer, its commit apart; pieces grow and shrink towards it. The house rule is
/// 50 ms, and larger pieces mean fewer waits for the disk.
const AIM: Duration = Duration::from_millis(36);
/// Facts in the first piece, before anything is known of the machine.
const FIRST: usize = 200;

/// Collects facts and writes them in the order in which they came. How they are cut into pieces changes no row.
pub struct Writer<'a> {
    db: &'a Db,
    size: usize,
    waiting: Vec<Fact>,
}

impl<'a> Writer<'a> {
    /// Begins.
    pub fn new(db: &'a Db) -> Self {
        Self { db, size: FIRST, waiting: Vec::new() }
    }

    /// Takes facts, and writes once there are enough of them.
    pub fn add(&mut self, facts: Vec<Fact>) -> Result<()> {
        self.waiting.extend(facts);
        if self.waiting.len() < self.size { Ok(()) } else { self.write_out(self.size) }
    }

    /// Writes what is left.
    pub fn finish(&mut self) -> Result<()> {
        self.write_out(1)
    }

    fn write_out(&mut self, least: usize) -> Result<()> {
        let mut left = std::mem::take(&mut self.waiting);
        while left.len() >= least {
            let rest = left.split_off(self.size.min(left.len()));
            self.write(std::mem::replace(&mut left, rest))?;
        }
        self.waiting = left;
        Ok(())
    }

    fn write(&mut self, piece: Vec<Fact>) -> Result<()> {
        let tenant = self.db.tenant();
        let took = self.db.write_now(move |c| {
            let begun = Instant::now();
            piece.iter().try_for_each(|fact| fact.write(c, tenant))?;
            Ok(begun.elapsed())
        })?;
        let next = if took > AIM { self.size * 4 / 5 } else { self.size * 9 / 8 };
        self.size = next.clamp(20, 20_000);
        Ok(())
    }
}
