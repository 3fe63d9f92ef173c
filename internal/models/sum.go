package models

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
)

// sumFile returns the size and the SHA-256 of a file. Of a file that is not
// want bytes long (want >= 0) it returns the size alone, without reading it.
func sumFile(path string, want int64) (size int64, sum string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, "", err
	}
	if !info.Mode().IsRegular() {
		return 0, "", fmt.Errorf("%s is not a file", path)
	}
	if want >= 0 && info.Size() != want {
		return info.Size(), "", nil
	}
	h := sha256.New()
	size, err = io.Copy(h, f)
	if err != nil {
		return 0, "", fmt.Errorf("reading %s: %w", path, err)
	}
	return size, hex.EncodeToString(h.Sum(nil)), nil
}
