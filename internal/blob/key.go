package blob

import (
	"fmt"
	"strings"
)

const (
	maxKey     = 512
	maxSegment = 200
)

// checkKey refuses keys that could mean something else to a file system or to
// S3. A key is segments of A-Z, a-z, 0-9, "_", "-" and "." between slashes; none
// begins with a dot. Names that the drivers of gocloud.dev keep for themselves
// (".attrs" and "__0x" escapes) are refused too.
func checkKey(key string) error {
	if key == "" || len(key) > maxKey {
		return fmt.Errorf("the key %.40q must have 1 to %d characters", key, maxKey)
	}
	for s := range strings.SplitSeq(key, "/") {
		switch {
		case s == "":
			return fmt.Errorf("the key %q has an empty part", key)
		case len(s) > maxSegment:
			return fmt.Errorf("the key %q has a part of more than %d characters", key, maxSegment)
		case s[0] == '.':
			return fmt.Errorf("the key %q has a part that begins with a dot", key)
		case strings.HasSuffix(s, ".attrs"), strings.Contains(s, "__0x"):
			return fmt.Errorf("the key %q uses a name that is reserved", key)
		case strings.ContainsFunc(s, notInKeys):
			return fmt.Errorf("the key %q may hold A-Z, a-z, 0-9, _, - and . alone", key)
		}
	}
	return nil
}

func notInKeys(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-', r == '.':
		return false
	}
	return true
}

// checkPrefix refuses what is neither "" nor a key with a slash behind it.
func checkPrefix(prefix string) error {
	if prefix == "" {
		return nil
	}
	folder, ok := strings.CutSuffix(prefix, "/")
	if !ok {
		return fmt.Errorf("the prefix %q must end in a slash", prefix)
	}
	return checkKey(folder)
}
