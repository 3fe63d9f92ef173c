package models

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clipd/internal/models/ct2"
	"clipd/internal/models/modeltest"
	"clipd/internal/models/whisper"
)

func TestAddedFolderIsARecogniser(t *testing.T) {
	s := Open(filepath.Join(t.TempDir(), "models"))
	from := modeltest.Folder(t, modeltest.Small())
	var last Progress
	added, err := s.AddWhisper(t.Context(), "my-small", from, func(p Progress) { last = p })
	if err != nil {
		t.Fatal(err)
	}
	weights, err := os.ReadFile(filepath.Join(from, "model.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if added.Name != "my-small" || len(added.Source) != 3 || added.Source[0] != (Sum{"model.bin", int64(len(weights)), sum(weights)}) || len(added.Files) != len(whisper.Files()) {
		t.Errorf("%+v", added)
	}
	if last.Step != Ready || last.Pack != "my-small" {
		t.Errorf("ended with %v", last)
	}
	w, err := s.Whisper("my-small")
	if err != nil {
		t.Fatal(err)
	}
	if w.Dim != 128 || w.Heads != 2 || w.Layers != 2 || w.MelBins != 16 || w.AlignmentHeads != 2 || w.Vocabulary != 96 || w.Multilingual ||
		w.AudioPositions != 50 || w.TextPositions != 32 || filepath.Base(w.Encoder) != whisper.EncoderFile {
		t.Errorf("%+v", w)
	}
	files, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	if f := files[len(files)-1]; !f.Added || f.Pack != "my-small" || f.State != Present {
		t.Errorf("%+v", f)
	}
}

func TestAlteredRecogniserIsNamedAndAddedAgain(t *testing.T) {
	s := Open(t.TempDir())
	from := modeltest.Folder(t, modeltest.Small())
	if _, err := s.AddWhisper(t.Context(), "mine", from, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddWhisper(t.Context(), "other", from, nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(s.dir, "whisper", "mine", whisper.EncoderWeightsFile)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = s.Whisper("mine")
	if !errors.Is(err, ErrAltered) || !strings.Contains(err.Error(), "whisper/mine/encoder.weights") || !strings.Contains(err.Error(), "`clipd models add whisper` for mine again") {
		t.Error(err)
	}
	before, err := s.Whisper("other")
	if err != nil {
		t.Fatal(err)
	}
	size := modeltest.Small()
	size.Type = ct2.Int8
	if _, err := s.AddWhisper(t.Context(), "mine", modeltest.Folder(t, size), nil); err != nil {
		t.Fatal(err)
	}
	after, err := s.Whisper("mine")
	if err != nil {
		t.Fatal(err)
	}
	if after.Version == before.Version {
		t.Error("another model has the same version")
	}
	if _, err := s.Whisper("nobody"); err == nil || !strings.Contains(err.Error(), `there is no recogniser "nobody"; there are ["base" "fast" "mine" "other"]`) {
		t.Error(err)
	}
}

func TestNamesOfRecognisers(t *testing.T) {
	s := Open(t.TempDir())
	for name, ok := range map[string]bool{
		"small": true, "large-v3-turbo": true, "distil.small_en": true, "9": true, "a": true,
		"": false, "Small": false, "-x": false, ".x": false, "a/b": false, "a b": false, "..": false, "ä": false, strings.Repeat("a", 65): false,
		"base": false, "tiny.en": false, "fast": false, "runtime": false, "default": false, "remote": false,
	} {
		if err := s.checkName(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := s.AddWhisper(t.Context(), "base", t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), `"base" is not a name that can be given`) {
		t.Error(err)
	}
}

func TestForeignFoldersLeaveNothing(t *testing.T) {
	s := Open(t.TempDir())
	for name, c := range map[string]struct{ remove, replace, want string }{
		"no tokenizer": {"tokenizer.json", "", "tokenizer.json: it is not in the folder"},
		"no weights":   {"model.bin", "", "model.bin: it is not in the folder"},
		"other format": {"", "PK\x03\x04", "model.bin: not a CTranslate2 Whisper model"},
	} {
		from := modeltest.Folder(t, modeltest.Small())
		if c.remove != "" {
			if err := os.Remove(filepath.Join(from, c.remove)); err != nil {
				t.Fatal(err)
			}
		} else {
			modeltest.Write(t, from, "model.bin", []byte(c.replace))
		}
		_, err := s.AddWhisper(t.Context(), "mine", from, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "adding recogniser mine from "+from) {
			t.Errorf("%s: %v", name, err)
		}
		if got := content(t, s); got != "" {
			t.Errorf("%s: the folder has %.200s", name, got)
		}
	}
}

// hub serves a folder as a model hub does: the weights after a redirect.
func hub(t *testing.T, folder string) *httptest.Server {
	t.Helper()
	files := http.StripPrefix("/org/model/resolve/main/", http.FileServer(http.Dir(folder)))
	mux := http.NewServeMux()
	mux.Handle("/org/model/resolve/main/", files)
	mux.Handle("/cut/model/resolve/main/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if filepath.Base(r.URL.Path) == "model.bin" {
			w.Header().Set("Content-Length", "100000")
			fmt.Fprint(w, "only this")
			return
		}
		http.Redirect(w, r, "/org/model/resolve/main/"+filepath.Base(r.URL.Path), http.StatusFound)
	}))
	mux.Handle("/away/model/resolve/main/", http.RedirectHandler("http://192.0.2.1/model.bin", http.StatusFound))
	mux.Handle("/large/model/resolve/main/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "2000000")
	}))
	mux.Handle("/endless/model/resolve/main/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range 3 << 10 {
			if _, err := w.Write(make([]byte, 1<<10)); err != nil {
				return
			}
		}
	}))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestAddFromAHub(t *testing.T) {
	server := hub(t, modeltest.Folder(t, modeltest.Small()))
	s := Open(t.TempDir())
	for name, address := range map[string]string{
		"short": server.URL + "/org/model", "whole": server.URL + "/org/model/resolve/main/",
	} {
		var downloaded int64
		added, err := s.AddWhisper(t.Context(), name, address, func(p Progress) {
			if p.Step == Downloading {
				downloaded = p.Done
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if downloaded != added.Source[0].Size {
			t.Errorf("%s: progress ended at %d of %d", name, downloaded, added.Source[0].Size)
		}
		if _, err := s.Whisper(name); err != nil {
			t.Error(err)
		}
	}
	entries, err := os.ReadDir(filepath.Join(s.dir))
	if err != nil || len(entries) != 3 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestHubsThatDoNotHelp(t *testing.T) {
	server := hub(t, modeltest.Folder(t, modeltest.Small()))
	s := Open(t.TempDir())
	for address, want := range map[string]string{
		server.URL + "/no/model":         "config.json: " + server.URL + "/no/model/resolve/main/config.json answered 404 Not Found: check the address",
		server.URL + "/cut/model":        "model.bin: the download ended after 9 bytes: unexpected EOF",
		server.URL + "/away/model":       `address "http://192.0.2.1/model.bin" is not https`,
		server.URL + "/large/model":      "config.json: it has 2000000 bytes, more than",
		server.URL + "/endless/model":    "config.json: it has more than",
		"http://example.com/org/model":   `address "http://example.com/org/model" is not https`,
		"ftp://127.0.0.1/org/model":      "is not https",
		"https:///org/model":             "names no host",
		"https://user:pa ss@host:x/o/m":  "is not an address",
		"file:///etc/passwd":             "names no host",
		"https://[::1]:1/org/model/a/b/": "config.json: it could not be downloaded",
	} {
		_, err := s.AddWhisper(t.Context(), "mine", address, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
		if got := content(t, s); got != "" {
			t.Errorf("%s: the folder has %.200s", address, got)
		}
	}
}

func TestStalledDownloadEnds(t *testing.T) {
	waiting := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "some")
		w.(http.Flusher).Flush()
		<-waiting
	}))
	defer server.Close()
	defer close(waiting)
	from, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	d := download{from: from, to: filepath.Join(t.TempDir(), "file"), limit: 100, stall: 50 * time.Millisecond}
	client := hubClient()
	defer client.CloseIdleConnections()
	if err := d.run(t.Context(), client); err == nil || err.Error() != "the download ended after 4 bytes: nothing came for 50ms" {
		t.Error(err)
	}
}

func TestPasswordsAreNotPrinted(t *testing.T) {
	s := Open(t.TempDir())
	_, err := s.AddWhisper(t.Context(), "mine", "http://me:secret@example.com/org/model", nil)
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
}

func FuzzParseAdded(f *testing.F) {
	s := Open(f.TempDir())
	digest := sum(nil)
	var files []string
	for _, name := range whisper.Files() {
		files = append(files, fmt.Sprintf(`{"name": %q, "size": 1, "sha256": %q}`, name, digest))
	}
	f.Add([]byte(`{"whisper": [{"name": "mine", "source": [], "files": [` + strings.Join(files, ", ") + `]}]}`))
	f.Add([]byte(`{"whisper": []}`))
	f.Add([]byte(`{"whisper": [], "active_speaker": {"name": "active-speaker", "source": [], "files": [{"name": "active-speaker.onnx", "size": 1, "sha256": "` + digest + `"}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		added, err := s.parseAdded(data)
		if err != nil {
			return
		}
		for _, a := range added.all() {
			for _, file := range a.files() {
				if a.Name == ActiveSpeaker && s.path(file) == s.dir+"/speaker/"+activeSpeakerFile {
					continue
				}
				if rest, ok := strings.CutPrefix(s.path(file), s.dir+"/whisper/"+a.Name+"/"); !ok || strings.Contains(rest, "/") {
					t.Fatalf("%q leads out of the folder", file.path)
				}
			}
		}
	})
}

func TestDamagedRegistryIsNamed(t *testing.T) {
	for _, text := range []string{"", "{", `{"whisper": [{"name": "../x"}]}`, `{"whisper": [{"name": "mine"}]}`, `{"more": 1}`} {
		s := Open(t.TempDir())
		modeltest.Write(t, s.dir, addedFile, []byte(text))
		if _, err := s.Whisper("mine"); err == nil || !strings.Contains(err.Error(), "added.json is damaged") {
			t.Errorf("%q: %v", text, err)
		}
		if _, err := s.List(); err == nil {
			t.Errorf("%q was listed", text)
		}
	}
}
