// Selecteval measures how well moments are chosen, against what people kept of
// meetings and where they found answers. It reads a file of qmsum-timed
// (QMSum, Zhong et al. 2021, joined with the times of AMI and ICSI):
//
//	go run ./tools/selecteval ../shared/eval/qmsum-timed.val.jsonl.gz
//
// It chooses clips of about 45 s, five a time, and prints means over all
// queries and meetings of the file. It needs no sound.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: selecteval FILE.jsonl.gz")
		os.Exit(2)
	}
	meetings, err := readMeetings(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "selecteval:", err)
		os.Exit(1)
	}
	report(os.Stdout, meetings)
}

func report(w io.Writer, meetings []meeting) {
	aligned := onlyAligned(meetings)
	fmt.Fprintf(w, "%-42s %8s %6s %6s %6s %6s %6s\n", "with an instruction", "queries", "Hit@1", "Hit@3", "gold", "MRR", "AUC")
	for _, row := range []struct {
		name     string
		meetings []meeting
		read     func(meeting) []said
	}{{"reference words", meetings, reference}, {"recognised words", aligned, recognised}} {
		f := withInstruction(row.meetings, row.read)
		fmt.Fprintf(w, "%-42s %8d %6.1f %6.1f %6.1f %6.1f %6.2f\n", row.name, f.queries, 100*f.hit1, 100*f.hit3, 100*f.gold, 100*f.mrr, f.auc)
	}
	fmt.Fprintf(w, "\n%-42s %8s %6s %6s %6s\n", "without", "meetings", "lift", "rank", "AUC")
	for _, row := range []struct {
		name string
		read func(meeting) []said
	}{{"reference sentences", reference}, {"recognised words in the same sentences", recognised}, {"re-split sentences, voices not told apart", blind}} {
		k := withoutInstruction(meetings, row.read)
		fmt.Fprintf(w, "%-42s %8d %6.2f %6.2f %6.2f\n", row.name, k.meetings, k.lift, k.correlation, k.auc)
	}
}
