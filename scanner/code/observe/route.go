package observe

import "strings"

// routed gives a name to the function that answers a route, by its path:
// app.post("/users/:id/unsubscribe", …) gives users_unsubscribe. Empty where the call is
// no route.
func (w *walker) routed(c *calling) string {
	const parts = 2
	if len(c.args) == 0 || !c.args[0].v.constant {
		return ""
	}
	path, rooted := strings.CutPrefix(c.args[0].v.text, "/")
	if c.does&DoesRoute == 0 && !(rooted && w.lang == LanguageRuby && c.name.owner == "" && method(c.name.leaf)) {
		return ""
	}
	var words []string
	for part := range strings.SplitSeq(path, "/") {
		if keyWord(part) && !version(part) {
			words = append(words, snake(part))
		}
	}
	words = words[max(0, len(words)-parts):]
	if len(words) > 0 && c.name.leaf == "delete" {
		words = append([]string{"delete"}, words...)
	}
	return strings.ReplaceAll(strings.Join(words, "_"), ".", "_")
}

func method(leaf string) bool {
	switch leaf {
	case "get", "post", "put", "patch", "delete":
		return true
	}
	return false
}

// version says whether a part of a path says nothing of what is answered: api, v1.
func version(part string) bool {
	return part == "api" || len(part) <= 3 && part[0] == 'v'
}

// requestBody says whether a call gives the body of the request that is being answered:
// $request->getContent(), request.get_json().
func requestBody(c *calling) bool {
	switch lastPart(c.name.owner) {
	case "request", "req", "Request":
	default:
		return false
	}
	switch c.name.leaf {
	case "get_content", "all", "get_json", "get_data", "raw_post", "to_array":
		return len(c.args) == 0
	}
	return false
}
