//! What the demo prints once it can be used.

use std::net::SocketAddr;
use std::path::Path;

use web::app::DemoSignIn;

/// The address first, in a line that tests read; then who one can be.
pub fn print(address: SocketAddr, sign_ins: &[DemoSignIn], dir: &Path) {
    println!();
    println!("Kith is ready at http://{address}/");
    println!();
    println!("Sign in as anybody below. The code of the second step is shown on the page.");
    println!();
    let widest = |of: fn(&DemoSignIn) -> &str| sign_ins.iter().map(|one| of(one).len()).max().unwrap_or(0);
    let (name, password) = (widest(|one| &one.sign_in_name), widest(|one| &one.password));
    println!("  {:name$}   {:password$}   Who", "Sign-in name", "Password");
    for one in sign_ins {
        println!("  {:name$}   {:password$}   {}", one.sign_in_name, one.password, one.who);
    }
    println!();
    println!("Everybody is invented. Data: {}. To stop: Ctrl-C.", dir.display());
}
