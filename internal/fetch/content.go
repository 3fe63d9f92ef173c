package fetch

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

// HeadBytes is how many of a file's first bytes [NotMedia] looks at.
const HeadBytes = 4096

// NotMedia tells which kind of content, that is no recording, somebody declares
// or the first bytes of a file show, such as "text/html"; "" for none. Who does
// not know better declares text/plain or octet-stream: then only the bytes
// count. Playlists, which name other files, are told by the marks by which ffmpeg
// knows them.
func NotMedia(declared string, head []byte) string {
	if kind, _, err := mime.ParseMediaType(declared); err == nil && refusedKind(kind) && kind != "text/plain" {
		return kind
	}
	if kind := playlist(head); kind != "" {
		return kind
	}
	sniffed, _, _ := mime.ParseMediaType(http.DetectContentType(head))
	if refusedKind(sniffed) {
		return sniffed
	}
	return ""
}

func refusedKind(kind string) bool {
	switch {
	case strings.HasPrefix(kind, "text/"), strings.HasPrefix(kind, "image/"), strings.HasPrefix(kind, "font/"),
		strings.HasSuffix(kind, "+xml"), strings.HasSuffix(kind, "+json"), strings.HasSuffix(kind, "mpegurl"):
		return true
	}
	switch kind {
	case "application/json", "application/xml", "application/pdf", "application/javascript", "application/sdp",
		"application/zip", "application/x-gzip", "application/gzip", "application/x-rar-compressed", "application/wasm":
		return true
	}
	return false
}

// playlist tells the kind of a playlist, "" for anything else. The marks are
// those of hls_probe, concat_probe, dash_probe, imf_probe and sdp_probe in
// FFmpeg's libavformat; text around them may hold bytes that are no text.
func playlist(head []byte) string {
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte("#EXTM3U")):
		return "application/vnd.apple.mpegurl"
	case bytes.HasPrefix(start, []byte("ffconcat version")):
		return "application/x-ffconcat"
	case containsAll(bytes.ToLower(head), "<mpd", "dash:profile"):
		return "application/dash+xml"
	case bytes.Contains(head, []byte("<CompositionPlaylist")):
		return "application/xml"
	}
	for line := range bytes.Lines(start) {
		if bytes.HasPrefix(line, []byte("c=IN IP")) {
			return "application/sdp"
		}
	}
	return ""
}

func containsAll(b []byte, all ...string) bool {
	for _, s := range all {
		if !bytes.Contains(b, []byte(s)) {
			return false
		}
	}
	return true
}
