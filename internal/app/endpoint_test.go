package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// talk makes a video of somebody who reads for the given seconds.
func talk(t *testing.T, models string, seconds int) string {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	path := filepath.Join(t.TempDir(), "talk.mp4")
	made := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=r=25:s=320x180",
		"-i", filepath.Join(models, "sample", "two_cities.wav"), "-t", fmt.Sprint(seconds),
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", path)
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// TestSpeechEndpoint has an endpoint listen, which then breaks, and then tries
// one that is not there.
func TestSpeechEndpoint(t *testing.T) {
	models := mediatest.Models(t)
	source := talk(t, models, 12)
	const key = "sk-not-to-be-seen"
	broken := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+key || r.FormValue("model") != "whisper-9" {
			t.Errorf("model %q, authorization %q", r.FormValue("model"), r.Header.Get("Authorization"))
		}
		if broken {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		_, _ = io.WriteString(w, `{"language":"english","text":"Words of the server.","segments":[{"start":1.5,"end":4.5,"text":" Words of the server."}],
			"words":[{"word":"Words","start":1.5,"end":2},{"word":"of","start":2,"end":2.5},{"word":"the","start":3,"end":3.5},{"word":"server","start":3.5,"end":4.5}]}`)
	}))
	defer server.Close()
	home := t.TempDir()
	run := func(args ...string) (said, warned string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		args = append([]string{"--data", home, "--models", models, "--speech", "fast", "--asr-model", "whisper-9", "--resolution", "180"}, args...)
		if code := Main(t.Context(), args, []string{"HOME=" + home, "CLIPD_ASR_KEY=" + key}, Stdio{In: strings.NewReader(""), Out: &stdout, Err: &stderr}); code != exitDone {
			t.Fatalf("exit code %d\n%s", code, stderr.String())
		}
		if all := stdout.String() + stderr.String(); strings.Contains(all, key) {
			t.Errorf("the key was printed:\n%s", all)
		}
		return stdout.String(), stderr.String()
	}
	transcribe := func(url string) (heard clip.Transcript) {
		t.Helper()
		said, _ := run("--asr-url", url, "transcribe", source, "--json")
		if err := json.Unmarshal([]byte(said), &heard); err != nil {
			t.Fatalf("%v in %s", err, said)
		}
		return heard
	}

	heard := transcribe(server.URL)
	if len(heard.Sentences) != 1 || heard.Sentences[0].Text != "Words of the server." || heard.Language != "en" || heard.Model != "whisper-9" || len(heard.Warnings) > 0 {
		t.Errorf("heard %+v", heard)
	}
	_, _ = run("--asr-url", server.URL, "cut", source, "--captions", "--window", "1-7=One", "-o", filepath.Join(home, "out"))
	if text := read(t, filepath.Join(home, "out", "01-one.vtt")); !strings.Contains(text, "Words of") {
		t.Errorf("captions:\n%s", text)
	}

	broken = true
	if again := transcribe(server.URL); again.Model != "whisper-9" {
		t.Errorf("the transcript was not kept, %s listened", again.Model)
	}
	_, warned := run("--asr-url", server.URL, "cut", source, "--captions", "--window", "0-9=Two", "-o", filepath.Join(home, "out"))
	if want := "warning: the speech endpoint failed (400 Bad Request); the built-in recogniser listened instead"; !strings.Contains(warned, want) {
		t.Errorf("no %q in:\n%s", want, warned)
	}
	if text := strings.ToLower(read(t, filepath.Join(home, "out", "01-two.vtt"))); !strings.Contains(text, "it was the best\nof times") {
		t.Errorf("captions:\n%s", text)
	}

	server.Close()
	dead := transcribe(server.URL + "/gone/v1")
	if len(dead.Warnings) == 0 || !strings.Contains(dead.Warnings[0], "(connection refused after 4 tries)") || !strings.Contains(strings.ToLower(plain(dead)), "best of times") || dead.Model == "whisper-9" {
		t.Errorf("heard %+v", dead)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func plain(t clip.Transcript) string {
	var all []string
	for _, s := range t.Sentences {
		all = append(all, s.Text)
	}
	return strings.Join(all, " ")
}
