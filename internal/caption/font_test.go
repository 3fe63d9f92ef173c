package caption

import (
	"image"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"clipd/internal/clip"
)

func TestFamiliesAreTheFontsOwn(t *testing.T) {
	for _, f := range Typefaces() {
		parsed, err := sfnt.Parse(f.TTF)
		if err != nil {
			t.Fatal(err)
		}
		family, err := parsed.Name(nil, sfnt.NameIDFamily)
		if err != nil || family != f.Family {
			t.Errorf("%s: family %q, %v", f.File, family, err)
		}
		licence, err := parsed.Name(nil, sfnt.NameIDLicense)
		if err != nil || !strings.Contains(licence, "Apache License") && !strings.Contains(licence, "SIL Open Font License") {
			t.Errorf("%s: licence %q, %v", f.File, licence, err)
		}
	}
}

// TestWinHeight compares with the values that fontTools prints of the OS/2
// tables: 2146+555 of 2048, 1374+738 of 1000.
func TestWinHeight(t *testing.T) {
	for i, want := range []float64{2701.0 / 2048, 2.112} {
		if got := faces()[i].height; got != want {
			t.Errorf("%s: %v, want %v", faces()[i].family, got, want)
		}
	}
}

func TestFontOfAWord(t *testing.T) {
	for text, want := range map[string]string{
		"Größe": "Roboto Black", "Жук": "Roboto Black", "việt": "Roboto Black", "Ελλάδα,": "Roboto Black",
		"مرحبا": "Noto Sans Arabic Black", "شما،": "Noto Sans Arabic Black",
		"שלום,": "Noto Sans Hebrew", "今日は": "Noto Sans CJK JP", "안녕": "Noto Sans CJK KR",
		"नमस्ते": "Noto Sans Devanagari", "สวัสดี": "Noto Sans Thai", "☃": "Roboto Black",
	} {
		if got := newTypesetter(96, "Noto Sans CJK JP").set(text); got.family != want || got.width <= 0 || got.size <= 0 {
			t.Errorf("%s: %+v, want %s", text, got, want)
		}
	}
}

func TestHanFamily(t *testing.T) {
	for text, want := range map[string]string{"今天": "SC", "今日は": "JP", "カタカナ": "JP", "韓國 한국": "KR"} {
		cue := Cue{Lines: []Line{{{Text: text}}}}
		if got := hanFamily([]Cue{cue}); got != "Noto Sans CJK "+want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestMissingGlyphs(t *testing.T) {
	cues := func(s string) []Cue { return []Cue{{Lines: []Line{{{Text: s}}}}} }
	if got := MissingGlyphs(cues("Größe, Жук — مرحبا “ok”… 5 €\u200d")); len(got) != 0 {
		t.Errorf("missing: %q", got)
	}
	got := MissingGlyphs(cues("ב今א and ב"))
	if string(got) != "אב今" {
		t.Errorf("missing: %q", string(got))
	}
	if w := GlyphWarning(got); !strings.Contains(w, "א ב 今") || !strings.Contains(w, "fonts-noto") {
		t.Error(w)
	}
	if w := GlyphWarning(MissingGlyphs(cues("今天我们来谈谈人工智能的未来吗"))); !strings.Contains(w, "more") {
		t.Error(w)
	}
	if w := GlyphWarning(nil); w != "" {
		t.Error(w)
	}
}

func TestFreeArea(t *testing.T) {
	for _, c := range []struct {
		width, height int
		want          image.Rectangle
	}{
		{1080, 1920, image.Rect(130, 250, 950, 1470)},
		{540, 960, image.Rect(65, 125, 475, 735)},
		{1080, 1080, image.Rect(54, 54, 1026, 983)},
		{1920, 1080, image.Rect(96, 54, 1824, 983)},
	} {
		if got := FreeArea(c.width, c.height); got != c.want {
			t.Errorf("%dx%d: %v, want %v", c.width, c.height, got, c.want)
		}
	}
}

func TestDefaultStyleFits(t *testing.T) {
	for _, a := range clip.Aspects() {
		w, h := usualSize(a)
		s := DefaultStyle(a)
		if limit, em := s.lineWidth(w, h), s.em(w, h); limit < 7*em {
			t.Errorf("%s: a line has room for %.1f em only", a, limit/em)
		}
	}
}
