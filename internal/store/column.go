package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"clipd/internal/clip"
)

// millis is a time as a column holds it: unix milliseconds, NULL for the zero
// time.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// instant reads what [millis] writes.
type instant struct{ to *time.Time }

func (i instant) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*i.to = time.Time{}
	case int64:
		*i.to = time.UnixMilli(v).UTC()
	default:
		return fmt.Errorf("a time is kept as %T", v)
	}
	return nil
}

// document is a value as a column holds it: JSON text. The types of the store
// always marshal: they hold no functions and no numbers that are not finite.
func document(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}

// parsed reads what [document] writes; NULL leaves the value as it is.
type parsed struct{ to any }

func (p parsed) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(v), p.to)
	case []byte:
		return json.Unmarshal(v, p.to)
	default:
		return fmt.Errorf("a document is kept as %T", v)
	}
}

// plain is a string as both databases keep it: PostgreSQL's text has neither NUL
// nor bytes that are not UTF-8. What clients send and tools say may have.
func plain(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\uFFFD"), "\uFFFD")
}

// plainly is [plain] of a string that may be absent.
func plainly(s *string) any {
	if s == nil {
		return nil
	}
	return plain(*s)
}

// text is a string as a column holds it: NULL for the empty one.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// optional reads what [text] writes.
type optional struct{ to *string }

func (o optional) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*o.to = ""
	case string:
		*o.to = v
	case []byte:
		*o.to = string(v)
	default:
		return fmt.Errorf("a text is kept as %T", v)
	}
	return nil
}

// words is a [clip.TranscriptSource] as a column holds it.
func words(t clip.TranscriptSource) string {
	switch t {
	case clip.Transcribed:
		return "auto"
	case clip.Unintelligible:
		return "null"
	default:
		return ""
	}
}

// wordsOf reads what [words] writes.
func wordsOf(s string) clip.TranscriptSource {
	switch s {
	case "auto":
		return clip.Transcribed
	case "null":
		return clip.Unintelligible
	default:
		return clip.TranscriptSource{}
	}
}
