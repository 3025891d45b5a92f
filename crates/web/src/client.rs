//! Where a request came from: for rate limits only, and kept only as a keyed hash.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// The address at the other end. If that is one of the council's own proxies, the one it says it was asked from: the last
/// of `X-Forwarded-For`, which the proxy itself added. From anybody else that header is a claim and is not read.
pub fn address(parts: &Parts, proxies: &[IpAddr]) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let Some(peer) = peer else { return "local".to_owned() };
    let asked_from = proxies.contains(&peer).then(|| forwarded(&parts.headers)).flatten();
    asked_from.unwrap_or(peer).to_string()
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const PROXY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 9));

    fn asked(peer: IpAddr, forwarded: &[&str]) -> String {
        let mut request = Request::builder();
        for one in forwarded {
            request = request.header("x-forwarded-for", *one);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer, 40_000)));
        address(&parts, &[PROXY])
    }

    #[test]
    fn only_our_own_proxy_is_believed_and_only_what_it_added() {
        let stranger: IpAddr = "192.0.2.7".parse().expect("an address");
        assert_eq!(asked(stranger, &["10.1.1.1"]), "192.0.2.7");
        assert_eq!(asked(PROXY, &["198.51.100.4"]), "198.51.100.4");
        assert_eq!(asked(PROXY, &["made up, 203.0.113.1, 198.51.100.4"]), "198.51.100.4");
        assert_eq!(asked(PROXY, &["203.0.113.1", "2001:db8::4"]), "2001:db8::4");
        assert_eq!(asked(PROXY, &["rubbish"]), "10.0.0.9");
        assert_eq!(asked(PROXY, &[]), "10.0.0.9");
    }
}
