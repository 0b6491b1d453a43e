//! [`std::net`](https://doc.rust-lang.org/std/net/index.html): addresses, but no sockets, which
//! would wait behind the scheduler's back.

pub use ::std::net::{
    AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6,
};
