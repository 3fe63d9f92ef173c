package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// maxJSON is the most bytes of a JSON body.
const maxJSON = 1 << 20

// readJSON reads a body that schema describes into dst, and returns the hash of
// what it says, however it is written.
func (c checker) readJSON(w http.ResponseWriter, r *http.Request, schema *huma.Schema, dst any) (hash string, err error) {
	if err := wantJSON(r.Header); err != nil {
		return "", err
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxJSON))
	if err != nil {
		return "", unread(err)
	}
	return c.decode(text, schema, dst)
}

// unread tells why a body could not be read to its end.
func unread(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, http.ErrBodyReadAfterClose) {
		return clip.Errorf(clip.Invalid, "", "the body ended before its end; send it again")
	}
	return err
}

func wantJSON(h http.Header) error {
	if enc := h.Get("Content-Encoding"); enc != "" && !strings.EqualFold(enc, "identity") {
		return clip.Errorf(clip.UnsupportedMedia, "Content-Encoding", "the body must not be compressed")
	}
	given := h.Get("Content-Type")
	if given == "" {
		return nil
	}
	kind, params, err := mime.ParseMediaType(given)
	if err != nil || kind != "application/json" || (params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8")) {
		return clip.Errorf(clip.UnsupportedMedia, "Content-Type", "the body must be JSON in UTF-8: send Content-Type: application/json")
	}
	return nil
}

// decode checks text against schema and fills dst with it. The hash is that of
// the value with sorted keys and without white space.
func (c checker) decode(text []byte, schema *huma.Schema, dst any) (hash string, err error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return "", clip.Errorf(clip.Invalid, "", "the body is empty; send a JSON object")
	}
	if !utf8.Valid(text) {
		return "", clip.Errorf(clip.Invalid, "", "the body must be JSON in UTF-8; it holds bytes that are not UTF-8")
	}
	value, err := parse(text)
	if err != nil {
		return "", err
	}
	if err := c.check(schema, "", value); err != nil {
		return "", err
	}
	if err := json.Unmarshal(text, dst); err != nil {
		// The schema let through what the type does not take: a fault of ours.
		return "", err
	}
	canonical, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}

func parse(text []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber() // so that 1e400 and 1.0 are judged as they were written
	var value any
	err := dec.Decode(&value)
	if err == nil {
		if _, more := dec.Token(); more == io.EOF {
			again := json.NewDecoder(bytes.NewReader(text))
			again.UseNumber()
			return value, repeated(again, "")
		}
		return nil, clip.Errorf(clip.Invalid, "", "the body must be one JSON object; there is more after it")
	}
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, clip.Errorf(clip.Invalid, "", "the body is not valid JSON: %s (at byte %d)", strings.TrimPrefix(wrong.Error(), "json: "), wrong.Offset)
	}
	return nil, clip.Errorf(clip.Invalid, "", "the body is not valid JSON: it ends too early")
}
