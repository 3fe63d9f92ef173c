package clip

import (
	"fmt"
	"math"
	"time"
)

// Seconds is a time on a recording's time line, or a length of it.
type Seconds float64

// Duration returns s rounded to the nearest nanosecond.
func (s Seconds) Duration() time.Duration {
	return time.Duration(float64(s)*float64(time.Second) + 0.5)
}

// Round returns s to the nearest millisecond.
func (s Seconds) Round() Seconds { return Seconds(math.Round(float64(s)*1000) / 1000) }

// String prints s as a person writes a time: 0:42.5, 12:07 or 1:02:03.
func (s Seconds) String() string {
	sign := ""
	if s < 0 {
		sign, s = "-", -s
	}
	ms := int64(float64(s)*1000 + 0.5)
	h, m, sec, frac := ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000
	out := fmt.Sprintf("%d:%02d", m, sec)
	if h > 0 {
		out = fmt.Sprintf("%d:%02d:%02d", h, m, sec)
	}
	if frac > 0 {
		out += fmt.Sprintf(".%03d", frac)
		for out[len(out)-1] == '0' {
			out = out[:len(out)-1]
		}
	}
	return sign + out
}

// Span is the half-open interval [Start, End).
type Span struct {
	Start Seconds `json:"start"`
	End   Seconds `json:"end"`
}

// Length is End - Start.
func (s Span) Length() Seconds { return s.End - s.Start }

// Overlaps tells whether s and o share more than an end point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains tells whether t lies in [Start, End).
func (s Span) Contains(t Seconds) bool { return s.Start <= t && t < s.End }
