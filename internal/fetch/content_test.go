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
		{"", "PK\x03\x04", "application/zip"}, {"", "<MPD xmlns=", "text/plain"},

		// Playlists whose text is no text to a sniffer.
		{"video/mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n\x00", "application/vnd.apple.mpegurl"},
		{"", "\xef\xbb\xbf \r\n#EXTM3U\x01", "application/vnd.apple.mpegurl"},
		{"video/mp4", "ffconcat version 1.0\nfile '/etc/passwd'\n\x00", "application/x-ffconcat"},
		{"video/mp4", "<!-- \x00 --><MPD profiles=\"urn:mpeg:dash:profile:isoff-live:2011\">", "application/dash+xml"},
		{"video/mp4", "\x00<CompositionPlaylist xmlns=", "application/xml"},
		{"video/mp4", "v=0\r\n\x00\r\nc=IN IP4 10.0.0.1\r\n", "application/sdp"},
	} {
		if got := NotMedia(c.declared, []byte(c.head)); got != c.want {
			t.Errorf("NotMedia(%q, %.8q) = %q, want %q", c.declared, c.head, got, c.want)
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
