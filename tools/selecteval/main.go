// Selecteval measures how well moments are chosen, against what people kept of
// meetings and where they found answers. It reads a file of qmsum-timed
// (QMSum, Zhong et al. 2021, joined with the times of AMI and ICSI):
//
//	go run ./tools/selecteval ../shared/eval/qmsum-timed.val.jsonl.gz
//
// It chooses clips of about 45 s, five a time, and prints means over all
// queries and meetings of the file, with what plain BM25 makes of the same
// queries and the difference by a paired bootstrap. It needs no sound.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"clipd/tools/qmsum"
)

func main() {
	part := flag.String("part", "all", "what to measure: all, with (an instruction) or without")
	pages := flag.String("talks", "", "a folder of talks with reactions (see tools/talks) to measure")
	transcript := flag.String("transcript", "", "a transcript that clipd made, to measure against -truth")
	known := flag.String("truth", "", "the truth of that recording")
	flag.Parse()
	if err := run(*part, *pages, *transcript, *known, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "selecteval:", err)
		os.Exit(1)
	}
}

func run(part, pages, transcript, known string, files []string) error {
	switch {
	case pages != "":
		return reportTalks(os.Stdout, pages)
	case transcript != "":
		return reportRecording(os.Stdout, transcript, known)
	case len(files) != 1:
		return errors.New("usage: selecteval [-part with|without] FILE.jsonl.gz | -talks DIR | -transcript FILE -truth FILE")
	}
	meetings, err := qmsum.Read(files[0])
	if err != nil {
		return err
	}
	if part != "without" {
		reportWith(os.Stdout, meetings)
		reportHosts(os.Stdout, meetings)
	}
	if part != "with" {
		reportWithout(os.Stdout, meetings)
	}
	return nil
}

func reportWith(w io.Writer, meetings []qmsum.Meeting) {
	fmt.Fprintf(w, "%-42s %8s %6s %6s %6s %6s %6s\n", "with an instruction", "queries", "Hit@1", "Hit@3", "gold", "MRR", "AUC")
	for _, row := range []struct {
		name     string
		meetings []qmsum.Meeting
		read     func(qmsum.Meeting) []qmsum.Said
	}{{"reference words", meetings, qmsum.Reference}, {"recognised words", onlyAligned(meetings), qmsum.Recognised}} {
		f := withInstruction(row.meetings, row.read)
		fmt.Fprintf(w, "%-42s %8d%s %6.2f\n", row.name, len(f.chosen.first), f.chosen, f.auc)
		fmt.Fprintf(w, "%-42s %8s%s\n", "  plain BM25", "", f.plain)
		for _, d := range []struct {
			name string
			a, b []float64
		}{{"Hit@1", f.chosen.first, f.plain.first}, {"Hit@3", f.chosen.three, f.plain.three}, {"gold", f.chosen.gold, f.plain.gold}} {
			gain := paired(d.a, d.b)
			fmt.Fprintf(w, "    %-5s better by %+.1f (95 %% between %+.1f and %+.1f)\n", d.name, 100*gain.mean, 100*gain.low, 100*gain.high)
		}
	}
}

func reportHosts(w io.Writer, meetings []qmsum.Meeting) {
	found, all := onlyTheHost(meetings)
	fmt.Fprintf(w, "%-42s %8d %5.1f %%\n", "\"only the host\" is the project manager", all, 100*float64(found)/float64(max(1, all)))
}

// String prints the means in percent.
func (h hits) String() string {
	text := ""
	for _, v := range [][]float64{h.first, h.three, h.gold, h.rank} {
		text += fmt.Sprintf(" %6.1f", 100*mean(v))
	}
	return text
}

func reportWithout(w io.Writer, meetings []qmsum.Meeting) {
	fmt.Fprintf(w, "%-42s %8s %6s %6s %6s\n", "without", "meetings", "lift", "rank", "AUC")
	for _, row := range []struct {
		name string
		read func(qmsum.Meeting) []qmsum.Said
	}{{"reference sentences", qmsum.Reference}, {"recognised words in the same sentences", qmsum.Recognised}, {"re-split sentences, voices not told apart", qmsum.Blind}} {
		k := withoutInstruction(meetings, row.read)
		fmt.Fprintf(w, "%-42s %8d %6.2f %6.3f %6.2f\n", row.name, k.meetings, k.lift, k.correlation, k.auc)
	}
}
