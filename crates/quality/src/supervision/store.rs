//! SQL of supervision, and who supervises whom.

pub mod board;
pub mod people;
pub mod session;
pub mod talk;

/// Whether the account named by an alias answers for several teams.
macro_rules! manager {
    ($who:literal) => {
        concat!(
            "EXISTS (
                SELECT 1 FROM role_grant g
                WHERE g.tenant_id = m.tenant_id AND g.user_id = ",
            $who,
            ".user_id AND g.role = 'manager')"
        )
    };
}

/// Whether `m` leads a team that `o` is in too, now. The moment is `$3`.
macro_rules! leads {
    () => {
        "o.tenant_id = m.tenant_id AND o.team_id = m.team_id AND o.user_id <> m.user_id AND m.manages
          AND m.from_at <= $3 AND m.until_at > $3 AND o.from_at <= $3 AND o.until_at > $3"
    };
}

/// Whether `m` supervises `o` where nobody is set: the leaders of a team its workers, and who answers for several
/// teams their leaders.
macro_rules! usually {
    () => {
        concat!(
            crate::supervision::store::leads!(),
            "
          AND CASE WHEN o.manages THEN ",
            crate::supervision::store::manager!("m"),
            " AND NOT ",
            crate::supervision::store::manager!("o"),
            " ELSE NOT ",
            crate::supervision::store::manager!("m"),
            " END"
        )
    };
}

/// Whether `m` supervises `o` because nobody is set.
macro_rules! by_default {
    () => {
        concat!(
            crate::supervision::store::usually!(),
            "
          AND NOT EXISTS (
              SELECT 1 FROM supervised_worker w
              WHERE w.tenant_id = o.tenant_id AND w.user_id = o.user_id AND w.supervisor_id IS NOT NULL)"
        )
    };
}

/// The accounts that `$2` supervises at `$3`.
macro_rules! mine {
    () => {
        concat!(
            "SELECT o.user_id
        FROM team_member m
        CROSS JOIN team_member o
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND ",
            crate::supervision::store::by_default!(),
            "
        UNION
        SELECT w.user_id
        FROM supervised_worker w
        WHERE w.tenant_id = $1 AND w.supervisor_id = $2"
        )
    };
}

/// The accounts whose supervision `$2` arranges at `$3`: those in the teams they lead; other leaders of these only
/// for whoever answers for several teams.
macro_rules! arranged {
    () => {
        concat!(
            "SELECT o.user_id
        FROM team_member m
        CROSS JOIN team_member o
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND ",
            crate::supervision::store::leads!(),
            " AND (NOT o.manages OR ",
            crate::supervision::store::manager!("m"),
            ")"
        )
    };
}

pub(crate) use {arranged, by_default, leads, manager, mine, usually};

/// Every SQL text of supervision.
pub fn statements() -> Vec<kernel::db::Known> {
    let mut all = people::STATEMENTS.to_vec();
    all.extend(session::statements());
    all.extend_from_slice(talk::STATEMENTS);
    all.extend_from_slice(board::STATEMENTS);
    all
}
