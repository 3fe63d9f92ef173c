package caption

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// read is one cue or event as another program would read it.
type read struct {
	layer    int
	from, to int // ms for WebVTT, cs for ASS
	text     string
}

// readVTT reads WebVTT as strictly as the W3C syntax is written: it fails on
// markup, on entities other than those of &, < and >, on empty or overlapping
// cues, on blocks that are no cues.
func readVTT(t *testing.T, file []byte) []read {
	t.Helper()
	timing := regexp.MustCompile(`^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$`)
	entity := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "\\\u2060", "\\")
	s := string(file)
	if s == "WEBVTT\n" {
		return nil
	}
	head, rest, ok := strings.Cut(s, "\n\n")
	if !ok || head != "WEBVTT" || !strings.HasSuffix(rest, "\n") {
		t.Fatalf("no WEBVTT block at the head, or no line end at the end: %q", s)
	}
	var out []read
	for block := range strings.SplitSeq(strings.TrimSuffix(rest, "\n"), "\n\n") {
		lines := strings.Split(block, "\n")
		m := timing.FindStringSubmatch(lines[0])
		if m == nil || len(lines) < 2 {
			t.Fatalf("not a cue: %q", block)
		}
		payload := strings.Join(lines[1:], "\n")
		left := strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(payload)
		if strings.ContainsAny(left, "&<>") || strings.Contains("\n"+payload+"\n", "\n\n") {
			t.Fatalf("unsafe payload: %q", payload)
		}
		checkPlain(t, payload)
		r := read{from: clock(m[1:5], 1000), to: clock(m[5:9], 1000), text: entity.Replace(payload)}
		if r.to <= r.from || len(out) > 0 && r.from < out[len(out)-1].to {
			t.Fatalf("cue times out of order: %q", block)
		}
		out = append(out, r)
	}
	return out
}

// clock is hours, minutes, seconds and a fraction as a count of fractions.
func clock(m []string, perSecond int) int {
	var n [4]int
	for i, s := range m {
		n[i], _ = strconv.Atoi(s)
	}
	return ((n[0]*60+n[1])*60+n[2])*perSecond + n[3]
}

// readASS reads the events of a script as libass does (ass_parse.c), and fails
// on any override or escape that the writer has no reason to write.
func readASS(t *testing.T, file []byte) []read {
	t.Helper()
	_, events, ok := strings.Cut(string(file), "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n")
	if !ok {
		t.Fatal("no events")
	}
	event := regexp.MustCompile(`^Dialogue: ([01]),(\d+):(\d\d):(\d\d)\.(\d\d),(\d+):(\d\d):(\d\d)\.(\d\d),(Words|Shadow),,0,0,0,,(.*)$`)
	var out []read
	for l := range strings.Lines(events) {
		m := event.FindStringSubmatch(strings.TrimSuffix(l, "\n"))
		if m == nil {
			t.Fatalf("not an event: %q", l)
		}
		layer, _ := strconv.Atoi(m[1])
		r := read{layer: layer, from: clock(m[2:6], 100), to: clock(m[6:10], 100), text: plainASS(t, m[11])}
		if r.to <= r.from {
			t.Fatalf("no time: %q", l)
		}
		out = append(out, r)
	}
	return out
}

// plainASS is what libass shows of an event's text.
func plainASS(t *testing.T, s string) string {
	t.Helper()
	tag := regexp.MustCompile(`^(\\an5|\\pos\([\d.]+,-?[\d.]+\)|\\blur[\d.]+|\\fn[A-Za-z ]+|\\fs[\d.]+|\\[12]c&H[0-9A-F]{1,6}&)+$`)
	var b strings.Builder
	for s != "" {
		switch {
		case s[0] == '{' && strings.Contains(s, "}"):
			end := strings.IndexByte(s, '}')
			if !tag.MatchString(s[1:end]) {
				t.Fatalf("foreign override %q", s[:end+1])
			}
			s = s[end+1:]
		case s[0] == '{':
			t.Fatalf("open brace in %q", s)
		case strings.HasPrefix(s, `\{`) || strings.HasPrefix(s, `\}`):
			b.WriteByte(s[1])
			s = s[2:]
		case s[0] == '\\' && !strings.HasPrefix(s, "\\\u2060"):
			t.Fatalf("a bare backslash in %q", s)
		default:
			r, size := utf8.DecodeRuneInString(s)
			if r != '\u2060' && r != '\u200e' && r != '\u200f' {
				b.WriteRune(r)
			}
			s = s[size:]
		}
	}
	checkPlain(t, b.String())
	return b.String()
}

// checkPlain fails on characters that no caption may hold.
func checkPlain(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar) {
			t.Fatalf("character %U in %q", r, s)
		}
	}
}
