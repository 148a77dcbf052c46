package files

import (
	"bytes"
	"path"
	"strings"
)

// vendored are directories of what others wrote, and of what tools keep for themselves.
var vendored = nameSet(`node_modules bower_components jspm_packages web_modules vendor third_party third-party thirdparty
	site-packages dist-packages venv .venv virtualenv __pycache__ .tox .nox .eggs .mypy_cache .pytest_cache .ruff_cache
	.bundle .gradle .m2 .mvn .yarn .pnpm-store .npm .cache pods carthage elm-stuff wheelhouse .terraform .serverless .idea .vs
	.vscode .ipynb_checkpoints .sass-cache .parcel-cache .turbo .nyc_output htmlcov godeps`)

// built are directories that a build makes by themselves; builtBeside those that are
// only taken for such where a file that steers a build lies beside them.
var (
	built       = nameSet(`.next .nuxt .svelte-kit .output .angular .vercel .netlify .expo storybook-static _site`)
	builtBeside = nameSet(`dist build out target coverage _build`)
	steersBuild = nameSet(`package.json setup.py pyproject.toml setup.cfg pom.xml build.gradle build.gradle.kts build.sbt cargo.toml
		gulpfile.js gruntfile.js webpack.config.js vite.config.js vite.config.ts rollup.config.js makefile mix.exs angular.json`)
)

// repositories are the directories in which version control keeps its own things: no part
// of the project, and not counted.
var repositories = nameSet(`.git .hg .svn .bzr cvs .jj`)

// lockFiles are written by the tools that install libraries.
var lockFiles = nameSet(`package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-lock.yml bun.lock composer.lock pipfile.lock
	poetry.lock pdm.lock uv.lock gemfile.lock cargo.lock packages.lock.json flake.lock mix.lock pubspec.lock podfile.lock`)

// generatedEndings are those of what protocol compilers and the like write.
var generatedEndings = []string{"_pb2.py", "_pb2.pyi", "_pb2_grpc.py", ".pb.go", ".pb.gw.go", "_pb.js", "_pb.ts", "_pb.d.ts",
	"_grpc_pb.js", ".pb.ts", ".pb.js", ".js.map", ".css.map", ".tsbuildinfo"}

func nameSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// unread are the endings of program text in languages that are not read.
var unread = nameSet(`.c .cc .cpp .cxx .h .hpp .cs .fs .vb .vbs .rs .kt .kts .scala .groovy .clj .cljs .swift .m .mm .dart .ex .exs .erl .hs .elm .lua
	.pl .pm .r .jl .ps1 .bat .cmd .cob .cbl .pas .asp .aspx .cshtml .cfm .ml .nim .zig .cr .tcl .awk .ahk .au3 .applescript .ipynb .graphql .proto`)

// ownHead is how far into a file it may say that leadlint wrote it.
const ownHead = 200

// saysOwn tells whether a text is a baseline or a report of leadlint, which quotes code.
func saysOwn(l language, text []byte) bool {
	return l.language == "json" && bytes.Contains(text[:min(len(text), ownHead)], []byte(`"schema": "leadlint.`))
}

// skipName tells by its name alone why a file is left out, empty when it is not.
func skipName(name string) string {
	base := strings.ToLower(path.Base(name))
	if lockFiles[base] {
		return Generated
	}
	for _, e := range generatedEndings {
		if strings.HasSuffix(base, e) {
			return Generated
		}
	}
	if strings.Contains(base, ".min.") || strings.Contains(base, "-min.js") || strings.Contains(base, ".bundle.js") {
		return Minified
	}
	return ""
}

// averageLine is the length of lines, in bytes, above which a text on average is taken for
// minified, and longestLine that of one line; shortText is not judged.
const (
	averageLine = 500
	longestLine = 5000
	shortText   = 1000
)

// skipHead tells by its beginning why a file is left out, empty when it is not.
func skipHead(l language, text []byte) string {
	switch {
	case isBinary(text):
		return Binary
	case saysGenerated(text), saysOwn(l, text):
		return Generated
	case isMinified(l, text):
		return Minified
	}
	return ""
}

// isMinified tells whether lines are too long to have been written by someone. Dumps of
// databases have long lines between those that matter, and templates of mail too.
func isMinified(l language, text []byte) bool {
	switch l.language {
	case "javascript", "typescript", "json", "php", "python", "ruby", "java", "go":
	case "html":
		if l.dialect != "" || len(text) < headSize {
			return false
		}
	default:
		return false
	}
	if len(text) < shortText {
		return false
	}
	if len(text)/(bytes.Count(text, []byte("\n"))+1) > averageLine {
		return true
	}
	if l.language != "javascript" {
		return false
	}
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		if len(line) > longestLine {
			return true
		}
	}
	return false
}

// generatedWithin is how far into a file it may say that it is generated.
const generatedWithin = 2048

// saysGenerated tells whether a text says that a machine wrote it and nobody is to edit
// it. That a file was begun by a generator (a migration, a schema) is not enough.
func saysGenerated(text []byte) bool {
	text = bytes.ToLower(text[:min(len(text), generatedWithin)])
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if !isComment(line) {
			continue
		}
		if at := bytes.Index(line, []byte("@generated")); at >= 0 {
			rest := line[at+len("@generated"):]
			if len(rest) == 0 || !isWordByte(rest[0]) {
				return true
			}
		}
		if bytes.Contains(line, []byte("do not edit")) && bytes.Contains(text, []byte("generated")) {
			return true
		}
	}
	return false
}

// isComment says whether a line begins like one of a comment in some language.
func isComment(line []byte) bool {
	for _, mark := range []string{"//", "#", "/*", "*", "--", "<!--", "<%", "{#", ";", "\"\"\""} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}
	return false
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '('
}

// isBinary says whether a text is none: it holds zero bytes, and is not UTF-16.
func isBinary(text []byte) bool {
	return bytes.IndexByte(text, 0) >= 0 && utf16Order(text) == nil
}
