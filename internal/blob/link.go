package blob

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Path is where [Store.Handler] is to be reached, below the base of [Store.URL].
const Path = "/files/"

// URLOptions are what a link grants.
type URLOptions struct {
	Lifetime    time.Duration // 0 for an hour
	Filename    string        // what a browser saves the object as; "" for the end of the key
	ContentType string        // what the object is declared as; "" by the end of the key
}

// URL returns a link to the object key for whoever holds it, below base, the
// address that clients reach the service by, such as https://clips.example.org.
// Whether there is such an object is not looked at.
func (s *Store) URL(_ context.Context, base, key string, o URLOptions) (string, error) {
	if err := checkKey(key); err != nil {
		return "", err
	}
	if len(s.key) == 0 {
		return "", errors.New("links to files need a signing key")
	}
	if o.Lifetime <= 0 {
		o.Lifetime = time.Hour
	}
	l := link{key: key, expires: s.now().Add(o.Lifetime).Unix(), filename: o.Filename, contentType: o.ContentType}
	q := l.values()
	q.Set("signature", l.signature(s.key))
	return strings.TrimSuffix(base, "/") + Path + key + "?" + q.Encode(), nil
}

// link is what a signature vouches for.
type link struct {
	key         string
	expires     int64 // unix seconds
	filename    string
	contentType string
}

func (l link) values() url.Values {
	q := url.Values{"expires": {strconv.FormatInt(l.expires, 10)}}
	if l.filename != "" {
		q.Set("filename", l.filename)
	}
	if l.contentType != "" {
		q.Set("type", l.contentType)
	}
	return q
}

// signature is over the key and the encoded values, which hold no line break.
func (l link) signature(secret []byte) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "clipd link 1\n%s\n%s", l.key, l.values().Encode())
	return hex.EncodeToString(mac.Sum(nil))
}

// readLink returns the link that a request makes use of. ok is false where it is
// not one that was signed with secret.
func readLink(secret []byte, path string, q url.Values) (l link, ok bool) {
	key, under := strings.CutPrefix(path, Path)
	expires, err := strconv.ParseInt(q.Get("expires"), 10, 64)
	if !under || err != nil || checkKey(key) != nil || len(secret) == 0 {
		return link{}, false
	}
	l = link{key: key, expires: expires, filename: q.Get("filename"), contentType: q.Get("type")}
	return l, hmac.Equal([]byte(l.signature(secret)), []byte(q.Get("signature")))
}
