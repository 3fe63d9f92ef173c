package models

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/models/onnx"
)

// graphOf is a graph that takes and gives what is named.
func graphOf(inputs, outputs []string) []byte {
	g := onnx.NewGraph(nil)
	for _, name := range inputs {
		g.Input(name, onnx.Float32, 1)
	}
	for _, name := range outputs {
		g.Output(name, onnx.Float32, 1)
		g.Add(onnx.Node{Op: "Identity", Inputs: inputs[:1], Outputs: []string{name}})
	}
	return g.Encode("test")
}

func keep(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.onnx")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAddActiveSpeaker(t *testing.T) {
	s := Open(filepath.Join(t.TempDir(), "models"))
	if path, err := s.ActiveSpeakerModel(); path != "" || err != nil {
		t.Fatalf("%q, %v before one was added", path, err)
	}
	model := graphOf([]string{"visual", "audio"}, []string{"score"})
	added, err := s.AddActiveSpeaker(t.Context(), keep(t, model))
	if err != nil {
		t.Fatal(err)
	}
	if len(added.Files) != 1 || added.Files[0].SHA256 != sum(model) {
		t.Errorf("%+v", added)
	}
	path, err := s.ActiveSpeakerModel()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != string(model) {
		t.Errorf("another file, %v", err)
	}
	files, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	if f := files[len(files)-1]; f.Pack != ActiveSpeaker || !f.Added || f.State != Present {
		t.Errorf("%+v", f)
	}
	if err := os.WriteFile(path, []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ActiveSpeakerModel(); err == nil || !strings.Contains(err.Error(), "clipd models add active-speaker") {
		t.Errorf("an altered file: %v", err)
	}
	if _, err := s.AddActiveSpeaker(t.Context(), keep(t, model)); err != nil {
		t.Errorf("adding it again: %v", err)
	}
}

func TestAddActiveSpeakerRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, from, want string
	}{
		{"another graph", keep(t, graphOf([]string{"input.1"}, []string{"537"})), `takes ["input.1"]`},
		{"no graph", keep(t, []byte("\x00\x01 nonsense")), "protobuf"},
		{"nothing", keep(t, nil), "0 graphs"},
		{"a folder", t.TempDir(), "not a file"},
		{"no file", filepath.Join(t.TempDir(), "none.onnx"), "no such file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Open(t.TempDir())
			if _, err := s.AddActiveSpeaker(t.Context(), tt.from); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if path, err := s.ActiveSpeakerModel(); path != "" || err != nil {
				t.Errorf("%q, %v after a refusal", path, err)
			}
		})
	}
}
