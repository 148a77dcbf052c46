// Package robots reads robots.txt files as RFC 9309 says and tells, for a
// crawler's product token and a path, whether the site allows the visit and
// which line decides. What a file says is guidance of the site's owner: the
// absence of a rule is not a permission to use what a page holds.
package robots
