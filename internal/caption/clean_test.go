package caption

import "testing"

func TestCleanText(t *testing.T) {
	for in, want := range map[string]string{
		" one\ttwo\r\nthree\u2028four ":                      "one two three four",
		"a\u202ereversed\u202c":                              "areversed",
		"\u2066iso\u2069\u200e\u200flate":                    "isolate",
		"nul\x00 bell\a esc\x1b[1m":                          "nul bell esc[1m",
		"bad\xff\xfeutf":                                     "badutf",
		"e\u0301":                                            "é",
		"soft\u00adhyphen \ufeffbom":                         "softhyphen bom",
		"zalgo: o\u0336\u0336\u0336\u0336\u0336\u0336\u0336": "zalgo: o\u0336\u0336\u0336\u0336",
		"private \ue000 use \ufffc \ufffd":                   "private use",
		"می\u200cخواهم":                                      "می\u200cخواهم",
		"👩\u200d👧 stays":                                     "👩\u200d👧 stays",
		"\u3164filler":                                       "filler",
		"{\\b1} <i> & --> stay":                              "{\\b1} <i> & --> stay",
	} {
		if got := cleanText(in); got != want {
			t.Errorf("cleanText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEscapeASS(t *testing.T) {
	for in, want := range map[string]string{
		`{\b1}`:      "\\{\\\u2060b1\\}",
		`a\Nb\hc\`:   "a\\\u2060Nb\\\u2060hc\\\u2060",
		`\{`:         "\\\u2060\\{",
		"a\nb":       "a b",
		"plain, ok!": "plain, ok!",
	} {
		if got := escapeASS(in); got != want {
			t.Errorf("escapeASS(%q) = %q, want %q", in, got, want)
		}
	}
}
