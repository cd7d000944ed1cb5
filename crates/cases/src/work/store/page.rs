//! SQL of what every page of a case begins with.

use access::{Action, Case, CaseId, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// What every page of a case begins with: the case, whom it is about, and which pack it is worked by.
    #[derive(Clone, Debug)]
    pub struct Head {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// What kind of case: the id of its pack.
        pub case_type: String,
        /// The version of the pack; 0 for none.
        pub pack_version: i64,
        /// SHA-256 of the pack's text where it is the service's own.
        pub hash: Option<Vec<u8>>,
        /// Where it stands.
        pub stage: String,
        /// The current risk band; empty when nothing is weighed.
        pub band: String,
        /// First day.
        pub opened_on: Day,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
        /// The subject it is listed under.
        pub lead_person_id: PersonId,
        /// Their name.
        pub lead_name: String,
        /// What they are called.
        pub known_as: String,
        /// Who has it.
        pub worker_id: Option<UserId>,
        /// Their name.
        pub worker: Option<String>,
        /// Latest successful contact.
        pub last_contact_at: Option<Instant>,
        /// Whose bank holidays count.
        pub division: String,
    }
}

kernel::statements! {
    HEAD: Head = "SELECT f.case_id, f.reference, f.title, f.case_type, f.pack_version, v.hash, f.stage, f.band,
            f.opened_on, f.closed_on, f.lead_person_id, n.full_name, n.known_as, f.worker_id, u.name,
            f.last_contact_at, t.division
        FROM case_file f
        JOIN tenant t ON t.tenant_id = f.tenant_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        LEFT JOIN pack_version v
            ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type AND v.version = f.pack_version
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    MAY_WRITE: (bool,) = concat!("SELECT CASE WHEN ", access::may_write_case!(), " THEN TRUE ELSE FALSE END
        FROM case_access c
        WHERE c.tenant_id = $1 AND c.case_id = $6");
}

/// What every page of a case begins with: one statement. Its pack: [`packs::known`](crate::work::packs::known).
pub fn head<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Head>
where
    Case: Decide<A>,
{
    c.one(HEAD, args![permit.tenant(), permit.id()])
}

/// Whether whoever may read the case may also write to it: for pages that offer it. One statement.
pub fn may_write<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<bool>
where
    Case: Decide<A>,
{
    let args = permit.scope().args(args![permit.id()]);
    Ok(c.opt(MAY_WRITE, &args)?.is_some_and(|(may,)| may))
}
