package jobs

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

const tagSize = 16 // bytes of the HMAC kept in a token

// pages makes and reads the tokens of the pages of one list of one workspace,
// which a client can hand back but not alter. The key is known to every process.
type pages struct {
	list string
	key  []byte
}

func (s *Service) pages(ctx context.Context, list, workspace string) (pages, error) {
	w, err := s.Store.Workspace(ctx, workspace)
	return pages{list: list, key: []byte(w.Secret)}, err
}

// token is eight bytes of time, the id, and an HMAC of both and the list; "" at
// the end.
func (p pages) token(c *store.Cursor) string {
	if c == nil {
		return ""
	}
	b := binary.BigEndian.AppendUint64(nil, uint64(c.CreatedAt.UnixMilli()))
	b = append(b, c.ID...)
	return base64.RawURLEncoding.EncodeToString(append(b, p.tag(b)...))
}

// cursor reads what token made; nil for the first page.
func (p pages) cursor(token string) (*store.Cursor, error) {
	if token == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(token)
	// The decoder passes over line breaks and over bits that mean nothing.
	if err != nil || len(b) < 8+tagSize || base64.RawURLEncoding.EncodeToString(b) != token {
		return nil, badToken()
	}
	body, tag := b[:len(b)-tagSize], b[len(b)-tagSize:]
	if !hmac.Equal(tag, p.tag(body)) {
		return nil, badToken()
	}
	return &store.Cursor{
		CreatedAt: time.UnixMilli(int64(binary.BigEndian.Uint64(body))).UTC(),
		ID:        string(body[8:]),
	}, nil
}

func (p pages) tag(body []byte) []byte {
	mac := hmac.New(sha256.New, p.key)
	fmt.Fprintf(mac, "page of %s\x00%s", p.list, body)
	return mac.Sum(nil)[:tagSize]
}

func badToken() error {
	return clip.Errorf(clip.Invalid, "token", "token is not one that a page of this list gave; leave it out for the first page")
}
