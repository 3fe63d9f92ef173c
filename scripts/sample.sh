#!/usr/bin/env bash
# Makes a talk to try clipd on: the recording of the model pack `sample` under a
# picture that ffmpeg draws. `sample.sh FILE`.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?name the file to make}
models=${CLIPD_MODELS:-$HOME/.local/share/clipd/models}
bin/clipd --models "$models" models pull default sample >/dev/null
mkdir -p "$(dirname "$out")"
part="${out%.mp4}.part.mp4"
trap 'rm -f "$part"' EXIT
ffmpeg -hide_banner -nostdin -v error -y \
	-i "$models/sample/two_cities.wav" \
	-filter_complex "
		[0:a]aformat=sample_rates=48000:channel_layouts=mono,asplit[sound][seen];
		[seen]showwaves=size=960x270:rate=25:mode=cline:colors=0xffffff:scale=sqrt[wave];
		gradients=size=160x90:rate=25:c0=0x0b132b:c1=0x3a506b:c2=0x5b2a86:c3=0x0b132b:nb_colors=4:speed=0.01,scale=1280:720:flags=bilinear[ground];
		[ground][wave]overlay=(W-w)/2:(H-h)/2:shortest=1,format=yuv420p[picture]" \
	-map '[picture]' -map '[sound]' -c:v libx264 -preset superfast -crf 20 -c:a aac -b:a 128k -shortest "$part"
mv "$part" "$out"
