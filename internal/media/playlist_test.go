package media_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// A file that only names other files opens none of them. With the protocol
// whitelist alone ffprobe would open all of these.
func TestPlaylistsAreRefused(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	secret := mediatest.Make(t, mediatest.Recording{Name: "secret.ts", Seconds: 1})
	for name, text := range map[string]string{
		"ffconcat": "ffconcat version 1.0\nfile secret.ts\n",
		"m3u8":     "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n",
		"mpd": `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" type="static" mediaPresentationDuration="PT1S">` +
			`<Period><AdaptationSet><Representation id="1" bandwidth="1" mimeType="video/mp2t"><BaseURL>secret.ts</BaseURL></Representation></AdaptationSet></Period></MPD>`,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(filepath.Dir(secret), name+".mp4")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-protocol_whitelist", "file,pipe", path).CombinedOutput(); err != nil {
				t.Logf("this ffprobe does not open it anyway: %s", out)
			}
			if _, err := media.Probe(t.Context(), path); media.KindOf(err) != media.NotMedia {
				t.Errorf("it was opened: %v", err)
			}
		})
	}
}
