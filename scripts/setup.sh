#!/usr/bin/env bash
# Installs the Debian packages that are missing: `setup.sh run` what clipd needs
# to be built and to run, `setup.sh test` what its tests need besides. Where it
# may not install, it says what to install and fails. `setup.sh test` also makes
# build/bin/versitygw.
set -euo pipefail

need=()
command_package() { command -v "$1" >/dev/null 2>&1 || need+=("$2"); }

command_package ffmpeg ffmpeg
command_package ffprobe ffmpeg
command_package cc gcc
command_package fc-list fontconfig
python3 -m pip --version >/dev/null 2>&1 || command -v pip >/dev/null 2>&1 || need+=(python3-pip)
[ -e /usr/include/stdio.h ] || [ "$(uname)" != Linux ] || need+=(libc6-dev)
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=ar family 2>/dev/null)" ]; then
	need+=(fonts-noto-core)
fi
if [ "${1:-run}" = test ]; then
	command_package espeak-ng espeak-ng
	command_package shellcheck shellcheck
	command_package git git
	python3 -c 'import ensurepip' 2>/dev/null || need+=(python3-venv)
	compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command_package initdb postgresql
fi

if ! command -v go >/dev/null 2>&1; then
	echo "Go is missing: install Go 1.26 or newer (any Go from 1.21 on fetches it by itself)." >&2
	exit 1
fi
# The S3 server that tests start (internal/blob/blobtest).
versitygw=v1.8.0
bin=$(cd "$(dirname "$0")/.." && pwd)/build/bin
if [ "${1:-run}" = test ] && ! go version -m "$bin/versitygw" 2>/dev/null | grep "versitygw[[:space:]]$versitygw" >/dev/null; then
	echo "Making $bin/versitygw" >&2
	GOBIN=$bin GOFLAGS=-trimpath go install "github.com/versity/versitygw/cmd/versitygw@$versitygw"
fi
[ ${#need[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
	echo "Missing: ${need[*]} (names of Debian's packages). Install them and run this again." >&2
	exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null 2>&1 || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
		echo "Missing: ${need[*]}. Install them and run this again:" >&2
		echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${need[*]}" >&2
		exit 1
	fi
	as_root=(sudo)
fi
echo "Installing ${need[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
