package remote

import (
	"reflect"
	"testing"

	"clipd/internal/clip"
)

func spans(ends ...clip.Seconds) []clip.Span {
	var out []clip.Span
	for i := 0; i+1 < len(ends); i += 2 {
		out = append(out, clip.Span{Start: ends[i], End: ends[i+1]})
	}
	return out
}

func TestDivideCutsAtPauses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		voiced []clip.Span
		want   []clip.Span
	}{
		{"nothing", nil, nil},
		{"one", spans(5, 8), spans(4, 9)},
		{"at the edges", spans(0.2, 99.8), spans(0, 50.2, 50.2, 100)},
		{"fits", spans(5, 20, 22, 50), spans(4, 51)},
		{"the longest pause of the second half", spans(5, 20, 24, 30, 33, 40, 41, 60), spans(4, 31, 32, 61)},
		{"a short pause is shared", spans(5, 40, 40.6, 60), spans(4, 40.3, 40.3, 61)},
		{"silence is not sent", spans(5, 8, 40, 42), spans(4, 9, 39, 43)},
		{"no pause at all", spans(0, 25, 25, 50, 50, 75), spans(0, 50, 50, 76)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []clip.Span
			for _, p := range divide(tt.voiced, 52, 100) {
				if p.read.Length() > 52 || len(p.voiced) == 0 {
					t.Errorf("part %v with voice %v", p.read, p.voiced)
				}
				got = append(got, clip.Span{Start: p.read.Start.Round(), End: p.read.End.Round()})
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestCoveredCountsWantedTime(t *testing.T) {
	if got := covered(nil, 7); got != 7 {
		t.Errorf("of all: %v", got)
	}
	if got := covered(spans(2, 4, 6, 10), 7); got != 3 {
		t.Errorf("of spans: %v", got)
	}
}
