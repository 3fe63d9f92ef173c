package models

import (
	"path"
	"slices"
	"strings"
	"testing"

	"clipd/internal/mediatest"
)

func TestManifestIsWhole(t *testing.T) {
	platforms := map[string]string{
		"linux/amd64": "manylinux_2_28_x86_64", "linux/arm64": "manylinux_2_28_aarch64", "darwin/arm64": "macosx_14_0_arm64",
	}
	for platform, tag := range platforms {
		system, arch, _ := strings.Cut(platform, "/")
		seen := map[string]bool{}
		for _, p := range packs(system, arch) {
			if seen[p.name] || p.about == "" || p.platform == "" || len(p.wheels) == 0 || len(p.taken) == 0 || len(p.files) == 0 {
				t.Errorf("%s: pack %s is not whole", platform, p.name)
			}
			seen[p.name] = true
			checkPack(t, p)
		}
		if got := packs(system, arch)[0]; got.name != Runtime || got.platform != tag || !strings.HasSuffix(got.wheels[0].name, tag+".whl") {
			t.Errorf("%s gets %v", platform, got.wheels)
		}
	}
}

func checkPack(t *testing.T, p pack) {
	t.Helper()
	for _, w := range p.wheels {
		tag := p.platform
		if tag == "any" {
			tag = "py3-none-any"
		}
		if !strings.HasPrefix(w.name, strings.ReplaceAll(w.project, "-", "_")+"-"+w.version+"-") || !strings.HasSuffix(w.name, tag+".whl") ||
			w.size <= 0 || !sumPattern.MatchString(w.sha256) {
			t.Errorf("%s: wheel %v", p.name, w)
		}
	}
	for _, part := range p.taken {
		if part.size <= 0 || !sumPattern.MatchString(part.sha256) || len(part.parts) == 0 {
			t.Errorf("%s: %v", p.name, part)
		}
		for _, m := range part.parts {
			if m.wheel >= len(p.wheels) {
				t.Errorf("%s: %s is in wheel %d", p.name, m.path, m.wheel)
			}
		}
	}
	for _, f := range p.files {
		if f.size <= 0 || !sumPattern.MatchString(f.sha256) || path.Clean(f.path) != f.path || strings.HasPrefix(f.path, "..") {
			t.Errorf("%s: %v", p.name, f)
		}
		same := func(part taken) bool {
			return part.name == path.Base(f.path) && part.sha256 == f.sha256 && part.size == f.size
		}
		if p.prepare == nil && !slices.ContainsFunc(p.taken, same) {
			t.Errorf("%s: %s is not what is taken", p.name, f.path)
		}
	}
}

func TestAnotherPlatformHasNoRuntime(t *testing.T) {
	s := Open(t.TempDir())
	s.packs = packs("plan9", "386")
	if _, err := s.Runtime(); err == nil || !strings.Contains(err.Error(), "clipd runs on linux/amd64") {
		t.Error(err)
	}
	if err := s.Pull(t.Context(), PullOptions{}); err == nil || !strings.Contains(err.Error(), "clipd runs on linux/amd64") {
		t.Error(err)
	}
}

func TestPulledModelsAreThePinnedOnes(t *testing.T) {
	s := Open(mediatest.Models(t))
	files, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.State != OK && (f.State != Absent || !f.Optional) {
			t.Errorf("%s is %s", f.Path, f.State)
		}
	}
	for _, get := range []func() (string, error){s.Runtime, s.VoiceActivity, s.Face} {
		if _, err := get(); err != nil {
			t.Error(err)
		}
	}
	w, err := s.Whisper(Base)
	if err != nil {
		t.Fatal(err)
	}
	if w.Name != "base" || w.MelBins != 80 || w.Layers != 6 || w.Heads != 8 || w.Dim != 512 || w.Vocabulary != 51865 || !w.Multilingual || w.AlignmentHeads != 8 || w.Version == "" {
		t.Errorf("%+v", w)
	}
}
