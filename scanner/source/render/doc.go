// Package render reads pages that show nothing without running their programs.
// An installed Chromium or Chrome runs them, one process a page, with a profile
// of its own that is removed afterwards. It clicks nothing, types nothing and
// accepts nothing; what it has shown after loading and a short quiet time is
// read.
//
// The browser reaches the network through a proxy of this package alone, which
// lets GET and HEAD through for plain HTTP and tunnels for TLS, to the ports
// that may be visited, and connects by the guard that it is given: what the
// guard refuses (addresses of private networks, metadata of clouds) no program
// of a page reaches either. Before that, each request is looked at in the
// browser, where those within TLS can be seen too: only GET and HEAD, only the
// page itself, frames of its own site, their scripts, style sheets and data, and only
// what robots.txt allows. Images, frames of other sites, workers, sockets and beacons are
// not let through.
package render
