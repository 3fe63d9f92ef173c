package fetch

import (
	"mime"
	"net/http"
	"strings"
)

// notMedia tells which kind of content, that is no recording, a server declares
// or the first bytes show; "" for none. Servers that do not know better declare
// text/plain or octet-stream: then only the bytes count.
func notMedia(declared string, head []byte) string {
	if kind, _, err := mime.ParseMediaType(declared); err == nil && refusedKind(kind) && kind != "text/plain" {
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
	case "application/json", "application/xml", "application/pdf", "application/javascript",
		"application/zip", "application/x-gzip", "application/gzip", "application/x-rar-compressed", "application/wasm":
		return true
	}
	return false
}
