package fetch

import "testing"

func TestNotMedia(t *testing.T) {
	mp4 := string(recording(100))
	ts := "\x47\x40\x11\x10\x00\x42\xf0\x25\x00\x01\xc1\x00\x00\xff"
	for _, c := range []struct{ declared, head, want string }{
		{"video/mp4", mp4, ""}, {"application/octet-stream", mp4, ""}, {"", mp4, ""}, {"text/plain", mp4, ""},
		{"text/plain; charset=utf-8", ts, ""}, {"video/mp2t", ts, ""}, {"audio/mpeg", "ID3\x03\x00", ""},
		{"application/x-matroska", "\x1aE\xdf\xa3", ""}, {"not a type", mp4, ""},
		{"text/html", mp4, "text/html"}, {"video/mp4", " <html>", "text/html"}, {"", "%PDF-1.7", "application/pdf"},
		{"application/xhtml+xml", "", "application/xhtml+xml"}, {"audio/mpegurl", "#EXTM3U\n", "audio/mpegurl"},
		{"", "PK\x03\x04", "application/zip"},
	} {
		if got := notMedia(c.declared, []byte(c.head)); got != c.want {
			t.Errorf("notMedia(%q, %.8q) = %q, want %q", c.declared, c.head, got, c.want)
		}
	}
}

func FuzzContentRange(f *testing.F) {
	for _, s := range []string{"bytes 5-9/10", "bytes */10", "bytes 5-9/*", "", "/", "bytes -/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if from, total, ok := contentRange(s); ok && (from < 0 || total < -1) {
			t.Errorf("contentRange(%q) = %d, %d", s, from, total)
		}
	})
}
