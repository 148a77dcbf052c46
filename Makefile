# leadlint: the commands of the project. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BUILD := build
BIN := $(BUILD)/leadlint
GO ?= go
ROWS ?= 1000000
SEED ?= 1
# What property tests draw their cases from: the same for every run of `make test`, so that
# only a change can turn it red. `make explore` draws new ones, CHECKS of each property.
DRAW ?= 2024020
CHECKS ?= 1000
PROPERTIES = $$($(GO) list -f '{{$$p := .ImportPath}}{{range .TestImports}}{{if eq . "pgregory.net/rapid"}}{{println $$p}}{{end}}{{end}}{{range .XTestImports}}{{if eq . "pgregory.net/rapid"}}{{println $$p}}{{end}}{{end}}' ./... | sort -u)
DATA := $(BUILD)/data/contacts-$(ROWS)-$(SEED).csv
FUZZTIME ?= 30s
# The versions of Spark that are tried, as PyPI's package pyspark has them.
SPARKS ?= 4.0.1 3.5.9
SCALE_ROWS ?= 160000000
PARITY_ROWS ?= 2000000
# STRICT=-strict makes it an error when a server is missing.
STRICT ?=

.PHONY: help need build demo notices replay accuracy test explore test-databases test-spark parity check bench bench-data bench-joins bench-scale bench-databases bench-notices bench-code bench-reports fuzz clean

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

need:
	@command -v $(GO) >/dev/null || { echo "go is missing: install Go 1.26 or later (https://go.dev/dl/)" >&2; exit 1; }
	@command -v git >/dev/null || { echo "git is missing: install it with your system's package manager" >&2; exit 1; }
	@command -v $${CC:-cc} >/dev/null || { echo "a C compiler is missing (SQLite is built with it): install gcc or clang" >&2; exit 1; }

build: need ## build build/leadlint
	@mkdir -p $(BUILD)
	CGO_ENABLED=1 $(GO) build -o $(BIN) ./cmd/leadlint

demo: build ## audit a file modelled on decision SAN-2024-020 and write its report
	@code=0; (cd fixtures/kaspr && ../../$(BIN) audit --format terminal --format html=../../$(BUILD)/kaspr.html --format pdf=../../$(BUILD)/kaspr.pdf) || code=$$?; \
	if [ $$code -gt 1 ]; then echo "the audit failed (exit code $$code)" >&2; exit $$code; fi
	@echo
	@echo "The report as a web page: $(CURDIR)/$(BUILD)/kaspr.html"
	@echo "The report on paper:      $(CURDIR)/$(BUILD)/kaspr.pdf"

notices: need ## write the licences of everything that the program is built from
	@mkdir -p $(BUILD)
	@$(GO) list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./cmd/leadlint | sort -u | \
	while read -r path version dir; do \
	  texts=$$(find "$$dir" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' \) | sort); \
	  [ -n "$$texts" ] || { echo "$$path $$version has no licence text" >&2; exit 1; }; \
	  echo "==== $$path $$version"; cat $$texts; echo; \
	done > $(BUILD)/THIRD-PARTY.txt
	@echo "$(CURDIR)/$(BUILD)/THIRD-PARTY.txt"

replay: need ## audit the decisions rebuilt in fixtures/decisions and print what came out
	@$(GO) run ./fixtures/replay/print

accuracy: need ## measure how well notices are read; LABELLED=FOLDER adds labelled ones
	@$(GO) run ./cmd/accuracy $(if $(LABELLED),-labelled $(LABELLED))

test: need ## vet, and run every test of the project
	$(GO) vet ./...
	@properties="$(PROPERTIES)"; failed=0; \
	$(GO) test -timeout 30m $$($(GO) list ./... | grep -vxF "$$properties") || failed=1; \
	$(GO) test -timeout 30m $$properties -rapid.seed=$(DRAW) || failed=1; \
	exit $$failed

explore: need ## try the properties on CHECKS newly drawn cases each
	@$(GO) test -count=1 -timeout 60m $(PROPERTIES) -rapid.checks=$(CHECKS)

test-databases: need ## run the tests that need PostgreSQL and MariaDB, beside real servers
	@mkdir -p $(BUILD)
	$(GO) build -o $(BUILD)/services ./fixtures/services
	$(BUILD)/services $(STRICT) -with postgres,mariadb -- \
	  $(GO) test -count=1 ./scanner/dataset/read/... ./scanner/dataset/database/... ./fixtures/parity

test-spark: need ## run the tests that need Apache Spark, beside a master and two workers (fetches Spark once)
	@mkdir -p $(BUILD)
	$(GO) build -o $(BUILD)/services ./fixtures/services
	@for version in $(SPARKS); do \
	  $(BUILD)/services $(STRICT) -with spark-$$version -- \
	    $(GO) test -count=1 -timeout 30m -p 1 ./scanner/spark/... ./fixtures/parity ./cmd/leadlint -run Spark; \
	done

parity: need ## audit PARITY_ROWS generated records from files, databases and in shards (minutes, some GB of disk)
	@mkdir -p $(BUILD)
	$(GO) build -o $(BUILD)/services ./fixtures/services
	LEADLINT_PARITY_ROWS=$(PARITY_ROWS) $(BUILD)/services $(STRICT) -with postgres,mariadb -- \
	  $(GO) test -count=1 -timeout 60m ./fixtures/parity -run Generated -v

check: need ## formatting, vet, staticcheck, script syntax
	@bad=$$(git ls-files -co --exclude-standard '*.go' | xargs gofmt -l); \
	if [ -n "$$bad" ]; then echo "not formatted (run gofmt -w on them):"; echo "$$bad"; exit 1; fi
	$(GO) vet ./...
	@mkdir -p $(BUILD)
	$(GO) build -C fixtures/tools -o ../../$(BUILD)/staticcheck honnef.co/go/tools/cmd/staticcheck
	$(BUILD)/staticcheck ./...
	bash -n .ci/run

bench-data: need ## write ROWS invented contact records (SEED); the last line is their path
	@mkdir -p $(dir $(DATA))
	@[ -s $(DATA) ] || $(GO) run ./cmd/benchdata -rows $(ROWS) -seed $(SEED) -out $(DATA) >&2
	@echo $(CURDIR)/$(DATA)

bench: build ## measure leadlint beside DuckDB and a newline count (minutes; builds DuckDB's client once)
	$(GO) build -o $(BUILD)/floor ./fixtures/peer/floor
	$(GO) build -o $(BUILD)/benchrun ./fixtures/peer/run
	CGO_ENABLED=1 $(GO) build -C fixtures/peer/duckdb -o ../../../$(BUILD)/peer-duckdb .
	$(MAKE) --no-print-directory bench-data ROWS=10 >/dev/null
	$(MAKE) --no-print-directory bench-data ROWS=1000000 >/dev/null
	$(MAKE) --no-print-directory bench-data ROWS=5000000 >/dev/null
	CGO_ENABLED=1 $(GO) build -o $(BUILD)/convert ./fixtures/peer/convert
	@for ext in parquet sqlite jsonl; do \
	  [ -s $(BUILD)/data/contacts-1000000-$(SEED).$$ext ] || $(BUILD)/convert $(BUILD)/data/contacts-1000000-$(SEED).csv $(BUILD)/data/contacts-1000000-$(SEED).$$ext; \
	done
	$(BUILD)/benchrun -bin $(BUILD) -data $(BUILD)/data -seed $(SEED)

bench-joins: build ## measure ROWS contacts against registers (objections, messages), beside DuckDB
	$(GO) build -o $(BUILD)/benchrun ./fixtures/peer/run
	CGO_ENABLED=1 $(GO) build -C fixtures/peer/duckdb -o ../../../$(BUILD)/peer-duckdb .
	$(MAKE) --no-print-directory bench-data >/dev/null
	@for relation in send:$$(($(ROWS) * 2)) suppression:$$(($(ROWS) / 10)); do \
	  file=$(BUILD)/data/$${relation%:*}-$(ROWS)-$(SEED).csv; \
	  [ -s $$file ] || $(GO) run ./cmd/benchdata -relation $${relation%:*} -rows $${relation#*:} -contacts $(ROWS) -seed $(SEED) -out $$file; \
	done
	$(BUILD)/benchrun -bin $(BUILD) -data $(BUILD)/data -seed $(SEED) -joins $(ROWS)

bench-scale: build ## audit SCALE_ROWS contacts in 64 Parquet files (160 million: 6 GB), beside reading them
	$(GO) build -o $(BUILD)/floor ./fixtures/peer/floor
	$(GO) build -o $(BUILD)/benchrun ./fixtures/peer/run
	@files=$(BUILD)/data/parquet-$(SCALE_ROWS)-$(SEED); \
	[ -s $$files/contacts-0063.parquet ] || $(GO) run ./cmd/benchdata -rows $(SCALE_ROWS) -seed $(SEED) -format parquet -files 64 -out $$files; \
	$(BUILD)/benchrun -bin $(BUILD) -scale $$files

bench-databases: build ## measure audits of ROWS contacts in PostgreSQL and MariaDB, beside what their clients take
	$(GO) build -o $(BUILD)/services ./fixtures/services
	$(GO) build -o $(BUILD)/benchrun ./fixtures/peer/run
	$(GO) build -o $(BUILD)/convert ./fixtures/peer/convert
	$(MAKE) --no-print-directory bench-data >/dev/null
	$(BUILD)/services -with postgres,mariadb -- $(BUILD)/benchrun -bin $(BUILD) -data $(BUILD)/data -seed $(SEED) -databases $(ROWS)

bench-notices: need ## measure how many long notices a core reads a second, beside the aim of 100
	@$(GO) run ./fixtures/peer/run -only-notices

bench-code: need ## measure how fast source code is scanned, beside its bare parsing (LEADLINT_BENCH_CODE=folder)
	$(GO) test ./scanner/code -run '^$$' -bench Scan -benchtime 3x

bench-reports: need ## measure a report of 300 findings in every format, a history of 1,000 audits, and rows written out
	$(GO) test ./reports ./scanner/history/store ./scanner/split -run '^$$' -bench 'Formats|List|Add|Split' -benchtime 3x

fuzz: need ## run every fuzz target for FUZZTIME (30s)
	@grep -rl --include='*_test.go' '^func Fuzz' . | sort | while read -r file; do \
	  sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$$file" | while read -r target; do \
	    echo "== $$(dirname "$$file") $$target"; \
	    $(GO) test -run=NONE -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) "$$(dirname "$$file")"; \
	  done; done

clean: ## remove what was built
	rm -rf $(BUILD)
