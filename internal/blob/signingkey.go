package blob

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/gofrs/flock"
	cloud "gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

const signingKeyBytes = 32

// SigningKey reads the key that links are signed with from the file at path,
// which it makes, with mode 0600, where there is none or only the beginning of
// one. Processes that do so at the same time get the same key.
func SigningKey(path string) (key []byte, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("the key file %s: %w", path, err)
		}
	}()
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(text) >= hex.EncodedLen(signingKeyBytes) {
		return decodeKey(text)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	text = newKey()
	_, err = f.Write(text)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	return decodeKey(text)
}

// newKey returns a new key in hexadecimal, on a line.
func newKey() []byte {
	key := make([]byte, signingKeyBytes)
	rand.Read(key) //nolint:errcheck // it never fails
	return []byte(hex.EncodeToString(key) + "\n")
}

func decodeKey(text []byte) ([]byte, error) {
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != signingKeyBytes {
		return nil, fmt.Errorf("it does not hold %d bytes in hexadecimal; remove it to have a new one made (links made before stop working)", signingKeyBytes)
	}
	return key, nil
}

// sharedKeyName is no valid key of an object, so that none is in its way and
// lists do not show it.
const sharedKeyName = ".clipd/signing-key"

// sharedKey reads the key of links from the bucket, and makes it where there is
// none. Who may read it may read every object of the bucket anyway.
func (s *Store) sharedKey(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, request)
	defer cancel()
	text, err := s.bucket.ReadAll(ctx, sharedKeyName)
	if errors.Is(notFound(err), ErrNotFound) {
		err = s.bucket.WriteAll(ctx, sharedKeyName, newKey(), &cloud.WriterOptions{ContentType: "text/plain", IfNotExist: true})
		if err == nil || gcerrors.Code(err) == gcerrors.FailedPrecondition {
			text, err = s.bucket.ReadAll(ctx, sharedKeyName)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("the key of links in the bucket: %w", err)
	}
	key, err := decodeKey(text)
	if err != nil {
		return nil, fmt.Errorf("the object %s: %w", sharedKeyName, err)
	}
	return key, nil
}
