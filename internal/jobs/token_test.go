package jobs

import (
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

func TestTokens(t *testing.T) {
	p := pages{list: listJobs, key: []byte("secret")}
	at := store.Cursor{CreatedAt: time.UnixMilli(1763924400123).UTC(), ID: "clip_7"}
	token := p.token(&at)
	if got, err := p.cursor(token); err != nil || *got != at {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := p.cursor(""); got != nil || err != nil || p.token(nil) != "" {
		t.Errorf("no token gives %v, %v", got, err)
	}
	for name, of := range map[string]pages{
		"another list":      {list: listAssets, key: p.key},
		"another workspace": {list: p.list, key: []byte("other")},
	} {
		if _, err := of.cursor(token); clip.CodeOf(err) != clip.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	altered := []string{"A", "not base64!", token + "A", token[:len(token)-1], token + "\n", token + "=", strings.ToUpper(token)}
	for i := range token {
		for _, letter := range "AQgw_" {
			if byte(letter) != token[i] {
				altered = append(altered, token[:i]+string(letter)+token[i+1:])
			}
		}
	}
	for _, bad := range altered {
		if _, err := p.cursor(bad); clip.CodeOf(err) != clip.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzCursor looks for a token that is taken although no page gave it.
func FuzzCursor(f *testing.F) {
	p := pages{list: listJobs, key: []byte("secret")}
	f.Add(p.token(&store.Cursor{CreatedAt: time.UnixMilli(1763924400123), ID: "clip_7"}))
	f.Add("AAAA")
	f.Fuzz(func(t *testing.T, token string) {
		c, err := p.cursor(token)
		if err == nil && p.token(c) != token {
			t.Errorf("%q is taken as %v", token, c)
		}
	})
}
