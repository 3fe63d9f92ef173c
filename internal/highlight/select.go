package highlight

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"clipd/internal/clip"
)

// Request is what to choose from and what was asked. Of the settings it reads
// MaxClips, Instruction, MinLength, MaxLength and Length; what is zero takes
// its default.
type Request struct {
	Transcript clip.Transcript
	Settings   clip.Settings
	// Activity is what moments are chosen by where nothing is said; it may be
	// empty.
	Activity Activity
}

// Selection is what was chosen, the best first.
type Selection struct {
	Moments  []clip.Moment
	Selector string   // what chose: "embedded", or "language model"
	Warnings []string // what is not as asked, and why
	Usage    Usage    // what a language model was asked
}

// Usage is what a language model was asked, by the count of its server.
type Usage struct {
	Requests         int   `json:"requests"`
	PromptTokens     int64 `json:"prompt_tokens"`
	CompletionTokens int64 `json:"completion_tokens"`
}

// The names of the selectors.
const (
	Embedded      = "embedded"
	LanguageModel = "language model"
)

// Builtin is the selector of this package, which is always there.
type Builtin struct{}

// Select chooses the moments, see [Select]. It does not need the context.
func (Builtin) Select(_ context.Context, req Request) Selection { return Select(req) }

// Select chooses the moments. It always returns as many as were asked for if
// the recording has them, and warns when it does not; the same request gives
// the same moments.
func Select(req Request) Selection { return Arrange(req, nil) }

// Arrange makes moments of what another selector picked: as long as moments are
// to be, from sentence to sentence, without overlap and repetition. What the
// picks leave open this package chooses. Picks that fit nowhere are left out;
// without any left it is [Select].
func Arrange(req Request, picks []Pick) Selection {
	s := withDefaults(req.Settings)
	w := understand(s.Instruction, req.Transcript.Language)
	b := narrow(s, w)
	sel := Selection{Selector: Embedded}
	k := s.MaxClips
	if w.count > 0 {
		k = min(k, w.count)
	}

	if unmet := w.lengths.unmet(s, b); unmet != "" {
		sel.Warnings = append(sel.Warnings, unmet)
	}

	rec := study(req.Transcript, b)
	if own := narrow(s, wish{}); rec.brief && (own.shortest < b.shortest || own.longest > b.longest) {
		asked := b
		b.shortest, b.longest = own.shortest, own.longest
		if wide := study(req.Transcript, b); !wide.brief {
			rec = wide
			sel.Warnings = append(sel.Warnings, fmt.Sprintf("no whole sentences make a clip of %s, as the instruction asks: chosen from clips of %s", asked, b))
		}
	}
	if len(rec.refs) == 0 {
		moments, warnings := speechless(rec, w, req.Activity, k)
		sel.Moments, sel.Warnings = moments, append(sel.Warnings, warnings...)
		return sel
	}
	j := judgeOf(rec, w)
	rules, given := keepable(rec, rulesOf(rec, j))
	sel.Warnings = slices.Concat(sel.Warnings, rec.warnings, j.warnings, given)
	allowed := permit(rules)
	taken := distinct(rec, append(valued(rec, j, allowed), picked(rec, j, picks, allowed)...), k)
	sel.Moments = moments(rec, j, taken)
	for _, c := range taken {
		if c.pick != nil {
			sel.Selector = LanguageModel
		}
	}
	if n := len(sel.Moments); n < k && len(rec.warnings) == 0 {
		sel.Warnings = append(sel.Warnings, fmt.Sprintf(
			"%s of %d asked for: the %s has no more moments of %s that begin and end with a sentence, do not overlap and do not repeat each other",
			plural(n, "moment"), k, rec.place(w), b))
	}
	return sel
}

// spansPerStart is how many ends of each start go into the schedule.
const spansPerStart = 8

func withDefaults(s clip.Settings) clip.Settings {
	d := clip.DefaultSettings()
	if s.MaxClips <= 0 {
		s.MaxClips = d.MaxClips
	}
	if !(s.MinLength > 0) {
		s.MinLength = min(d.MinLength, max(s.MaxLength, 1))
	}
	if !(s.MaxLength >= s.MinLength) {
		s.MaxLength = max(d.MaxLength, s.MinLength)
	}
	return s
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// moments are the moments of the chosen candidates, the best first.
func moments(r *recording, j *judge, taken []candidate) []clip.Moment {
	titles := titlerOf(r)
	lowest := 1.0
	for _, c := range taken {
		if c.pick != nil {
			lowest = min(lowest, c.pick.Rating)
		}
	}
	var out []clip.Moment
	for _, c := range taken {
		m := clip.Moment{
			Start: clip.Seconds(c.start), End: clip.Seconds(c.end),
			Score:         j.score(c),
			FirstSentence: r.units[c.first].sentence,
			LastSentence:  r.units[c.last].sentence,
		}
		if c.pick != nil {
			m.Score = c.pick.Rating
			if r.holds(c, c.pick.First) {
				m.Label, m.Reason = titles.given(c, c.pick.Label), r.given(c, c.pick.Reason)
			}
		} else {
			m.Score = min(m.Score, lowest)
		}
		if m.Label == "" {
			m.Label = titles.title(c, j.wish)
		}
		if m.Reason == "" {
			m.Reason = r.reason(c, j)
		}
		m.Score = math.Round(1e4*m.Score) / 1e4
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b clip.Moment) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Start, b.Start))
	})
	return out
}
