package pipeline

import (
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestSlug(t *testing.T) {
	for label, want := range map[string]string{
		"The first 10 minutes": "the-first-10-minutes",
		"../../etc/passwd":     "etc-passwd",
		"¿Qué pasó?":           "qué-pasó",
		"":                     "clip",
		"!!!":                  "clip",
		"日本語 の 話":              "日本語-の-話",
		"1:05 to 1:35":         "1-05-to-1-35",
		"a b\nc\x00d":          "a-b-c-d",
		"Everybody who is anybody in this whole town came to our little party": "everybody-who-is-anybody-in-this-whole-town-came-to-our",
		strings.Repeat("é日", 40): strings.Repeat("é日", 12),
	} {
		if got := Slug(label); got != want {
			t.Errorf("Slug(%q) = %q, want %q", label, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for _, tt := range []struct {
		aspect  clip.Aspect
		shorter int
		w, h    int
	}{
		{clip.Vertical, 1080, 1080, 1920}, {clip.Square, 1080, 1080, 1080}, {clip.Wide, 1080, 1920, 1080},
		{clip.Vertical, 360, 360, 640}, {clip.Wide, 146, 260, 146},
	} {
		w, h, err := size(tt.aspect, tt.shorter)
		if err != nil || w != tt.w || h != tt.h {
			t.Errorf("%s %d: %dx%d, %v, want %dx%d", tt.aspect, tt.shorter, w, h, err, tt.w, tt.h)
		}
	}
}

func TestUnion(t *testing.T) {
	got := union([]clip.Span{{Start: 8, End: 9}, {Start: 1, End: 3}, {Start: 2, End: 4}, {Start: 4, End: 5}})
	if want := []clip.Span{{Start: 1, End: 5}, {Start: 8, End: 9}}; !slices.Equal(got, want) {
		t.Errorf("union %v, want %v", got, want)
	}
}

func TestTheBreathKeepsToTheLongest(t *testing.T) {
	m := clip.Moment{Start: 10, End: 70}
	for _, tt := range []struct {
		in      clip.Span
		longest clip.Seconds
		want    clip.Span
	}{
		{clip.Span{Start: 9.75, End: 70.25}, 90, clip.Span{Start: 9.75, End: 70.25}},
		{clip.Span{Start: 9.75, End: 70.25}, 60.25, clip.Span{Start: 9.75, End: 70}},
		{clip.Span{Start: 9.75, End: 70.25}, 60, clip.Span{Start: 10, End: 70}},
		{clip.Span{Start: 9.75, End: 70.25}, 30, clip.Span{Start: 10, End: 70}},
	} {
		if got := shorten(tt.in, m, tt.longest); got != tt.want {
			t.Errorf("shorten(%v, %v) = %v, want %v", tt.in, tt.longest, got, tt.want)
		}
	}
}
