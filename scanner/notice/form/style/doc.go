// Package style works out, as far as a page's own text decides it, how elements
// look: the cascade of CSS over inline and local styles. What the text leaves
// open, a condition on the window, a sheet that was not read, a value that
// depends on layout, is not known.
package style
