package scanner

// Datasets lists the files that an audit would read as datasets, in its order, and
// "-" for standard input: what stands in folders, and what the audit file lists. A
// *ConfigError says that nothing could be audited.
func Datasets(opt Options) ([]string, error) {
	_, targets, err := listing(opt)
	if err != nil {
		return nil, err
	}
	targets, _ = splitDocuments(apart(targets), opt.As)
	var out []string
	for _, t := range targets {
		out = append(out, t.name)
	}
	return out, nil
}
