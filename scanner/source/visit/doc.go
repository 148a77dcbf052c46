// Package visit goes to the pages of an audit, or to what an earlier run
// recorded of them, and says of each what rules hold records against. It joins
// the guarded fetcher and the reading of pages; what it keeps holds no address,
// name or number in clear.
package visit
