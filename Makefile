# make build   the program, with the scripts of its pages where npm has brought what they need
# make demo    build, load the sample casebook, show one incident on three days, open it for reading and writing in a browser
# make test    the tests, with fixed seeds, without the slow ones and without a browser
# make check   what CI runs: format, vet, staticcheck, all tests, races, fuzzing for seconds, a fresh clone
# make nightly  what is larger: races everywhere, fresh seeds, kills, soak, fuzzing for minutes, load
# make deps    install what the tests and checks need (the only target that installs)
# make dist    what people download, for every system, into bin/dist: see cmd/dist
# make kills   kills in the midst of writing, of a store and of a desk
# make soak    readers and a writer at once for SOAK (60s), under the race detector
# make bench   ascribe and other engines, the same questions, in one run (docs/performance.md)
# make load     many readers at once over 200,000 incidents: how long they wait
# make bench-micro  Go's benchmarks of single packages
# make bench-histories  a dataset of 50,000 rows in two editions, pandas beside it
# make screenshots  every page in both themes at three widths, into screenshots/, and the docs' pictures
# make countries  the names of countries and months anew, from the newest of Unicode's that is written here
# make vuln    known vulnerabilities, where their database can be reached

GO    ?= go
TOOL   = $(GO) tool -modfile=tools.mod
PURE   = . ./internal/country ./internal/analysis ./internal/codebook ./internal/classify ./internal/exchange/... ./internal/ledger ./internal/pattern ./internal/table ./internal/timeline
ISLANDS = internal/web/islands
VERSION = $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)

.PHONY: countries dist build islands screenshots demo test whole check nightly deps format lint elsewhere race soak fresh bench bench-histories load fuzz vuln pictures kills

build: islands
	$(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/ascribe ./cmd/ascribe

# The pages work without their scripts, so a build without npm is a whole one.
islands:
	@if [ -d $(ISLANDS)/node_modules ]; then cd $(ISLANDS) && node build.mjs; \
	else echo "make: the scripts of the pages are left out (make deps brings what they need)"; fi

# A linter of container files is asked where there is one.
dist: islands
	@if command -v hadolint >/dev/null; then hadolint packaging/Containerfile; else echo "make dist: hadolint is missing; the container file is not linted"; fi
	$(GO) run ./cmd/dist -version $(VERSION)

LISTEN ?= 127.0.0.1:8000
demo: build
	@bin/ascribe demo --desk --listen $(LISTEN)

# The packages whose tests draw at random. With a seed they draw the same each
# time; nightly has fresh ones.
SEED ?= 1
DRAWN = $(shell grep -rl --include='*_test.go' pgregory.net/rapid . | xargs -n1 dirname | sort -u)
OTHERS = $(filter-out $(DRAWN),$(shell $(GO) list -f '{{.Dir}}' ./... | sed "s|^$(CURDIR)|.|"))

# A missing interpreter leaves its suite out with one line; with CI=true that
# is a failure (see the tests that ask for it).
test:
	@command -v python3 >/dev/null || echo "make test: python3 is missing; the offline proof check is left out (make deps installs it)"
	@failed=; $(GO) test -short $(OTHERS) || failed=1; \
	$(GO) test -short $(DRAWN) -rapid.seed=$(SEED) && test -z "$$failed"

# The slow ones, too, and those in a browser.
whole: islands
	@command -v chromium >/dev/null || echo "make whole: chromium is missing (make deps installs it)"
	@failed=; $(GO) test -timeout 20m $(OTHERS) || failed=1; \
	$(GO) test -timeout 20m $(DRAWN) -rapid.seed=$(SEED) && test -z "$$failed"

check: format lint elsewhere whole race fuzz fresh

# What CI leaves out for its size. A seed that fails is kept by rapid as a file
# below testdata/rapid of its package: commit it, and it is run from then on.
nightly:
	$(MAKE) soak SOAK=10m
	$(MAKE) fuzz FUZZTIME=5m
	$(MAKE) kills
	$(GO) test -tags nightly -count 1 -timeout 10m -run TestSheetOfTenThousandRows ./internal/app/acts
	ASCRIBE_CRAWL=3000 $(GO) test -count 1 -timeout 1h -run TestCrawl ./internal/web
	ASCRIBE_DRAFTS=300 $(GO) test -count 1 -timeout 1h -run TestDraftsOutlive ./internal/web
	$(GO) test -race -timeout 4h ./...
	$(GO) test -timeout 4h -run 'TestViewer$$' ./internal/web -rapid.checks=10000
	$(GO) test -timeout 4h $(DRAWN) -skip 'TestViewer$$' -rapid.checks=5000 || { echo "the case to commit:"; git ls-files --others -- '*/testdata/rapid/*'; exit 1; }
	$(GO) test -timeout 1h ./internal/anchor -v -run TestFoundAgain -args -seed 0 -whole
	$(MAKE) load

# The program is killed in the midst of what it writes, again and again.
kills:
	$(GO) test -tags nightly -count 1 -timeout 1h -run Kill ./internal/store ./cmd/ascribe

format:
	@out="$$($(TOOL) gofumpt -l . )"; if [ -n "$$out" ]; then echo "not formatted by gofumpt:"; echo "$$out"; exit 1; fi

lint:
	$(GO) vet ./...
	$(TOOL) staticcheck ./...

# The program is for other systems, too: what is theirs alone is looked at here.
elsewhere:
	CGO_ENABLED=0 GOOS=windows $(GO) vet ./...
	CGO_ENABLED=0 GOOS=darwin $(GO) vet ./...

# Not in CI: the race detector over SQLite is slow, and this needs its time.
SOAK ?= 60s
soak:
	$(GO) test -race -tags soak -run '^TestSoak$$' -count 1 -v ./internal/app -soak $(SOAK)

# Committed, so that a build needs no npm. CLDR is a version of Unicode's.
CLDR = 48.2.0
countries:
	npm install --no-save --no-progress --prefix bin/cldr cldr-localenames-full@$(CLDR) cldr-core@$(CLDR) cldr-dates-full@$(CLDR)
	node internal/country/names.mjs bin/cldr/node_modules > internal/country/names.go.new && mv internal/country/names.go.new internal/country/names.go
	node internal/exchange/dataset/months.mjs bin/cldr/node_modules > internal/exchange/dataset/months.go.new && mv internal/exchange/dataset/months.go.new internal/exchange/dataset/months.go

# All of what has no database, and of the rest the tests that run goroutines at
# once: the race detector makes SQLite nineteen times slower.
race:
	$(GO) test -race -short $(PURE) ./internal/words
	$(GO) test -race -timeout 8m -run '^TestRace' ./internal/app/... ./internal/store ./internal/web/...

# What a newcomer gets: a clone of what is committed, built without anything else.
fresh:
	@dir="$$(mktemp -d)" && trap 'rm -rf "$$dir"' EXIT && \
	git clone -q . "$$dir/ascribe" && cd "$$dir/ascribe" && $(GO) build -o bin/ascribe ./cmd/ascribe && \
	bin/ascribe demo >/dev/null && echo "fresh clone: built, and the demo runs"

deps:
	@missing=; for need in python3:python3 pdftotext:poppler-utils curl:curl Rscript:r-base-core mandoc:mandoc zsh:zsh fish:fish chromium:chromium,fonts-dejavu-core node:nodejs npm:npm; do \
	  command -v $${need%:*} >/dev/null || missing="$$missing $$(echo $${need#*:} | tr , " ")"; done; \
	for package in jsonlite survival; do Rscript --vanilla -e "library($$package)" >/dev/null 2>&1 || missing="$$missing r-cran-$$package"; done; \
	for module in openpyxl networkx pybtex; do /usr/bin/python3 -c "import $$module" 2>/dev/null || missing="$$missing python3-$$module"; done; \
	if [ -z "$$missing" ]; then :; \
	elif command -v apt-get >/dev/null; then apt-get update -q && apt-get install -y -q --no-install-recommends $$missing; \
	else echo "make deps: no apt-get here; install by hand:$$missing"; fi
	cd $(ISLANDS) && npm ci --no-progress
	cd bench/duckdb && npm ci --no-progress
	$(GO) mod download
	$(GO) mod download -modfile=tools.mod

# SIZE is S, M or L; ENGINES leaves some out; see docs/performance.md.
bench:
	$(GO) run ./bench

# What is measured, and how: bench/load. LOAD has its flags, as in
# LOAD="-requests 1000"; the store that it makes stays in bin/load.
load: build
	$(GO) run ./bench/load $(LOAD)

bench-micro:
	$(GO) test -run '^$$' -bench . -benchmem ./internal/classify ./internal/store ./internal/exchange ./internal/codebook ./internal/survey/columns

bench-histories:
	$(GO) test -run '^$$' -bench Editions -benchtime 1x ./internal/app

# Each page as a person sees it; axe looks at each. To be looked through.
screenshots: islands
	rm -rf screenshots
	ASCRIBE_SCREENSHOTS=$(CURDIR)/screenshots ASCRIBE_PICTURES=$(CURDIR)/docs/screens CI=true $(GO) test -count 1 -run 'TestPagesInABrowser|TestPictures' -timeout 20m ./internal/web

# The pictures in the documentation; see docs/pictures/make for what it needs.
pictures: build
	docs/pictures/make

FUZZTIME ?= 5s
fuzz:
	@for pkg in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for f in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$pkg || exit 1; done; done

vuln:
	$(TOOL) govulncheck ./...
