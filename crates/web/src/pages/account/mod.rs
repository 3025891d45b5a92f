//! `/account`: an officer's own ways of signing in. Everything that changes one asks for the second step first.

mod authenticator;
mod overview;
mod passkeys;
mod password;
mod recovery_codes;
mod sessions;

use crate::routes::Routes;

/// Every page about one's own account.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/account", overview::show)
        .form("/account/password", password::show, password::submit)
        .form("/account/authenticator", authenticator::show, authenticator::submit)
        .form("/account/recovery-codes", recovery_codes::show, recovery_codes::submit)
        .form("/account/passkeys", passkeys::show, passkeys::submit)
        .post("/account/passkeys/options", passkeys::options)
        .post("/account/passkeys/remove", passkeys::remove)
        .post("/account/sessions/end", sessions::end)
        .post("/account/sessions/end-others", sessions::end_others)
}
