package files

import (
	"bytes"
	"path"
	"strings"
)

// language is what a file is written in. head says that the name leaves it open, so that
// the beginning of the file has to tell.
type language struct {
	language, dialect string
	head              bool
}

// program says whether it is program text rather than settings, a page or data.
func (l language) program() bool {
	switch l.language {
	case "":
		return false
	case "json", "yaml":
		return false
	case "settings":
		return l.dialect == "prisma"
	case "html":
		return l.dialect != ""
	}
	return true
}

// extensions tell the language by the ending of a name: language or language/dialect.
var extensions = map[string]string{
	".py": "python", ".pyw": "python", ".pyi": "python",
	".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".es6": "javascript", ".jsx": "javascript/jsx", ".gs": "javascript",
	".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "typescript/tsx",
	".go": "go", ".java": "java",
	".rb": "ruby", ".rake": "ruby", ".gemspec": "ruby", ".ru": "ruby", ".jbuilder": "ruby", ".thor": "ruby", ".podspec": "ruby", ".builder": "ruby",
	".php": "php", ".php3": "php", ".php4": "php", ".php5": "php", ".php7": "php", ".php8": "php", ".phpt": "php", ".ctp": "php",
	".html": "html", ".htm": "html", ".xhtml": "html", ".vue": "html/vue", ".svelte": "html/svelte",
	".erb": "html/erb", ".rhtml": "html/erb", ".ejs": "html/ejs", ".twig": "html/twig", ".jinja": "html/twig", ".jinja2": "html/twig",
	".j2": "html/twig", ".njk": "html/twig", ".nunjucks": "html/twig", ".liquid": "html/twig", ".hbs": "html/handlebars", ".handlebars": "html/handlebars",
	".mustache": "html/handlebars", ".jsp": "html/jsp", ".jspf": "html/jsp", ".jspx": "html/jsp", ".tag": "html/jsp", ".phtml": "html/phtml",
	".gohtml": "html/go", ".tmpl": "html/go",
	".sql": "sql", ".psql": "sql", ".pgsql": "sql", ".mysql": "sql", ".tsql": "sql", ".plsql": "sql", ".ddl": "sql", ".dml": "sql",
	".prc": "sql", ".trg": "sql", ".pks": "sql", ".pkb": "sql", ".hql": "sql",
	".json": "json", ".jsonc": "json", ".json5": "json", ".webmanifest": "json",
	".yml": "yaml", ".yaml": "yaml",
	".sh": "shell", ".bash": "shell", ".zsh": "shell", ".ksh": "shell", ".bats": "shell",
	".env": "settings/dotenv", ".properties": "settings/properties", ".ini": "settings/ini", ".cfg": "settings/ini", ".conf": "settings/ini",
	".toml": "settings/toml", ".prisma": "settings/prisma",
}

// wholeNames tell the language of files that have a name of their own.
var wholeNames = map[string]string{
	"rakefile": "ruby", "gemfile": "ruby", "guardfile": "ruby", "capfile": "ruby", "vagrantfile": "ruby", "berksfile": "ruby",
	"brewfile": "ruby", "podfile": "ruby", "fastfile": "ruby", "config.ru": "ruby", "wscript": "python", "sconstruct": "python",
	".bashrc": "shell", ".profile": "shell", ".bash_profile": "shell", ".zshrc": "shell", ".envrc": "shell",
	".babelrc": "json", ".eslintrc": "json", ".flaskenv": "settings/dotenv", ".wgetrc": "settings/ini", "wgetrc": "settings/ini", ".curlrc": "settings/ini",
}

// modelEndings are endings behind the real one, of files to be copied and filled in.
var modelEndings = []string{".example", ".sample", ".dist", ".template", ".default", ".tpl", ".tmpl", ".erb", ".j2", ".jinja2", ".jinja", ".ejs"}

// byName tells the language by the name of a file.
func byName(name string) language {
	base := strings.ToLower(path.Base(name))
	if s, ok := wholeNames[base]; ok {
		return named(s)
	}
	switch {
	case strings.HasSuffix(base, ".blade.php"):
		return language{language: "html", dialect: "blade"}
	case base == ".env" || strings.HasPrefix(base, ".env."):
		return language{language: "settings", dialect: "dotenv"}
	}
	ext := path.Ext(base)
	if ext == base { // a name that begins with its only dot has no ending
		ext = ""
	}
	for _, model := range modelEndings {
		if inner := path.Ext(strings.TrimSuffix(base, model)); ext == model && inner != "" {
			if s, ok := extensions[inner]; ok && !strings.HasPrefix(s, "html") {
				return named(s)
			}
		}
	}
	switch ext {
	case "", ".inc", ".module", ".install", ".cgi", ".tpl", ".in":
		return language{head: true}
	case ".ts":
		return language{language: "typescript", head: true}
	}
	return named(extensions[ext])
}

// named parts language/dialect.
func named(s string) language {
	l, d, _ := strings.Cut(s, "/")
	return language{language: l, dialect: d}
}

// interpreters tell the language by the program that runs a file.
var interpreters = []struct{ program, language string }{
	{"python", "python"}, {"node", "javascript"}, {"bun", "typescript"}, {"deno", "typescript"}, {"ts-node", "typescript"}, {"tsx", "typescript"},
	{"ruby", "ruby"}, {"php", "php"}, {"bash", "shell"}, {"zsh", "shell"}, {"ksh", "shell"}, {"dash", "shell"}, {"sh", "shell"}, {"psql", "sql"},
}

// byHead tells the language by how a file begins, where its name leaves that open.
func byHead(l language, text []byte) language {
	if !l.head {
		return l
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if l.language == "typescript" { // also films and the translations of a desktop library
		if bytes.HasPrefix(bytes.TrimSpace(text), []byte("<?xml")) || bytes.HasPrefix(text, []byte("<!DOCTYPE TS")) {
			return language{}
		}
		return language{language: "typescript"}
	}
	if found := byShebang(text); found.language != "" {
		return found
	}
	if bytes.Contains(text, []byte("<?php")) {
		return language{language: "php"}
	}
	return language{}
}

// byShebang reads the line that names the interpreter.
func byShebang(text []byte) language {
	if !bytes.HasPrefix(text, []byte("#!")) {
		return language{}
	}
	line, _, _ := bytes.Cut(text[2:], []byte("\n"))
	fields := strings.Fields(string(line))
	for i, f := range fields {
		program := path.Base(f)
		if program == "env" || strings.HasPrefix(f, "-") && i > 0 || strings.Contains(f, "=") {
			continue
		}
		for _, known := range interpreters {
			if rest, ok := strings.CutPrefix(program, known.program); ok && strings.Trim(rest, "0123456789.") == "" {
				return language{language: known.language}
			}
		}
		return language{}
	}
	return language{}
}
