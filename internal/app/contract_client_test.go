package app

import (
	"encoding/json"
	"math"
	"net/url"
	"os"
	"os/exec"
	"testing"

	"clipd/internal/mediatest"
)

// exampleClient: a program of another language that knows the reference alone.
func (w *walk) exampleClient(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("python3 is not installed")
		}
		t.Skip("python3 is not installed")
	}
	client := exec.CommandContext(t.Context(), python, "testdata/client/client.py", w.origin.URL+"/reading.mp4", t.TempDir())
	client.Env = []string{"API_BASE=" + w.base, "API_KEY=" + w.key, "PATH=" + os.Getenv("PATH")}
	client.Stderr = os.Stderr
	said, err := client.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Label    string
		Duration float64
		Path     string
	}
	if err := json.Unmarshal(said, &got); err != nil {
		t.Fatalf("%v in %s", err, said)
	}
	if info := mediatest.Probe(t, got.Path); got.Label == "" || math.Abs(info.Duration-got.Duration) > 0.1 {
		t.Errorf("the client got %+v, a file of %.2f s", got, info.Duration)
	}
}

// nameIn is the name that a link gives its file.
func nameIn(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("filename")
}
