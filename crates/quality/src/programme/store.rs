//! SQL of those who may own what the programme asks for.

use access::UserId;
use kernel::{
    Result, args,
    db::{Conn, ConnExt},
};

kernel::statements! {
    OWNERS: (UserId, String) = "SELECT u.user_id, u.name
        FROM app_user u
        WHERE u.tenant_id = $1
          AND u.status = 'active'
          AND u.user_id IN (
              SELECT g.user_id FROM role_grant g WHERE g.tenant_id = $1 AND g.role IN ('leader', 'manager'))
        ORDER BY u.sort_name, u.user_id
        LIMIT 500";
}

/// Leaders and managers by name: one statement.
pub fn owners(c: &mut dyn Conn, tenant: i64) -> Result<Vec<(UserId, String)>> {
    c.all(OWNERS, args![tenant])
}
