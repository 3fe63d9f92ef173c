package speakers

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"clipd/internal/clip"
)

func TestPassagesLeavePausesOut(t *testing.T) {
	sentences := []clip.Sentence{
		{Start: 1, End: 3, Words: []clip.Word{{Start: 1, End: 1.4}, {Start: 1.5, End: 1.8}, {Start: 2.5, End: 3}}},
		{Start: 3.02, End: 4},
		{Start: 40, End: 40.5, Words: []clip.Word{{Start: 40, End: 40}, {Start: 40.1, End: 40.5}}},
	}
	got := passages(sentences)
	want := []passage{
		{0, []stretch{{97, 183}, {247, 301}}},
		{1, []stretch{{301, 403}}},
		{2, []stretch{{3997, 4053}}},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(passage{}, stretch{})); d != "" {
		t.Error(d)
	}
	if s := speech(got); s < 2.9 || s > 3.1 {
		t.Errorf("speech of %v s", s)
	}
	parts := readings(got)
	if len(parts) != 2 || len(parts[0].passages) != 2 || parts[0].span.Start > 0.95 || parts[1].span.Start < 39 {
		t.Errorf("read in parts %+v", parts)
	}
	if parts := readings(passages([]clip.Sentence{{Start: 5, End: 5}})); len(parts) != 1 {
		t.Errorf("a sentence without length is read as %+v", parts)
	}
}
