package jobs

import (
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

// pageToken is a cursor that a client can hand back but not alter: eight bytes of
// time, the id, and an HMAC that binds both to the list of this workspace.
func (s *Service) pageToken(list, workspace string, c *store.Cursor) string {
	if c == nil {
		return ""
	}
	b := binary.BigEndian.AppendUint64(nil, uint64(c.CreatedAt.UnixMilli()))
	b = append(b, c.ID...)
	return base64.RawURLEncoding.EncodeToString(append(b, s.tag(list, workspace, b)...))
}

// cursor reads what pageToken made; nil for the first page.
func (s *Service) cursor(list, workspace, token string) (*store.Cursor, error) {
	if token == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) < 8+tagSize {
		return nil, badToken()
	}
	body, tag := b[:len(b)-tagSize], b[len(b)-tagSize:]
	if !hmac.Equal(tag, s.tag(list, workspace, body)) {
		return nil, badToken()
	}
	return &store.Cursor{
		CreatedAt: time.UnixMilli(int64(binary.BigEndian.Uint64(body))).UTC(),
		ID:        string(body[8:]),
	}, nil
}

func (s *Service) tag(list, workspace string, body []byte) []byte {
	mac := hmac.New(sha256.New, s.tokenKey)
	fmt.Fprintf(mac, "%s\x00%s\x00%s", list, workspace, body)
	return mac.Sum(nil)[:tagSize]
}

func badToken() error {
	return clip.Errorf(clip.Invalid, "token", "token is not one that a page of this list gave; leave it out for the first page")
}
