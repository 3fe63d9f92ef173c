package pipeline

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

var identifier = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// derive returns an identifier of 16 letters and digits that is the same for
// the same parts.
func derive(parts ...any) string {
	text, _ := json.Marshal(parts)
	sum := sha256.Sum256(text)
	return identifier.EncodeToString(sum[:10])
}

// JobID names a plan: the same source and settings give the same name.
func JobID(plan Plan) string { return "clip_" + derive(plan.Hash, plan.Settings) }

func clipID(plan Plan, i int) string {
	return "c_" + derive(plan.Hash, plan.Settings, plan.Moments[i].Span(), i)
}

// maxSlug is in bytes: with number and ending it fits every file system.
const maxSlug = 60

// Slug turns a label to a part of a file name: letters and digits of any
// script in lower case, joined by hyphens, at most 60 bytes.
func Slug(label string) string {
	words := strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	out := ""
	for _, w := range words {
		next := strings.TrimPrefix(out+"-"+w, "-")
		if len(next) > maxSlug {
			break
		}
		out = next
	}
	if out == "" && len(words) > 0 { // one long word
		for _, r := range words[0] {
			if len(out)+utf8.RuneLen(r) > maxSlug {
				break
			}
			out += string(r)
		}
	}
	if out == "" {
		return "clip"
	}
	return out
}
