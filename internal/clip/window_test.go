package clip

import (
	"math"
	"testing"
)

func TestParseWindow(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Window
	}{
		{"0-20", Window{0, 20, ""}},
		{"1:05-1:35.5=The answer", Window{65, 95.5, "The answer"}},
		{"1:00:00-1:00:30=a=b-c", Window{3600, 3630, "a=b-c"}},
		{"90s-2m", Window{90, 120, ""}},
		{" 1.25 - 2 ", Window{1.25, 2, ""}},
	} {
		got, err := ParseWindow(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("ParseWindow(%q) = %v, %v, want %v", tt.in, got, err, tt.want)
		}
	}
	for _, in := range []string{"", "5", "5-", "-5", "5-5", "9-5", "a-b", "1:70-2:00", "1e3-1e4", "NaN-5", "1:2:3:4-9", "1..2-3", "s-m", "0x10-20", "5m1h-6h", "-1-5"} {
		if got, err := ParseWindow(in); err == nil {
			t.Errorf("ParseWindow(%q) = %v, want an error", in, got)
		}
	}
}

func FuzzParseWindow(f *testing.F) {
	for _, s := range []string{"0-20", "1:05-1:35=x", "1h2m3s-2h", "..-..", "=-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := ParseWindow(s)
		if err != nil {
			return
		}
		if !(w.Start >= 0) || !(w.End > w.Start) || math.IsInf(float64(w.End), 0) {
			t.Errorf("ParseWindow(%q) = %v", s, w)
		}
	})
}

func TestSecondsString(t *testing.T) {
	for s, want := range map[Seconds]string{
		0: "0:00", 42.5: "0:42.5", 727: "12:07", 3723: "1:02:03", 59.9996: "1:00", -1.25: "-0:01.25", 61.003: "1:01.003",
	} {
		if got := s.String(); got != want {
			t.Errorf("%f: %q, want %q", float64(s), got, want)
		}
	}
}
