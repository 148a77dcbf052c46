package document

import "strings"

// A short page is one of no more words than these; a notice is longer.
const (
	shortPage  = 200
	shellPage  = 60
	bannerPage = 150
)

// problem judges an HTML page by its blocks and by what its markup showed.
func (p *pageSurvey) problem(doc *Document) Problem {
	n := doc.Words()
	text := opening(doc)
	switch {
	case n <= shortPage && isNotFound(doc):
		return NotFoundPage
	case n <= shellPage && (needsScript(text) || p.scripts > 0 && (needsScript(strings.ToLower(p.noscript)) || p.shell)):
		return ScriptOnly
	case n <= 20 && p.banner > 0, n <= bannerPage && n > 0 && bannerText(text):
		return CookieBannerOnly
	case n == 0 && p.scripts > 0:
		return ScriptOnly
	case len(doc.Blocks) == 0:
		return Empty
	}
	return ""
}

// textProblem judges a document without markup.
func textProblem(doc *Document) Problem {
	n := doc.Words()
	text := opening(doc)
	switch {
	case len(doc.Blocks) == 0:
		return Empty
	case n <= shortPage && isNotFound(doc):
		return NotFoundPage
	case n <= shellPage && needsScript(text):
		return ScriptOnly
	case n <= bannerPage && bannerText(text):
		return CookieBannerOnly
	}
	return ""
}

// opening gives the main text of a short document in lower case.
func opening(doc *Document) string {
	var b strings.Builder
	for i := range doc.Blocks {
		if doc.Blocks[i].Aside {
			continue
		}
		b.WriteString(strings.ToLower(doc.Blocks[i].Text))
		b.WriteByte('\n')
		if b.Len() > 4000 {
			break
		}
	}
	return b.String()
}

// isNotFound looks for the message of a missing page where such pages have it:
// in the title, a heading or one of the first short paragraphs.
func isNotFound(doc *Document) bool {
	if saysNotFound(doc.Title) {
		return true
	}
	seen := 0
	for i := range doc.Blocks {
		k := &doc.Blocks[i]
		if k.Aside {
			continue
		}
		seen++
		if (k.Kind == Heading || seen <= 4 && len(k.Text) < 250) && saysNotFound(k.Text) {
			return true
		}
	}
	return false
}

func saysNotFound(s string) bool {
	s = strings.ReplaceAll(strings.ToLower(s), "’", "'")
	if s == "404" || strings.HasPrefix(s, "404 ") || strings.HasPrefix(s, "error 404") || strings.Contains(s, "404 not found") ||
		strings.HasPrefix(s, "404:") || strings.HasPrefix(s, "http 404") || strings.HasSuffix(s, " 404") && len(s) < 30 {
		return true
	}
	return containsAny(s, notFoundPhrases())
}

func containsAny(s string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

func needsScript(text string) bool {
	return strings.Contains(text, "javascript") && containsAny(text, scriptPhrases())
}

// bannerText tells of a text that is a cookie banner's and nothing else: it
// speaks of cookies more than once and asks to accept them, and names no
// subject of a notice.
func bannerText(text string) bool {
	return strings.Count(text, "cookie") >= 2 && accepts(text) && !containsAny(text, noticeWords())
}

func mentionsCookies(text string) bool {
	return strings.Contains(text, "cookie") || strings.Contains(text, "evästei") || strings.Contains(text, "küpsis") ||
		strings.Contains(text, "sīkdat") || strings.Contains(text, "slapuk") || strings.Contains(text, "piškot") ||
		strings.Contains(text, "kolačić") || strings.Contains(text, "sütik") || strings.Contains(text, "ciasteczk") ||
		strings.Contains(text, "kakor") || strings.Contains(text, "бисквит") || strings.Contains(text, "fianáin")
}

func accepts(text string) bool { return containsAny(text, acceptWords()) }
