//! SQL of the evidence slice. It owns no table; it reads what the slices below have recorded.
//!
//! Figures count everybody in the service, the team or the organisation, whoever asks: two people who ask for the
//! same figure see the same number. What is read here are days, never a name. Rows of an import that is not live
//! are not counted.

use crate::model::{Buckets, Counting, Stay, Stays, Window};
use access::{OrganisationId, PersonId, TeamId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Sql},
    row,
};

row! {
    /// A stay as recorded.
    struct StayRow {
        person: PersonId,
        entry: Day,
        exit: Option<Day>,
        entry_recorded: Instant,
        exit_recorded: Option<Instant>,
    }
}

row! {
    /// An organisation, with one of its teams where it has any.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Place {
        /// The organisation.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub organisation: String,
        /// The team.
        pub team_id: Option<TeamId>,
        /// Its name.
        pub team: Option<String>,
    }
}

/// Stays that may touch a window: `$1` tenant, `$2` first day, `$3` last day. A person who is a subject and also
/// a member of the group comes twice; the count keeps one.
macro_rules! stays_sql {
    ($also:literal) => {
        concat!(
            "SELECT p.person_id, f.opened_on, f.closed_on, f.opened_recorded_at, f.closed_recorded_at
        FROM case_file f
        JOIN case_access a ON a.tenant_id = f.tenant_id AND a.case_id = f.case_id
        JOIN case_party p ON p.tenant_id = f.tenant_id AND p.case_id = f.case_id
        LEFT JOIN batch b ON b.tenant_id = a.tenant_id AND b.batch_id = a.batch_id
        WHERE f.tenant_id = $1
          AND f.opened_on <= $3
          AND (f.closed_on IS NULL OR f.closed_on >= $2)
          AND p.role IN ('subject', 'group_member')
          AND (a.batch_id IS NULL OR b.live)",
            $also
        )
    };
}

/// Contacts and attempts in a window, notes and corrections left out (the entry that was corrected is counted): `$1` tenant, `$2` first day, `$3` last day. A contact
/// without a case belongs to no team; it is counted for the whole service.
macro_rules! contacts_sql {
    ($also:literal) => {
        concat!(
            "SELECT n.occurred_on, n.recorded_at
        FROM contact n
        JOIN person_access p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
        LEFT JOIN case_file f ON f.tenant_id = n.tenant_id AND f.case_id = n.case_id
        LEFT JOIN case_access a ON a.tenant_id = n.tenant_id AND a.case_id = n.case_id
        LEFT JOIN batch pb ON pb.tenant_id = p.tenant_id AND pb.batch_id = p.batch_id
        LEFT JOIN batch ab ON ab.tenant_id = a.tenant_id AND ab.batch_id = a.batch_id
        WHERE n.tenant_id = $1
          AND n.occurred_on >= $2
          AND n.occurred_on <= $3
          AND n.channel <> 'note'
          AND n.corrects_id IS NULL
          AND (p.batch_id IS NULL OR pb.live)
          AND (a.batch_id IS NULL OR ab.live)",
            $also
        )
    };
}

kernel::statements! {
    STAYS: StayRow = stays_sql!("");
    STAYS_OF_TEAM: StayRow = stays_sql!(" AND f.team_id = $4");
    STAYS_OF_ORGANISATION: StayRow = stays_sql!(" AND f.organisation_id = $4");
    CONTACTS: (Day, Instant) = contacts_sql!("");
    CONTACTS_OF_TEAM: (Day, Instant) = contacts_sql!(" AND f.team_id = $4");
    CONTACTS_OF_ORGANISATION: (Day, Instant) = contacts_sql!(" AND f.organisation_id = $4");
    PLACES: Place = "SELECT o.organisation_id, o.name, t.team_id, t.name
        FROM organisation o
        LEFT JOIN team t ON t.tenant_id = o.tenant_id AND t.organisation_id = o.organisation_id
          AND (
              t.batch_id IS NULL
              OR EXISTS (SELECT 1 FROM batch b WHERE b.tenant_id = t.tenant_id AND b.batch_id = t.batch_id AND b.live))
        WHERE o.tenant_id = $1
          AND (
              o.batch_id IS NULL
              OR EXISTS (SELECT 1 FROM batch b WHERE b.tenant_id = o.tenant_id AND b.batch_id = o.batch_id AND b.live))
        ORDER BY o.name, o.organisation_id, t.name NULLS LAST, t.team_id NULLS LAST";
}

/// Whose cases a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's in the shared service.
    All,
    /// Those a team holds.
    Team(TeamId),
    /// Those an organisation owns.
    Organisation(OrganisationId),
}

/// Each row of the one of three statements that fits.
fn each<R: kernel::db::FromRow>(
    c: &mut dyn Conn,
    (all, of_team, of_organisation): (Sql<R>, Sql<R>, Sql<R>),
    (tenant, window, whose): (i64, Window, Whose),
    f: &mut dyn FnMut(R) -> Result<()>,
) -> Result<()> {
    let (from, to) = (window.from(), window.to());
    match whose {
        Whose::All => c.each(all, args![tenant, from, to], f),
        Whose::Team(id) => c.each(of_team, args![tenant, from, to, id], f),
        Whose::Organisation(id) => c.each(of_organisation, args![tenant, from, to, id], f),
    }
}

/// The report of stays.
pub fn stays(c: &mut dyn Conn, tenant: i64, window: Window, whose: Whose) -> Result<Stays> {
    let mut counting = Counting::new(window);
    each(c, (STAYS, STAYS_OF_TEAM, STAYS_OF_ORGANISATION), (tenant, window, whose), &mut |row| {
        counting.add(Stay {
            person: row.person,
            entry: row.entry,
            exit: row.exit,
            entry_recorded: Day::of(row.entry_recorded),
            exit_recorded: row.exit_recorded.map(Day::of),
        });
        Ok(())
    })?;
    Ok(counting.finish())
}

/// How soon contacts and attempts of the window were written down.
pub fn recording(c: &mut dyn Conn, tenant: i64, window: Window, whose: Whose) -> Result<Buckets> {
    let mut delays = Buckets::of_delays();
    each(c, (CONTACTS, CONTACTS_OF_TEAM, CONTACTS_OF_ORGANISATION), (tenant, window, whose), &mut |row| {
        let (happened, recorded) = row;
        delays.add_delay(happened, Day::of(recorded));
        Ok(())
    })?;
    Ok(delays)
}

/// Every organisation with its teams, by name.
pub fn places(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Place>> {
    c.all(PLACES, args![tenant])
}
