package highlight

import (
	"fmt"
	"math"

	"clipd/internal/clip"
)

// narrow puts the lengths that the instruction names inside those of the
// settings.
func narrow(s clip.Settings, w wish) bounds {
	b := bounds{shortest: float64(s.MinLength), longest: float64(s.MaxLength), wanted: float64(s.Length), wish: s.Length > 0}
	inside := func(v float64) float64 { return math.Min(math.Max(v, float64(s.MinLength)), float64(s.MaxLength)) }
	if w.lengths.longest > 0 {
		b.longest = inside(w.lengths.longest)
	}
	if w.lengths.shortest > 0 {
		b.shortest = math.Min(inside(w.lengths.shortest), b.longest)
	}
	if w.lengths.wanted > 0 {
		b.wanted, b.wish = w.lengths.wanted, true
	}
	if b.longest-b.shortest < narrowest {
		b.shortest = math.Max(float64(s.MinLength), b.longest-15)
	}
	if w.lengths.longest > 0 && b.longest <= float64(s.MinLength) {
		b.longest = math.Min(float64(s.MinLength)+narrowest, float64(s.MaxLength))
	}
	if b.wanted <= 0 {
		b.wanted = naturalLength
	}
	return b
}

// narrowest is how far apart the bounds are, s, where the settings let them:
// sentences end where they end.
const narrowest = 5

// unmet tells which of the lengths that an instruction names the settings do
// not allow, and what became of it; "" for none.
func (b bounds) unmet(s clip.Settings, became bounds) string {
	least, most := float64(s.MinLength), float64(s.MaxLength)
	says := func(how string, asked float64, field string, limit float64) string {
		return fmt.Sprintf("the instruction asks for clips of %s %.4g s, but %s is %.4g s: they are %s", how, asked, field, limit, became)
	}
	switch {
	case b.longest > 0 && b.longest <= least && became.longest > b.longest:
		return says("at most", b.longest, "min_length", least)
	case b.wanted > 0 && b.wanted < least:
		return says("about", b.wanted, "min_length", least)
	case b.shortest > most:
		return says("at least", b.shortest, "max_length", most)
	case b.wanted > most:
		return says("about", b.wanted, "max_length", most)
	}
	return ""
}

// Lengths returns how long the moments of a request are to be, s: the lengths of
// its settings, narrowed by those that its instruction names.
func Lengths(req Request) (shortest, longest, wanted float64) {
	s := withDefaults(req.Settings)
	b := narrow(s, understand(s.Instruction, req.Transcript.Language))
	return b.shortest, b.longest, b.around()
}

// String prints the bounds for people.
func (b bounds) String() string { return fmt.Sprintf("%.4g-%.4g s", b.shortest, b.longest) }
