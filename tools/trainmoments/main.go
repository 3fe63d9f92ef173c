// Trainmoments fits the linear model that chooses moments without an
// instruction, and writes it as internal/highlight/weights.json:
//
//	go run ./tools/trainmoments -meetings qmsum-timed.train.jsonl.gz -talks DIR > weights.json
//
// Both are public and fetched by the one who trains. The meetings are QMSum
// (github.com/Yale-LILY/QMSum, MIT) joined with the times and the human
// extractive summaries of AMI and ICSI (CC BY 4.0). The talks are pages of
// TED's transcripts with their "(Laughter)" and "(Applause)", one a file, as in
// the folder data/transcripts of github.com/johnlaudun/tedtalks; of each page
// the marks and the counts of words are used, and nothing of it is kept.
//
// For each kind it is a ridge regression of the standardised features of a span
// on the standardised rank of what the span holds of what people kept (meetings,
// as transcribed and as re-split without voices) or of reactions (talks). The
// figures go to standard error: rank correlation in five-fold cross-validation.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"clipd/internal/clip"
	"clipd/internal/highlight"
	"clipd/tools/qmsum"
	"clipd/tools/talks"
)

// model is the file that is written.
type model struct {
	TrainedOn    string             `json:"trained_on"`
	Conversation map[string]float64 `json:"conversation"`
	Talk         map[string]float64 `json:"talk"`
	Worth        worth              `json:"worth"`
}

func main() {
	meetings := flag.String("meetings", "", "a qmsum-timed jsonl.gz")
	pages := flag.String("talks", "", "a folder of transcript pages")
	flag.Parse()
	if err := train(*meetings, *pages); err != nil {
		fmt.Fprintln(os.Stderr, "trainmoments:", err)
		os.Exit(1)
	}
}

func train(meetings, folder string) error {
	all, err := qmsum.Read(meetings)
	if err != nil {
		return err
	}
	var spoken, kept []sample
	n := 0
	for _, m := range all {
		if !m.Aligned() {
			continue
		}
		n++
		for _, sentences := range [][]qmsum.Said{qmsum.Reference(m), qmsum.Blind(m)} {
			kept = append(kept, meetingSample(m, sentences))
		}
	}
	read, err := talks.Read(folder)
	if err != nil {
		return err
	}
	for _, p := range read {
		spoken = append(spoken, talkSample(p))
	}
	conversation, talk := fit(kept), fit(spoken)
	fmt.Fprintf(os.Stderr, "meetings: %d readings, cross-validated rank correlation %.3f\n", len(kept), crossValidated(kept))
	fmt.Fprintf(os.Stderr, "talks: %d, cross-validated rank correlation %.3f\n", len(spoken), crossValidated(spoken))
	names := highlight.FeatureNames()
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(model{
		TrainedOn: fmt.Sprintf("%d meetings of AMI and ICSI with human extractive summaries (QMSum's training part), as transcribed and as re-split without voices; "+
			"%d TED talks with five reactions of the audience or more", n, len(spoken)),
		Conversation: named(names, conversation),
		Talk:         named(names, talk),
		Worth:        calibrate(kept, conversation),
	})
}

func named(names []string, weights []float64) map[string]float64 {
	out := map[string]float64{}
	for i, n := range names {
		out[n] = rounded(weights[i])
	}
	return out
}

// clipLength is the length of the spans that are learned from, s.
const clipLength = 45

func ranked(t clip.Transcript) []highlight.Ranked {
	s := clip.DefaultSettings()
	s.Length = clipLength
	return highlight.Rank(highlight.Request{Transcript: t, Settings: s})
}

func meetingSample(m qmsum.Meeting, sentences []qmsum.Said) sample {
	var s sample
	average := qmsum.KeptShare(clip.Span{End: clip.Seconds(m.Duration) + 1}, sentences)
	for _, r := range ranked(qmsum.Transcript(m, sentences)) {
		s.features = append(s.features, r.Features)
		s.good = append(s.good, qmsum.KeptShare(r.Span, sentences)/max(1e-9, average))
	}
	return s
}

// lead is how long before a reaction a span must have begun to have earned it,
// and late how long after the span it may come, s.
const lead, late = 4, 1

func talkSample(t clip.Transcript) sample {
	var s sample
	for _, r := range ranked(clip.Transcript{Duration: t.Duration, Language: t.Language, Sentences: t.Sentences}) {
		n := 0.0
		for _, e := range t.Events {
			if e.Start >= r.Span.Start+lead && e.Start <= r.Span.End+late {
				n++
			}
		}
		s.features = append(s.features, r.Features)
		s.good = append(s.good, n/float64(r.Span.Length()))
	}
	return s
}
