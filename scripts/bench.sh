#!/usr/bin/env bash
# Tells what each stage costs on VIDEO, or on the sample where none is named,
# and writes build/bench.json.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
video=${VIDEO:-build/sample/talk.mp4}
if [ -z "${VIDEO:-}" ] && [ ! -e "$video" ]; then
	scripts/sample.sh "$video"
fi
go build -o build/bench ./tools/bench
build/bench "$video"
