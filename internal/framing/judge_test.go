package framing

import (
	"errors"
	"testing"
)

func TestPortraitsAreJudgedOnce(t *testing.T) {
	for _, tt := range []struct {
		name  string
		runs  []int // samples in a row
		calls []int // how many heads are judged together
	}{
		{"few", []int{30}, []int{30}},
		{"a gap", []int{30, 50}, []int{30, 50}},
		{"many", []int{200}, []int{140, 100}},
		{"very many", []int{400}, []int{140, 140, 140, 100}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var calls []int
			odds := func(first int, heads [][]byte) ([]float64, error) {
				calls = append(calls, len(heads))
				out := make([]float64, len(heads))
				for i := range out {
					if want := byte(first + i); heads[i][0] != want {
						t.Errorf("head %d of a call from sample %d is of sample %d", i, first, heads[i][0])
					}
					out[i] = float64(first + i)
				}
				return out, nil
			}
			var p portraits
			var all []*motion
			at := 0
			for _, n := range tt.runs {
				for range n {
					m := &motion{sample: at}
					if err := p.add([]byte{byte(at)}, m, odds); err != nil {
						t.Fatal(err)
					}
					all = append(all, m)
					at++
				}
				at += 5
			}
			if err := p.finish(odds); err != nil {
				t.Fatal(err)
			}
			for _, m := range all {
				if !m.judged || m.odds != float64(m.sample) {
					t.Fatalf("sample %d: judged %v, odds %v", m.sample, m.judged, m.odds)
				}
			}
			if len(calls) != len(tt.calls) {
				t.Errorf("judged %v heads together, want %v", calls, tt.calls)
			}
			for i := range min(len(calls), len(tt.calls)) {
				if calls[i] > judgedAtOnce || calls[i] != tt.calls[i] {
					t.Errorf("judged %v heads together, want %v", calls, tt.calls)
				}
			}
		})
	}
}

func TestPortraitsTellWhatFails(t *testing.T) {
	broken := errors.New("broken")
	odds := func(int, [][]byte) ([]float64, error) { return nil, broken }
	var p portraits
	if err := p.add(nil, &motion{}, odds); err != nil {
		t.Fatal(err)
	}
	if err := p.finish(odds); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	if err := p.finish(odds); err != nil {
		t.Errorf("error %v where nothing is left", err)
	}
}
