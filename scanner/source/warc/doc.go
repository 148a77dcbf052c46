// Package warc keeps visits as evidence in the format of ISO 28500 (WARC/1.1):
// for each visit a record of the request, one of the response and one of what is
// to be known about it. It is meant for notices, terms and robots.txt files;
// which pages are kept, and for how long, is for the caller to decide: a store of
// people's profile pages would itself be a collection of personal data.
//
// A file is not encrypted. It is created for its owner alone, and Verify tells
// whether it is still what was written.
package warc
