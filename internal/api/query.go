package api

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"clipd/internal/clip"
)

// The limits of what a query may ask.
const (
	defaultLimit = 10
	maxLimit     = 100
	maxName      = 255 // characters of a folder_id
)

// pageQuery reads which page is asked for; filters are those of jobs.
func pageQuery(r *http.Request, filters bool) (clip.PageQuery, error) {
	q := clip.PageQuery{Limit: defaultLimit}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return q, clip.Errorf(clip.Invalid, "", "the query of the address is malformed; encode special characters with %%")
	}
	known := []string{"limit", "token"}
	if filters {
		known = append(known, "folder_id", "status")
	}
	for _, name := range known {
		given, ok := values[name]
		if !ok {
			continue
		}
		if len(given) > 1 {
			return q, wrong(name, "was given %d times; give it once", len(given))
		}
		if err := fill(&q, name, given[0]); err != nil {
			return q, err
		}
	}
	return q, nil
}

func fill(q *clip.PageQuery, name, value string) error {
	if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
		return wrong(name, "must be text in UTF-8 without the character NUL")
	}
	switch name {
	case "limit":
		n, err := strconv.Atoi(value)
		if err != nil || !digits.MatchString(value) || n < 1 || n > maxLimit {
			return wrong(name, "must be an integer from 1 to %d, not %q", maxLimit, printable(value))
		}
		q.Limit = n
	case "token":
		q.Token = value
	case "folder_id":
		if n := utf8.RuneCountInString(value); n > maxName {
			return wrong(name, "must have at most %d characters, not %d", maxName, n)
		}
		q.Folder = &value
	case "status":
		if !slices.Contains(statuses(), any(value)) {
			return wrong(name, "must be one of %s, not %q", enumerated(statuses()), printable(value))
		}
		q.Status = clip.Status(value)
	}
	return nil
}

var digits = regexp.MustCompile(`^[0-9]+$`)

func statuses() []any {
	return []any{string(clip.Pending), string(clip.Running), string(clip.Completed), string(clip.Failed)}
}

var idempotencyForm = regexp.MustCompile(`^` + idempotencyPattern + `$`)

const idempotencyPattern = `[A-Za-z0-9_:.-]{1,255}`

// idempotencyKey returns the Idempotency-Key, "" where there is none.
func idempotencyKey(h http.Header) (string, error) {
	given := h.Values("Idempotency-Key")
	if len(given) == 0 {
		return "", nil
	}
	if len(given) > 1 || !idempotencyForm.MatchString(given[0]) {
		return "", clip.Errorf(clip.Invalid, "Idempotency-Key", "Idempotency-Key must be one value of 1 to 255 of the characters A-Z a-z 0-9 _ : . -")
	}
	return given[0], nil
}
