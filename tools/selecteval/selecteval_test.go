package main

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
	"clipd/tools/qmsum"
)

func validation(t *testing.T) []qmsum.Meeting {
	t.Helper()
	if raceDetector {
		t.Skip("pure arithmetic that the race detector makes several times slower: run without -race")
	}
	meetings, err := qmsum.Read(filepath.Join(mediatest.Shared(t), "eval", "qmsum-timed.val.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	return meetings
}

// The bars are those that are set for this file; that of the AUC is .66 in the
// two digits in which it is told.
func TestMomentsWithoutAnInstruction(t *testing.T) {
	meetings := onlyAligned(validation(t))
	for _, bar := range []struct {
		name                   string
		read                   func(qmsum.Meeting) []qmsum.Said
		lift, correlation, auc float64
	}{
		{"reference sentences", qmsum.Reference, 1.55, 0.39, 0.655},
		{"voices not told apart", qmsum.Blind, 1.45, 0.37, 0},
	} {
		k := withoutInstruction(meetings, bar.read)
		t.Logf("%s: lift %.3f, rank correlation %.3f, AUC %.4f over %d meetings", bar.name, k.lift, k.correlation, k.auc, k.meetings)
		if k.lift < bar.lift || k.correlation < bar.correlation || k.auc < bar.auc {
			t.Errorf("%s: lift %.3f, rank correlation %.3f, AUC %.4f, want at least %v, %v and %v", bar.name, k.lift, k.correlation, k.auc, bar.lift, bar.correlation, bar.auc)
		}
	}
}

func TestMomentsWithAnInstruction(t *testing.T) {
	if testing.Short() {
		t.Skip("asks 407 questions")
	}
	meetings := validation(t)
	for _, bar := range []struct {
		name                         string
		meetings                     []qmsum.Meeting
		read                         func(qmsum.Meeting) []qmsum.Said
		first, three, gold, mrr, auc float64
	}{
		{"reference words", meetings, qmsum.Reference, 0.40, 0.595, 0.325, 0.485, 0.60},
		{"recognised words", onlyAligned(meetings), qmsum.Recognised, 0.31, 0.51, 0.26, 0.39, 0.60},
	} {
		f := withInstruction(bar.meetings, bar.read)
		c := f.chosen
		t.Logf("%s: %v, AUC %.3f over %d questions, plain BM25 %v", bar.name, c, f.auc, len(c.first), f.plain)
		if mean(c.first) < bar.first || mean(c.three) < bar.three || mean(c.gold) < bar.gold || mean(c.rank) < bar.mrr || f.auc < bar.auc {
			t.Errorf("%s: want at least %v, %v, %v and %v, AUC %v", bar.name, bar.first, bar.three, bar.gold, bar.mrr, bar.auc)
		}
		if gain := paired(c.gold, f.plain.gold); gain.low <= 0 {
			t.Errorf("%s: not surely better than plain BM25 in gold: %+.1f, at least %+.1f", bar.name, 100*gain.mean, 100*gain.low)
		}
	}
}

func TestReportNamesEveryRow(t *testing.T) {
	var b strings.Builder
	meetings := []qmsum.Meeting{{Duration: 60, Sents: []qmsum.Sent{
		{Start: 0, End: 20, Text: "The river bridge is old .", ASR: "the river bridge is old", Imp: true},
		{Start: 20, End: 45, Text: "Nobody has painted it .", ASR: "nobody has painted it"},
	}, Queries: []qmsum.Query{{Text: "the bridge", Spans: [][2]float64{{0, 45}}}}}}
	reportWith(&b, meetings)
	reportWithout(&b, meetings)
	for _, want := range []string{"reference words", "recognised words", "re-split sentences", "plain BM25", "better by", "100.0"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestPairedBootstrap(t *testing.T) {
	a, b := make([]float64, 50), make([]float64, 50)
	for i := range a {
		a[i], b[i] = float64(i%7), float64(i%7)-1
	}
	if d := paired(a, b); math.Abs(d.mean-1) > 1e-9 || math.Abs(d.low-1) > 1e-9 || math.Abs(d.high-1) > 1e-9 {
		t.Errorf("always better by 1: %+v", d)
	}
	if d := paired(a, a); d != (difference{}) {
		t.Errorf("the same: %+v", d)
	}
}

func TestMeasures(t *testing.T) {
	if got := inGold(clip.Span{Start: 10, End: 20}, [][2]float64{{15, 30}, {12, 16}}); math.Abs(got-0.8) > 1e-12 {
		t.Errorf("in gold %v, want .8", got)
	}
	if got := spearman([]float64{1, 2, 3, 3}, []float64{10, 20, 40, 40}); math.Abs(got-1) > 1e-12 {
		t.Errorf("rank correlation %v, want 1", got)
	}
	if got := auc([]judged{{0.9, true}, {0.5, false}, {0.5, true}, {0.1, false}}); got != 0.875 {
		t.Errorf("AUC %v, want .875", got)
	}
	sentences := []qmsum.Said{
		{Sentence: clip.Sentence{Start: 0, End: 8}, Words: 6, Kept: 3},
		{Sentence: clip.Sentence{Start: 8, End: 30}, Words: 9, Kept: 9},
	}
	if got := qmsum.KeptShare(clip.Span{Start: 0, End: 10}, sentences); got != 0.5 {
		t.Errorf("kept share %v, want .5", got)
	}
}
