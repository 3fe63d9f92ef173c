#!/usr/bin/env bash
# Cuts clips out of a sample that is made on the spot, and says where they are.
set -euo pipefail
cd "$(dirname "$0")/.."
sample=build/sample/talk.mp4
if [ ! -e "$sample" ]; then
	echo "Making a sample talk: $sample" >&2
	scripts/sample.sh "$sample"
fi
bin/clipd cut "$sample" --captions --output clips/demo
echo
echo "These clips were made, with captions (.vtt) and thumbnails (.jpg) beside them:"
ls "$PWD"/clips/demo/*.mp4
echo "Cut your own: make clips VIDEO=talk.mp4"
