package clip

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParseWindow reads START-END or START-END=LABEL, with times as [ParseSeconds]
// takes them.
func ParseWindow(s string) (Window, error) {
	span, label, _ := strings.Cut(s, "=")
	from, to, ok := strings.Cut(span, "-")
	if !ok {
		return Window{}, fmt.Errorf("window %q is not START-END or START-END=LABEL, such as 1:05-1:35=Intro", s)
	}
	start, err := ParseSeconds(from)
	if err != nil {
		return Window{}, fmt.Errorf("window %q: start: %w", s, err)
	}
	end, err := ParseSeconds(to)
	if err != nil {
		return Window{}, fmt.Errorf("window %q: end: %w", s, err)
	}
	if end <= start {
		return Window{}, fmt.Errorf("window %q: end must be greater than start", s)
	}
	return Window{Start: start, End: end, Label: strings.TrimSpace(label)}, nil
}

// ParseSeconds reads a time as seconds (83.5), as [H:]M:S (1:23.5, 0:01:23.5),
// or with a unit as a person writes a length (90s, 1m30s).
func ParseSeconds(s string) (Seconds, error) {
	text := strings.TrimSpace(s)
	bad := fmt.Errorf("%q is not a time such as 83.5, 1:23.5 or 1m30s", s)
	if strings.ContainsAny(text, "hms") {
		return parseUnits(text, bad)
	}
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return 0, bad
	}
	total := 0.0
	for i, part := range parts {
		last := i == len(parts)-1
		v, err := parseNumber(part, last)
		if err != nil || (i > 0 && v >= 60) {
			return 0, bad
		}
		total = total*60 + v
	}
	return inTime(s, total)
}

// parseUnits reads 1h2m3.5s, each unit at most once and in this order.
func parseUnits(text string, bad error) (Seconds, error) {
	total, rest := 0.0, text
	for _, u := range []struct {
		name    string
		seconds float64
	}{{"h", 3600}, {"m", 60}, {"s", 1}} {
		number, after, ok := strings.Cut(rest, u.name)
		if !ok {
			continue
		}
		v, err := parseNumber(number, u.name == "s")
		if err != nil {
			return 0, bad
		}
		total, rest = total+v*u.seconds, after
	}
	if rest != "" {
		return 0, bad
	}
	return inTime(text, total)
}

// inTime refuses times beyond [MaxTime].
func inTime(text string, seconds float64) (Seconds, error) {
	if Seconds(seconds) > MaxTime {
		return 0, fmt.Errorf("the time %.40q is too long: at most %d seconds can be asked for", text, int(MaxTime))
	}
	return Seconds(seconds), nil
}

// parseNumber reads plain digits, with a fraction where that is allowed; a number
// that no float holds is infinite.
func parseNumber(s string, fraction bool) (float64, error) {
	allowed := "0123456789"
	if fraction {
		allowed += "."
	}
	if s == "" || strings.Trim(s, allowed) != "" {
		return 0, strconv.ErrSyntax
	}
	v, err := strconv.ParseFloat(s, 64)
	if errors.Is(err, strconv.ErrRange) {
		return math.Inf(1), nil
	}
	return v, err
}
