//! Benches of the whole way.
fn main() {}
