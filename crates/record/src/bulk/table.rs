//! The tables a seed fills, in the order in which their references are met.

macro_rules! tables {
    ($($variant:ident = $name:literal ($columns:literal),)*) => {
        /// A table and the columns a seed fills, in order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Table { $($variant,)* }

        impl Table {
            /// Every table, each after those it refers to.
            pub const ALL: &[Table] = &[$(Table::$variant),*];

            /// Its name, with the schema.
            pub const fn name(self) -> &'static str {
                match self { $(Table::$variant => $name,)* }
            }

            /// The statement that reads its lines.
            pub const fn copy(self) -> &'static str {
                match self { $(Table::$variant => concat!("copy ", $name, " (", $columns, ") from stdin"),)* }
            }
        }
    };
}

tables! {
    Team = "access.team" ("id, slug, name, contact"),
    Account = "access.account"
        ("id, sign_in_name, display_name, email, job_title, password_hash, key_id, totp_sealed, person_id, started_at, ended_at"),
    AccountRole = "access.account_role" ("id, account_id, role, valid_from, valid_until"),
    TeamMember = "access.team_member" ("id, team_id, account_id, valid_from, valid_until"),
}

/// The statement that reads the lines of wrapped data keys, in the key database.
pub(super) const COPY_KEYS: &str =
    "copy data_key (id, version, master_id, wrapped, table_name, row_id, created_at) from stdin";
