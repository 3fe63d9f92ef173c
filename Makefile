# make demo and make test need nothing but Go on Debian or Ubuntu: they install
# the rest as root or with sudo, and say what to install where they cannot.

MODELS := $(or $(CLIPD_MODELS),$(HOME)/.local/share/clipd/models)
CLIPD_SOURCES := $(shell find cmd internal -name '*.go' -not -name '*_test.go') go.mod go.sum

# The name as it was typed: it may hold a $.
override VIDEO := $(value VIDEO)
export VIDEO

.PHONY: demo clips serve build test lint race full chaos fuzz bench setup setup-test clean

demo: setup bin/clipd ## cut clips out of a sample made on the spot
	scripts/demo.sh

clips: setup bin/clipd ## cut clips out of VIDEO
	@test -n "$$VIDEO" || { echo 'name a video: make clips VIDEO=talk.mp4' >&2; exit 2; }
	bin/clipd cut --captions -- "$$VIDEO"

serve: setup bin/clipd ## serve the API on 127.0.0.1:8080
	bin/clipd serve

build: bin/clipd

bin/clipd: $(CLIPD_SOURCES)
	@echo 'Building clipd: some minutes the first time' >&2
	go build -trimpath -o $@ ./cmd/clipd

test: setup-test bin/clipd lint ## everything that CI runs
	bin/clipd --models "$(MODELS)" models pull default fast sample
	CLIPD_MODELS="$(MODELS)" scripts/sample.sh build/sample/talk.mp4
	$(MAKE) race full

lint: ## format, vet, static checks, scripts
	@unformatted=$$(gofmt -l cmd internal tools); test -z "$$unformatted" || { echo "gofmt these: $$unformatted" >&2; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	shellcheck scripts/*.sh .ci/run

race: ## every test but the long ones, with the race detector
	CLIPD_TEST_MODELS="$(MODELS)" go test -race -short -timeout 20m ./...

full: ## every test, long media work too
	CLIPD_TEST_MODELS="$(MODELS)" go test -p 1 -timeout 60m ./...

chaos: setup-test ## kill, starve and load the service for an hour; CHAOS names one test
	CLIPD_CHAOS=full CLIPD_TEST_MODELS="$(MODELS)" go test -v -count 1 -timeout 3h -run '$(CHAOS)' ./internal/chaos

fuzz: ## each fuzz target for FUZZTIME
	scripts/fuzz.sh

bench: setup bin/clipd ## cost of each stage on VIDEO, or on the sample
	scripts/bench.sh

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test
	@scripts/contract.sh install

clean:
	rm -rf bin build clips
