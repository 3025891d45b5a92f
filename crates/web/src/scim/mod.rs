//! `/scim/v2`: the council's directory says who joins, moves and leaves (RFC 7644). A program signs in with a bearer token;
//! no session, no cookie, no page. What a group means is in `[groups]` of `sign-in.toml`.

mod answer;
mod groups;
mod membership;
mod users;

use crate::routes::Routes;

/// Every address of the directory's.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/scim/v2/ServiceProviderConfig", answer::configuration)
        .get("/scim/v2/ResourceTypes", answer::resource_types)
        .get("/scim/v2/Schemas", answer::schemas)
        .get("/scim/v2/Users", users::list)
        .post("/scim/v2/Users", users::create)
        .get("/scim/v2/Users/{user}", users::show)
        .put("/scim/v2/Users/{user}", users::replace)
        .patch("/scim/v2/Users/{user}", users::change)
        .delete("/scim/v2/Users/{user}", users::end)
        .get("/scim/v2/Groups", groups::list)
        .post("/scim/v2/Groups", groups::create)
        .get("/scim/v2/Groups/{directory_group}", groups::show)
        .put("/scim/v2/Groups/{directory_group}", groups::replace)
        .patch("/scim/v2/Groups/{directory_group}", groups::change)
        .delete("/scim/v2/Groups/{directory_group}", groups::end)
}
