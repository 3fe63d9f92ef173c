#!/usr/bin/env bash
# Lets schemathesis compare a running service with its OpenAPI document, by every
# check that it has. `contract.sh install`, then `contract.sh URL KEY [OPTION...]`.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=build/venv
version=4.32.5

if [ "$("$venv/bin/pip" show schemathesis 2>/dev/null | sed -n 's/^Version: //p')" != "$version" ]; then
	python3 -m venv "$venv"
	"$venv/bin/pip" install --quiet "schemathesis==$version"
fi
[ "${1:-}" != install ] || exit 0

url=${1:?say where the service is, such as http://127.0.0.1:8080} key=${2:?give a key of it}
shift 2
"$venv/bin/schemathesis" run "$url/openapi.json" \
	--header "X-Api-Key: $key" --checks all --continue-on-failure --generation-database none "$@"
