//! Signing in at a real provider: `oidc-provider` from npm, with clients in the shape of Entra ID, NHS CIS2 and GOV.UK One
//! Login. What an honest provider would never send is made by `tests/provider/provider.mjs`, signed with its own key.

mod rotation;
mod shapes;
mod site;
mod twists;
