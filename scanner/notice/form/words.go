package form

// Words are the words by which labels, buttons and sentences are understood, by
// language.
type Words struct{}
