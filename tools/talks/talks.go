// Package talks reads pages of TED's transcripts with their "(Laughter)" and
// "(Applause)" into transcripts with events, one page a file, as in the folder
// data/transcripts of github.com/johnlaudun/tedtalks. They are fetched by whoever
// trains or measures with them; nothing of them is kept here.
package talks

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"clipd/internal/clip"
)

var (
	pageTitle = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
	paragraph = regexp.MustCompile(`(?s)<div class="Grid__cell flx-s:1 p-r:4">\s*<p>(.*?)</p>`)
	marked    = regexp.MustCompile(`\((?:Laughter|Applause)[^)]*\)`)
	aside     = regexp.MustCompile(`\([^)]*\)`)
	sentence  = regexp.MustCompile(`[^.?!]+[.?!]*["”]?\s*`)
)

// A talk of the training has this many reactions and words at least.
const reactionsLeast, wordsLeast = 5, 900

// The pages give no times: words are taken to be spoken at one rate, that of the
// median talk, and a reaction to last three seconds.
const wordsASecond, reactionTime = 2.6, 3

// Read reads the pages of a folder, each talk once. Talks that are short or have
// few reactions are left out.
func Read(dir string) ([]clip.Transcript, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no pages in %q", dir)
	}
	seen := map[string]bool{}
	var talks []clip.Transcript
	for _, f := range files {
		page, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		title := string(pageTitle.Find(page))
		if seen[title] {
			continue
		}
		seen[title] = true
		if t, ok := talkOf(string(page)); ok {
			talks = append(talks, t)
		}
	}
	return talks, nil
}

// talkOf lays the sentences and the reactions of a page out in time.
func talkOf(page string) (clip.Transcript, bool) {
	var parts []string
	for _, p := range paragraph.FindAllStringSubmatch(page, -1) {
		parts = append(parts, strings.Join(strings.Fields(html.UnescapeString(p[1])), " "))
	}
	text := strings.Join(parts, " ")
	t := clip.Transcript{Language: "en"}
	at, words, from := 2.0, 0, 0
	say := func(text string) {
		for _, s := range sentence.FindAllString(aside.ReplaceAllString(text, " "), -1) {
			n := len(strings.Fields(s))
			if n == 0 {
				continue
			}
			end := at + float64(n)/wordsASecond
			t.Sentences = append(t.Sentences, clip.Sentence{Start: clip.Seconds(at), End: clip.Seconds(end - 0.1), Text: strings.Join(strings.Fields(s), " ")})
			at, words = end, words+n
		}
	}
	for _, m := range marked.FindAllStringIndex(text, -1) {
		say(text[from:m[0]])
		kind := clip.Laughter
		if strings.Contains(text[m[0]:m[1]], "Applause") {
			kind = clip.Applause
		}
		t.Events = append(t.Events, clip.Event{Start: clip.Seconds(at), End: clip.Seconds(at + reactionTime), Kind: kind})
		at, from = at+reactionTime, m[1]
	}
	say(text[from:])
	t.Duration = clip.Seconds(at + 1)
	return t, len(t.Events) >= reactionsLeast && words >= wordsLeast
}
