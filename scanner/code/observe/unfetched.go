package observe

import "strings"

// unfetched takes from a call that it fetches something where its name says so of a
// library, yet what it is called on or given shows that nothing is fetched: a file of
// the machine, the session or the headers of a request that is being answered.
func (w *walker) unfetched(c *calling) {
	const fetching = DoesRequest | DoesFetchPage | DoesSend
	if c.does&fetching == 0 {
		return
	}
	switch w.lang {
	case LanguagePhp:
		if c.name.leaf == "file_get_contents" && !w.mayBeAddress(c) {
			c.does &^= fetching
		}
	case LanguagePython:
		if owner := c.name.owner; owner == "request.session" || owner == "flask.session" || strings.HasSuffix(owner, ".request.session") {
			c.does &^= fetching
		}
	case LanguageJavascript, LanguageTypescript:
		if c.name.owner == "request" && w.file.aliases["request"] == "" && w.file.globals["request"] == nil && w.scope.get([]byte("request")) != nil {
			c.does &^= fetching
		}
	}
}

// mayBeAddress says whether the first argument of a call leads, or may lead, to another
// machine.
func (w *walker) mayBeAddress(c *calling) bool {
	if len(c.node.Kids) > 3 {
		return true // with a context, which is for requests
	}
	v := w.peek(c.node.Kid(1))
	return v.hosts != 0 || v.topics&(AboutLink|AboutProfilePage|AboutPage) != 0 || strings.Contains(v.text, "://") && !strings.HasPrefix(v.text, "php://")
}
