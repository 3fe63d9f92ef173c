package pipeline

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/highlight"
	"clipd/internal/media"
	"clipd/internal/speakers"
)

// alternating is a Diarizer that lets people take turns.
type alternating struct {
	identity string
	counts   []int
}

func (a *alternating) Identity(context.Context) (string, error) { return a.identity, nil }

func (a *alternating) Diarize(_ context.Context, _ media.Info, t clip.Transcript, o speakers.Options) (clip.Transcript, error) {
	a.counts = append(a.counts, o.Count)
	t.Sentences = slices.Clone(t.Sentences)
	for i := range t.Sentences {
		t.Sentences[i].Speaker = fmt.Sprintf("Speaker %d", i%max(1, o.Count)+1)
	}
	return t, nil
}

func TestAnotherCountNeedsNoOtherHearing(t *testing.T) {
	l, a := &listener{identity: "test@1"}, &alternating{identity: "voices@1"}
	p := newPipeline(t, l)
	p.Diarizer = a
	source := talk(t)
	names := func(count int) []string {
		t.Helper()
		s := clip.DefaultSettings()
		s.Speakers = count
		transcript, err := p.Listen(t.Context(), source, s)
		if err != nil {
			t.Fatal(err)
		}
		return transcript.Speakers()
	}
	for _, count := range []int{0, 2, 2, 0} {
		if got := names(count); len(got) != max(1, count) {
			t.Errorf("asked for %d: %q", count, got)
		}
	}
	a.identity = "voices@2"
	names(2)
	if want := []int{0, 2, 2}; !slices.Equal(a.counts, want) || len(l.heard) != 1 {
		t.Errorf("told apart for %v, heard %d times", a.counts, len(l.heard))
	}
	p.Diarizer = nil
	if got := names(0); len(got) != 0 {
		t.Errorf("nobody asked, but there are %q", got)
	}
}

// asked is a Selector that keeps what it was asked.
type asked struct{ last highlight.Request }

func (a *asked) Select(ctx context.Context, req highlight.Request) highlight.Selection {
	a.last = req
	return highlight.Builtin{}.Select(ctx, req)
}

func TestMomentsAreChosenWithSpeakersKnown(t *testing.T) {
	selector := &asked{}
	p := newPipeline(t, &listener{identity: "test@1"})
	p.Diarizer, p.Selector = &alternating{identity: "voices@1"}, selector
	info, err := p.Open(t.Context(), talk(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	s := clip.DefaultSettings()
	s.Instruction, s.Speakers = "only the second speaker", 2
	plan, err := planOf(t, p, info, s)
	if err != nil {
		t.Fatal(err)
	}
	if got := selector.last.Transcript.Speakers(); len(got) != 2 || selector.last.Settings.Instruction != s.Instruction {
		t.Errorf("asked %q of %q", selector.last.Settings.Instruction, got)
	}
	if got := plan.Transcript.Speakers(); len(got) != 2 {
		t.Errorf("the plan names %q", got)
	}
}
