package caption

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
)

var update = flag.Bool("update", false, "write testdata anew")

// hostile is what nobody says and anybody may type into a transcript.
var hostile = []string{
	`{\b1}Bold{\b0} \N new\h line\ `,
	`<i>tags</i> & more --> less`,
	"NOTE this", "STYLE that",
	"a\u202eevil\u202c b\u2066x\u2069 z\x00y",
	"one\r\ntwo,{\\pos(0,0)}three", `\{ open { only`, "{}", "Dialogue: 0,0:00:00.00,",
}

func TestGolden(t *testing.T) {
	long := []clip.Sentence{
		sentence(9, "And that was it."),
		sentence(11, "So Maria Lopez asked the people of the village, _ and nobody knew."),
		sentence(18.5, "Why?"),
		sentence(21, "Because it was late."),
	}
	for _, c := range []struct {
		name    string
		request Request
	}{
		{"upright", Request{Sentences: long, Span: clip.Span{Start: 10.8, End: 22}, Aspect: clip.Vertical, Language: "en"}},
		{"square", Request{Sentences: long, Span: clip.Span{Start: 10.8, End: 22}, Aspect: clip.Square, Language: "en"}},
		{"wide-small", Request{Sentences: long, Span: clip.Span{Start: 10.8, End: 22}, Aspect: clip.Wide, Width: 640, Height: 360, Language: "en"}},
		{"scripts", request(talk("שלום לכולם, היום נדבר על iPhone!", "مرحبا بكم في عام 2024.", "今日は、晴れです。", "Ünïcödé 😀 Жук"), "")},
		{"hostile", request(talk(hostile...), "en")},
		{"nothing", request(nil, "en")},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := c.request.normal()
			compare(t, c.name+".ass", ASS(Burned(r), r.Width, r.Height, r.Style, nil))
			compare(t, c.name+".vtt", WebVTT(Subtitles(r)))
		})
	}
}

func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", name, diff)
	}
}
