package config

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEachSourceGoesOverTheOneBefore(t *testing.T) {
	file := write(t, "data = '/file'\nmodels = '/file-models'\nthreads = 3\nmax_duration = '30m'\nmax_bytes = '2GiB'\nallow_networks = '10.0.0.0/8, 192.168.1.5'\n")
	c, err := Load(Sources{
		File: file, Home: "/home/u",
		Environ: []string{"CLIPD_MODELS=/env-models", "CLIPD_THREADS=4", "CLIPD_SERVICE_HOST=x", "PATH=/bin", "CLIPD_ASR_KEY=k"},
		Flags:   map[string]string{"threads": "5"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Data != "/file" || c.Models != "/env-models" || c.Threads != 5 {
		t.Errorf("data %q, models %q, threads %d", c.Data, c.Models, c.Threads)
	}
	if time.Duration(c.MaxDuration) != 30*time.Minute || c.MaxBytes != 2<<30 {
		t.Errorf("max_duration %v, max_bytes %d", time.Duration(c.MaxDuration), c.MaxBytes)
	}
	if len(c.AllowNetworks) != 2 || c.AllowNetworks[1].String() != "192.168.1.5/32" {
		t.Errorf("allow_networks %v", c.AllowNetworks)
	}
	if c.Speech != "base" {
		t.Errorf("speech %q", c.Speech)
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	c, err := Load(Sources{Environ: []string{"CLIPD_ASR_KEY=sk-12345"}})
	if err != nil {
		t.Fatal(err)
	}
	if s := fmt.Sprintf("%v %+v", c, c); strings.Contains(s, "sk-12345") {
		t.Errorf("the key is in %s", s)
	}
	if string(c.ASRKey) != "sk-12345" {
		t.Error("the key was not read")
	}
}

func TestFaultsAreNamed(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    Sources
		want string
	}{
		{"unknown key", Sources{File: write(t, "data = '/d'\n[asr]\nurl = 'x'\n")}, `line 2: there is no setting "asr"`},
		{"wrong type", Sources{File: write(t, "threads = 'many'\n")}, "line 1"},
		{"not TOML", Sources{File: write(t, "data\n")}, "line 1"},
		{"file missing", Sources{File: "/no/such.toml"}, "/no/such.toml"},
		{"environment", Sources{Environ: []string{"CLIPD_THREADS=x"}}, `CLIPD_THREADS: "x" is not a whole number`},
		{"flag", Sources{Flags: map[string]string{"max_bytes": "lots"}}, `--max-bytes: "lots" is not a size`},
		{"range", Sources{Flags: map[string]string{"resolution": "1081"}}, "resolution: must be an even number"},
		{"threads", Sources{Flags: map[string]string{"threads": "0"}}, "threads: must be from 1"},
		{"url", Sources{Environ: []string{"CLIPD_ASR_URL=localhost:1"}}, "asr_url"},
		{"duration", Sources{Environ: []string{"CLIPD_MAX_DURATION=-1h"}}, "max_duration"},
		{"network", Sources{Environ: []string{"CLIPD_ALLOW_NETWORKS=home"}}, `"home" is not a network`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(tt.s)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want it to hold %q", err, tt.want)
			}
		})
	}
}

func TestKeysAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Keys() {
		if k == "" || seen[k] {
			t.Errorf("key %q is empty or used twice", k)
		}
		seen[k] = true
	}
}

// The names of folders may have what means something in a URL.
func TestDefaultPlacesAreURLs(t *testing.T) {
	c := Default("/home/u")
	c.Data = "/srv/50% #1?/clipd data"
	for want, place := range map[string]func() (string, error){
		"/srv/50% #1?/clipd data/clipd.db": c.Database,
		"/srv/50% #1?/clipd data/objects":  c.Blobs,
	} {
		text, err := place()
		if err != nil {
			t.Fatal(err)
		}
		if u, err := url.Parse(text); err != nil || u.Path != want || u.RawQuery != "" || u.Fragment != "" {
			t.Errorf("%s names %+v, %v, want %s", text, u, err, want)
		}
	}
}
